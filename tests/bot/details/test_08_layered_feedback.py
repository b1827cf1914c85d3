"""Feedback is read at a glance: verdict, what is right, one reason. The rest is folded."""

from typing import Any, NamedTuple

import pytest

from backend.attempts.schemas import FeedbackOut
from backend.exercises.grading import Piece, Role, Verdict
from backend.exercises.matching import difference
from bot.exercises.feedback import feedback
from bot.texts import Texts
from tests.fakes.telegram import check_text

EN = Texts("en")
MOST_SEEN = 3


def said(**changes: Any) -> FeedbackOut:
    fields: dict[str, Any] = {
        "verdict": Verdict.wrong,
        "said": "Ik bent moe",
        "right": "Ik ben moe.",
        "because": "because of this",
        "why": "why it is so",
        "meaning": "I am tired.",
        "pieces": list(difference("Ik bent moe", "Ik ben moe")),
    }
    return FeedbackOut(**{**fields, **changes})


class Seen(NamedTuple):
    """What is seen at once, what is folded, and the marks of both: `~struck~`, `_missing_`."""

    lines: list[str]
    folded: list[str]


def seen(it: FeedbackOut) -> Seen:
    text, entities = feedback(it, EN, variant=0).render()
    quotes = [one for one in entities if one.type == "expandable_blockquote"]
    folded = [line for one in quotes for line in one.extract_from(text).splitlines()]
    for one in entities:
        mark = {"strikethrough": "~", "underline": "_"}.get(one.type)
        if mark:
            said = one.extract_from(text)
            folded = [line.replace(said, mark + said + mark) for line in folded]
    lines = text.splitlines()
    return Seen(lines[: len(lines) - len(folded)], folded)


def row(*pieces: tuple[str, Role]) -> list[Piece]:
    return [Piece(text=text, role=role) for text, role in pieces]


SAME, EXTRA, MISSING = Role.same, Role.extra, Role.missing

GOLDEN = {
    "right": (
        said(verdict=Verdict.correct, because=None, pieces=[]),
        Seen(["✅ Right", "Ik ben moe.", "why it is so"], ["I am tired."]),
    ),
    "right, with nothing to explain": (
        said(verdict=Verdict.correct, because=None, why=None, pieces=[]),
        Seen(["✅ Right", "Ik ben moe.", "I am tired."], []),
    ),
    "almost": (
        said(verdict=Verdict.almost, because=None, meaning=None),
        Seen(["🟡 Almost: mind the spelling", "Ik bent ben moe", "why it is so"], []),
    ),
    "wrong": (
        said(),
        Seen(
            ["❌ Not quite", "Ik bent ben moe", "because of this"],
            ["why it is so", "I am tired."],
        ),
    ),
    "given up": (
        said(said=None, because=None, pieces=[]),
        Seen(["💡 Good to ask. Here it is", "Ik ben moe.", "why it is so"], ["I am tired."]),
    ),
    "unsure": (
        said(verdict=Verdict.unsure, because=None, why=None, pieces=[]),
        Seen(
            ["🤔 I can't be sure about this one", "One good answer: Ik ben moe.", "I am tired."],
            [],
        ),
    ),
    "wrong in every one of several parts": (
        said(
            rows=[
                row(("de kat —", SAME), ("a bee", EXTRA), ("the cat", MISSING)),
                row(("de hond —", SAME), ("a cow", EXTRA), ("the dog", MISSING)),
                row(("het paard —", SAME), ("a pig", EXTRA), ("the horse", MISSING)),
            ],
            because=None,
            meaning=None,
        ),
        Seen(
            [
                "❌ Not quite",
                "de kat — a bee the cat",
                "de hond — a cow the dog",
            ],
            ["het paard — ~a pig~ _the horse_", "why it is so"],
        ),
    ),
    "right in all of several parts": (
        said(
            verdict=Verdict.correct,
            rows=[row(("de kat — the cat", SAME)), row(("de hond — the dog", SAME))],
            because=None,
            meaning=None,
        ),
        Seen(["✅ Right", "why it is so"], ["de kat — the cat", "de hond — the dog"]),
    ),
    "wrong, an answer of several parts": (
        said(
            rows=[
                row(("de kat — the cat", SAME)),
                row(("de hond —", SAME), ("the horse", EXTRA), ("the dog", MISSING)),
            ],
            because=None,
            meaning=None,
        ),
        Seen(
            ["❌ Not quite", "de hond — the horse the dog", "why it is so"],
            ["de kat — the cat"],
        ),
    ),
}
golden = pytest.mark.parametrize(("it", "shown"), GOLDEN.values(), ids=GOLDEN)


@golden
def test_reads_as_it_is_written_here(it: FeedbackOut, shown: Seen) -> None:
    assert seen(it) == shown
    assert len(shown.lines) <= MOST_SEEN


@pytest.mark.parametrize("words", ["<b>bold</b>", "a & b", "</i><script>", "*_`[x](y)", "&lt;"])
def test_what_the_learner_wrote_is_text(words: str) -> None:
    text, entities = feedback(said(said=words, pieces=[]), EN, variant=0).render()
    struck = [one.extract_from(text) for one in entities if one.type == "strikethrough"]
    assert struck == [words]
    assert words in text


@pytest.mark.parametrize(
    "words", ["Ik 🧑‍🚀 moe", "Я 👍🏽 устал", "أنا متعب", "मैं थका हूँ", "ik 😀😀 ёж", "𝒊𝒌 ben"]
)
def test_marks_lie_right_among_what_takes_two_code_units(words: str) -> None:
    pieces = row((words, SAME), ("😀 лишнее", EXTRA), ("नया 👋", MISSING), (words, SAME))
    text, entities = feedback(said(pieces=pieces), EN, variant=0).render()
    check_text(text, entities)
    marks = {one.type: one.extract_from(text) for one in entities}
    assert marks["strikethrough"] == "😀 лишнее"
    assert marks["underline"] == "नया 👋"
    assert marks["italic"] == "I am tired."
    assert marks["expandable_blockquote"] == "why it is so\nI am tired."
