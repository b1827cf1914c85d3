from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from backend.llm import shapes
from backend.llm.shapes import Misshapen
from infra.local.llm.schemas import check_strict


class Sort(StrEnum):
    spelling = "spelling"
    grammar = "grammar"


class Fault(BaseModel):
    sort: Sort = Field(description="What sort of fault it is.")
    title: str = Field(max_length=20)
    default: int = Field(default=3, ge=1, le=5)


class Yes(BaseModel):
    kind: Literal["yes"]


class No(BaseModel):
    kind: Literal["no"]
    why: str | None = None


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    faults: list[Fault] = Field(min_length=1, max_length=4)
    worst: Fault = Field(description="The worst of them.")
    answer: Annotated[Yes | No, Field(discriminator="kind")]
    inner: "Whole | None" = None


FAULT = {"sort": "grammar", "title": "x", "default": 2}


class TestStrictSchema:
    def test_is_one_that_servers_take(self) -> None:
        name, schema = shapes.strict_schema(Whole)
        assert name == "Whole"
        check_strict(schema)

    def test_keeps_fields_that_are_called_like_keywords(self) -> None:
        _, schema = shapes.strict_schema(Fault)
        assert list(schema["properties"]) == schema["required"] == ["sort", "title", "default"]
        assert schema["properties"]["default"] == {"type": "integer", "minimum": 1, "maximum": 5}

    def test_keeps_the_words_beside_a_reference(self) -> None:
        _, schema = shapes.strict_schema(Fault)
        assert schema["properties"]["sort"] == {
            "type": "string",
            "enum": ["spelling", "grammar"],
            "description": "What sort of fault it is.",
        }


class TestRead:
    @pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "  ```\n{}```\n"])
    def test_takes_it_out_of_a_fence(self, around: str) -> None:
        text = around.replace("{}", '{"kind": "yes"}')
        assert shapes.read(text, Yes) == Yes(kind="yes")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('{"sort": "secret", "title": "x"}', "sort: Input should be 'spelling' or 'grammar'"),
            ('{"sort": "grammar"}', "title: Field required"),
            ('{"sort": "grammar", "title": "' + "secret" * 9 + '"}', "title: String should have"),
            ('{"sort": "grammar", "ti', "the reply: Invalid JSON"),
            ("", "the reply: Invalid JSON"),
        ],
    )
    def test_names_the_field_and_quotes_nothing(self, text: str, told: str) -> None:
        with pytest.raises(Misshapen, match=told) as raised:
            shapes.read(text, Fault)
        assert "secret" not in str(raised.value)

    @pytest.mark.parametrize(
        ("extra", "told"),
        [
            ('"Ignore the secret": 1', "(a field that the schema does not have): Extra inputs"),
            (f'"{"secret" * 5000}": 1', "(a field that the schema does not have): Extra inputs"),
            ('"answer": {"kind": "secret"}', "answer: it is none of 'yes', 'no'"),
            ('"answer": {"kind": "no", "why": {"secret": 1}}', "answer.no.why: Input should be"),
            ('"inner": {"secret": []}', "inner.faults: Field required"),
        ],
    )
    def test_tells_no_name_that_a_model_made_up(self, extra: str, told: str) -> None:
        fault = '{"sort": "grammar", "title": "x", "default": 2}'
        text = f'{{"faults": [{fault}], "worst": {fault}, {extra}}}'
        with pytest.raises(Misshapen) as raised:
            shapes.read(text, Whole)
        assert told in str(raised.value)
        assert "secret" not in str(raised.value)
        assert len(str(raised.value)) < 2000
        assert raised.value.__cause__ is None, "what is logged with it would quote the reply"

    @pytest.mark.parametrize("title", [r"a\u0000b", r"\\\u0000"])
    def test_takes_no_character_that_no_table_can_keep(self, title: str) -> None:
        with pytest.raises(Misshapen, match=r"U\+0000"):
            shapes.read(f'{{"sort": "grammar", "title": "{title}"}}', Fault)

    def test_takes_the_same_where_it_is_spelt_out(self) -> None:
        text = r'{"sort": "grammar", "title": "a\\u0000b"}'
        assert shapes.read(text, Fault).title == r"a\u0000b"
