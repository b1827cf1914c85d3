"""What typed answers are worth: a table, and answers that must never do harm."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from tests.factories import both, slip

TABLE = Path(__file__).with_name("grading_table.yaml")


def cases() -> Iterator[Any]:
    for group in yaml.safe_load(TABLE.read_text()):
        for verdict in Verdict:
            for answer in group.get(verdict, []):
                name = f"{group['language']}-{group['accepted'][0]}-{answer[:30]}"
                yield pytest.param(group, answer, verdict, id=ascii(name))


def content(*, accepted: list[str], slips: list[str], is_open: bool) -> TypedContent:
    kind = {"kind": "translate", "text": both("…")}
    gap = {"kind": "type_gap", "sentence": "___"}
    made = CONTENT.validate_python(
        {
            **(kind if is_open else gap),
            "why": both("so"),
            "accepted": accepted,
            "slips": [slip(text) for text in slips],
        }
    )
    assert isinstance(made, TypedContent)
    return made


def judged(group: dict[str, Any], answer: str) -> Judgement:
    made = content(
        accepted=group["accepted"],
        slips=group.get("slips", []),
        is_open=group.get("open", False),
    )
    learner = SimpleNamespace(native="en", target=group["language"])
    return made.judge(Typed(text=answer), [], learner)


@pytest.mark.parametrize(("group", "answer", "verdict"), list(cases()))
def test_an_answer_is_worth_what_the_table_says(
    group: dict[str, Any], answer: str, verdict: Verdict
) -> None:
    found = judged(group, answer)
    assert found.verdict is verdict
    assert found.right in group["accepted"]
    assert bool(found.pieces) is (verdict is not Verdict.correct)


def test_the_table_is_large_and_speaks_every_language() -> None:
    every = list(cases())
    assert len(every) >= 320
    for language in ("en", "nl", "bg", "sr"):
        assert sum(case.values[0]["language"] == language for case in every) >= 50


GROUP = {"language": "en", "accepted": ["I like cheese."], "open": True}


class TestATextTooLong:
    @pytest.mark.parametrize(
        "text", ["a" * 20_000, "word " * 4_000, "ж" * 10_000, "\u200b" * 20_000]
    )
    def test_is_refused_with_a_clear_error(self, text: str) -> None:
        with pytest.raises(ValidationError, match="at most 1000"):
            Typed(text=text)

    @pytest.mark.parametrize("text", ["it's " * 200, "a " * 500, "a\u0301" * 500, "d'r 't " * 140])
    @pytest.mark.parametrize("language", ["en", "nl", "bg", "sr", "xx"])
    def test_as_long_as_it_may_be_is_judged(self, text: str, language: str) -> None:
        assert not judged({**GROUP, "language": language}, text).verdict.is_right


@pytest.mark.parametrize("text", ["👍", "?!", "❤️", "…", "\u3164", "- –"])
def test_nothing_to_read_is_no_answer(text: str) -> None:
    with pytest.raises((NotAnOption, ValidationError)):
        judged(GROUP, text)


class TestAnotherScript:
    @pytest.mark.parametrize(
        ("language", "accepted", "said", "script"),
        [("bg", "Здравей", "Zdravei", "Cyrillic"), ("nl", "Dag", "Даг", "Latin")],
    )
    def test_is_kindly_told_which_to_use(
        self, language: str, accepted: str, said: str, script: str
    ) -> None:
        found = judged({"language": language, "accepted": [accepted], "open": True}, said)
        assert found.verdict is Verdict.wrong
        assert found.because
        assert script in found.because["en"]
        assert set(found.because) == {"en", "ru"}


class TestAGap:
    def gap(self, said: str, language: str = "en", **fields: Any) -> Judgement:
        made = CONTENT.validate_python({"kind": "type_gap", "why": both("so"), **fields})
        return made.judge(Typed(text=said), [], SimpleNamespace(native="en", target=language))

    def test_takes_the_whole_sentence_with_a_typing_slip_elsewhere(self) -> None:
        fields: dict[str, Any] = {"sentence": "Yesterday she ___ home.", "accepted": ["went"]}
        assert self.gap("Yesterday she went home", **fields).verdict is Verdict.correct
        assert self.gap("Yestreday she went home", **fields).verdict is Verdict.almost
        assert self.gap("Yesterday she gone home", **fields).verdict is Verdict.wrong

    def test_takes_the_sentence_with_its_contraction_spelt_out(self) -> None:
        fields: dict[str, Any] = {"sentence": "I don't ___ it.", "accepted": ["know"]}
        assert self.gap("I do not know it.", **fields).verdict is Verdict.correct

    def test_knows_a_slip_in_the_whole_sentence(self) -> None:
        slips = [slip("goed")]
        fields: dict[str, Any] = {
            "sentence": "Yesterday she ___ home.",
            "accepted": ["went"],
            "slips": slips,
        }
        found = self.gap("Yesterday she goed home", **fields)
        assert (found.verdict, found.because) == (Verdict.wrong, slip("goed")["because"])

    @pytest.mark.parametrize("said", ["Ona je u skoli", "Она је у школи", "skoli", "школи"])
    def test_takes_either_alphabet(self, said: str) -> None:
        fields: dict[str, Any] = {"sentence": "Ona je u ___.", "accepted": ["školi"]}
        assert self.gap(said, "sr", **fields).verdict is Verdict.correct

    def test_that_asks_for_a_number_in_words_takes_no_digits(self) -> None:
        fields: dict[str, Any] = {"sentence": "It is ___.", "accepted": ["twenty-one"]}
        assert self.gap("21", **fields, clue=both("21")).verdict is Verdict.wrong
        assert self.gap("21", **fields, clue=both("number")).verdict is Verdict.almost
