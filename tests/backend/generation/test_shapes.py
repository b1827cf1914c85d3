"""The shape that a model is held to, for every kind, and what is made of its reply."""

import pytest

from backend.catalogue.coverage import EXPLAINED_IN
from backend.catalogue.files import languages, voices
from backend.generation import prompting
from backend.generation.gates.schema import drafted
from backend.generation.shapes import drafts, written
from backend.llm.shapes import strict_schema
from infra.local.llm.schemas import check_strict
from tests.backend.generation.drafts import ORDER
from tests.bench.written import all_written, courses


@pytest.mark.parametrize("kind", sorted(prompting.forms()))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_server_takes_it_as_a_strict_schema(kind: str, language: str) -> None:
    _, schema = strict_schema(drafts(kind, language, EXPLAINED_IN))
    check_strict(schema)


def test_every_exercise_of_the_courses_could_have_been_written_in_it() -> None:
    for language, shelf in courses().items():
        for each in all_written(shelf):
            if list(each.item.content.problems()):
                continue
            shape = drafts(each.order.kind, language, EXPLAINED_IN)
            [draft] = written(shape.model_validate({"drafts": [each.draft]}), 1)
            made, _ = drafted(draft, each.order)
            assert made.content == each.item.content, each.item.key


def test_no_more_drafts_are_taken_than_were_asked_for() -> None:
    [one, *_] = all_written(courses()["nl"])
    shape = drafts(one.order.kind, "nl", EXPLAINED_IN)
    assert len(written(shape.model_validate({"drafts": [one.draft] * 9}), 3)) == 3


def test_a_text_that_is_no_language_of_explanations_has_no_place() -> None:
    told = drafts("fill_gap", "nl", ("en",)).model_json_schema()["$defs"]["Told"]
    assert set(told["properties"]) == {"en"}


@pytest.mark.parametrize("language", languages())
def test_every_course_has_voices_and_the_instruction_speaks_in_them(language: str) -> None:
    spoken = voices(language)
    assert len(spoken.personas) >= 6 and len(spoken.tones) >= 4
    order = ORDER.__class__(
        **{
            **ORDER.__dict__,
            "language": language,
            "persona": spoken.personas[0].key,
            "tone": spoken.tones[-1].key,
        }
    )
    brief = prompting.Brief("Title", "What it is.", ("One.",), "Food", ("Stock.",) * 99)
    asked = prompting.asked(order, brief, spoken, EXPLAINED_IN)
    assert asked.prompt.system.startswith("Task: generate_item")
    for told in (spoken.personas[0].text, spoken.tones[-1].text, spoken.writing, "Form: fill"):
        assert told in asked.prompt.system
    assert asked.lines[0].text.count("Stock.") == prompting.MOST_SIBLINGS
