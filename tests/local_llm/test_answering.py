from typing import Any

import httpx2
import pytest

from infra.local.llm import answering
from infra.local.llm.asking import Heard
from infra.local.llm.imagining import imagined
from infra.local.llm.running import running


def heard(task: str, *, schema: dict[str, Any] | None = None) -> Heard:
    return Heard("parley-small", f"Task: {task}\nDo it.", (("user", "Hello."),), schema)


def echo(system: str, lines: answering.Lines, schema: dict[str, Any] | None) -> str:
    return f"You: {lines[-1][1]}"


class TestOtherwise:
    def test_asks_the_module_of_the_task(self) -> None:
        answer = answering.otherwise({"say": echo})
        assert answer(heard("say")) == "You: Hello."

    def test_answers_what_nobody_wrote_a_module_for(self) -> None:
        answer = answering.otherwise({})
        shape = {"type": "object", "properties": {"n": {"type": "integer"}}}
        assert answer(heard("other", schema=shape)) == {"n": 1}
        assert answer(heard("other")) == "I heard you: Hello."


class TestResponders:
    def test_all_modules_can_be_loaded(self) -> None:
        assert all(callable(one) for one in answering.responders().values())


class TestDataIn:
    @pytest.mark.parametrize(
        ("text", "data"),
        [
            ('{"a": 1}', {"a": 1}),
            ('The answer:\n{"a": {"b": 2}}\nJudge it.', {"a": {"b": 2}}),
            ("nothing", {}),
            ("{broken", {}),
        ],
    )
    def test_finds_the_object(self, text: str, data: dict[str, Any]) -> None:
        assert answering.data_in(text) == data


class TestImagined:
    def test_fills_every_kind_of_field(self) -> None:
        shape = {
            "type": "object",
            "properties": {
                "word": {"type": "string"},
                "verdict": {"enum": ["right", "wrong"]},
                "sure": {"type": "boolean"},
                "score": {"type": "integer", "minimum": 3},
                "many": {"type": "array", "items": {"$ref": "#/$defs/One"}, "minItems": 2},
                "maybe": {"anyOf": [{"type": "null"}, {"type": "string"}]},
            },
            "$defs": {"One": {"type": "object", "properties": {"id": {"const": "x"}}}},
        }
        assert imagined(shape) == {
            "word": "Something was written here.",
            "verdict": "right",
            "sure": True,
            "score": 3,
            "many": [{"id": "x"}, {"id": "x"}],
            "maybe": None,
        }


async def test_a_server_of_ones_own_answers_by_itself() -> None:
    with running(otherwise=answering.otherwise({})) as server:
        async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {server.key}"}) as http:
            messages = [{"role": "user", "content": "Hello."}]
            asked = {"model": "parley-large", "messages": messages}
            reply = await http.post(f"{server.url}/chat/completions", json=asked)
    assert reply.json()["choices"][0]["message"]["content"] == "I heard you: Hello."
