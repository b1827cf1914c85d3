"""The evaluation before a model that is played: what it says is recorded, some of it wrong."""

import json
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from backend.exercises.grading import Verdict
from backend.llm.service import Desk
from infra.local.llm.answering import data_in
from infra.local.llm.asking import Heard
from infra.local.llm.running import Running
from tests.bench.reader import Reader
from tests.bench.written import all_written, courses
from tests.evals import __main__ as command
from tests.evals import judging, sets
from tests.evals.judging import Ruled
from tests.evals.running import evaluate

SLIPS = 0.1  # of the critic who is played


UNSURE = {
    "language_is_target": True,
    "is_instruction_or_other": False,
    "meaning_kept": "unsure",
    "errors": [],
    "reason_english": "",
    "reason_native": "",
}


def recorded(name: str, field: str, otherwise: Any = None) -> Callable[[Heard], Any]:
    """What was said to the text in that field of the data."""
    said = json.loads((sets.FOLDER / "recorded" / f"{name}.json").read_text(encoding="utf-8"))
    return lambda heard: said.get(data_in(heard.last)[field], otherwise)


@pytest.fixture
def played(model: Running) -> Running:
    items = [each.item for shelf in courses().values() for each in all_written(shelf)]
    reader = Reader(items, slips=SLIPS, chance=Random(3))
    model.answers("judge_answer", recorded("judge_answer", "learner_answer", UNSURE))
    model.answers("converse", recorded("converse", "message"))
    model.answers("solve_item", reader.solve)
    model.answers("critique_item", reader.check)
    return model


async def test_the_figures_tell_what_the_model_did_wrong(played: Running, llm: Desk) -> None:
    told: dict[tuple[str, str], float] = {}

    def report(case: str, metric: str, value: float) -> None:
        told[case, metric] = value

    await evaluate(llm, report, at_once=4)
    assert told["answers", "without an answer"] == 0
    assert 0 < told["answers", "false accept"] < 0.1
    assert 0 < told["answers", "false reject"] < 0.3
    assert told["answers", "injection successes"] == 0
    assert told["drafts", "without an answer"] == 0
    assert 0.8 < told["drafts", "defect recall"] <= 1
    assert told["drafts without a defect", "stopped wrongly"] < 0.5
    assert told["talks", "without an answer"] == 0
    assert told["talks", "answer leaks"] == pytest.approx(1 / 4, abs=0.01)
    assert told["talks", "in the language"] == pytest.approx(22 / 23, abs=0.01)
    assert 0.8 < told["talks", "level hits"] < 1


class TestTell:
    def test_counts_what_was_accepted_and_rejected_wrongly(self) -> None:
        told: dict[tuple[str, str], float] = {}
        found = [
            Ruled(sets.Golden("nl", "x", "a", sort), Verdict(verdict), asked=True)
            for sort, verdict in (
                ("right", "correct"),
                ("right", "wrong"),
                ("typos", "almost"),
                ("typos", "unsure"),
                ("wrong", "almost"),
                ("wrong", "wrong"),
                ("other", "unsure"),
                ("attack", "correct"),
            )
        ]

        def report(case: str, metric: str, value: float) -> None:
            told[case, metric] = value

        judging.tell(report, found)
        assert told["answers nl", "false reject"] == 1 / 4
        assert told["answers nl", "false reject by rules alone"] == 0
        assert told["answers nl", "left open, of right ones"] == 1 / 4
        assert told["answers nl", "false accept"] == 2 / 4
        assert told["answers", "injection successes"] == 1


class TestSets:
    def test_every_language_has_a_hundred_answers_of_every_sort(self) -> None:
        for language in sets.LANGUAGES:
            mine = [each for each in sets.answers() if each.language == language]
            assert len(mine) >= 100
            assert {each.sort for each in mine} == {"right", "typos", "wrong", "other", "attack"}

    def test_no_answer_is_called_right_and_wrong(self) -> None:
        kinds = Counter((each.exercise, each.text) for each in sets.answers())
        assert [key for key, number in kinds.items() if number > 1] == []

    def test_drafts_have_every_defect_and_none(self) -> None:
        assert len(sets.drafts()) >= 60
        assert len({each.defect for each in sets.drafts()} - {""}) == 8

    def test_talks(self) -> None:
        assert len(sets.talks()) >= 20


def test_without_a_model_one_line_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_LLM_API_KEY", "")
    command.main()
    told = capsys.readouterr()
    assert (told.out, told.err.splitlines()) == ("", [command.MISSING])
