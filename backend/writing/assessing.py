"""Pure: verdict, marks and corrections of a text, from what a model remarked on it.

The model's marks are an upper bound: what it did not find said, the mistakes that it found and the
length of the text lower them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from backend.exercises.assessment import BEST, Assessment, Correction, Mended, MistakeType
from backend.exercises.grading import Verdict
from backend.exercises.kinds.write_text import WriteText
from backend.exercises.tongues.registry import tongue_of
from backend.judging.findings import told
from backend.kit.levels import Level
from backend.kit.text import clean, comparable
from backend.writing.placing import Placed, pieces, placed
from backend.writing.schemas import Remarks

# Mistakes in a hundred words: up to the first a text has the best mark, and one less for each more.
# Of a short text a few are no share yet.
SHORTEST = 30
MOST_MISTAKES: dict[Level, Sequence[float]] = {
    Level.a1: (5, 12, 20, 32),
    Level.a2: (4, 10, 18, 30),
    Level.b1: (3, 8, 15, 25),
}
SHORT = 2  # the best mark for the task of a text that is shorter than asked for
WELL, FAIRLY = 12, 8  # of four marks together
LEAST_MARK = 2  # each of a text that is well written
MOST_PRAISE = 2
# What quotes the text wrongly more often than rightly has read another one.
MOST_ASTRAY = 0.5
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")


class Assessed(NamedTuple):
    """`assessment` is None where nobody knows: what was remarked is not about this text."""

    verdict: Verdict
    assessment: Assessment | None
    corrections: list[Correction]


class Written(NamedTuple):
    """A text and what it was written for. `skills` are the keys that a correction may name."""

    text: str
    content: WriteText
    level: Level
    target: str
    native: str
    skills: Collection[str] = ()


_UNKNOWN = Assessed(Verdict.unsure, None, [])


def assess(remarks: Remarks, it: Written) -> Assessed:
    text = clean(it.text)
    if remarks.is_instruction_or_other or not remarks.language_is_target:
        return _UNKNOWN
    found = placed(text, remarks.corrections, tongue_of(it.target))
    astray = len(remarks.corrections) - len(found)
    if astray > 1 and astray > MOST_ASTRAY * len(remarks.corrections):
        return _UNKNOWN
    assessment = Assessment(
        **_marks(remarks, it, found),
        went_well=_praise(remarks, it.native),
        practise=told(remarks.practise, it.native) or None,
        pieces=list(pieces(text, found)),
        corrections=[
            Mended(wrong=one.wrong, right=one.right, because=_because(one, it.native))
            for one in found
        ],
    )
    return Assessed(_verdict(assessment), assessment, list(_corrections(text, found, it)))


def _marks(remarks: Remarks, it: Written, found: Sequence[Placed]) -> dict[str, int]:
    words = len(comparable(it.text).split())
    said = sum(remarks.points_said[: len(it.content.points)])
    task = BEST * said // len(it.content.points)
    return {
        "task": min(task, SHORT) if words < it.content.least else task,
        "range": remarks.range,
        "accuracy": min(remarks.accuracy, _accuracy(len(found), words, it.level)),
        "cohesion": remarks.cohesion,
    }


def _accuracy(mistakes: int, words: int, level: Level) -> int:
    share = 100 * mistakes / max(words, SHORTEST)
    limits = MOST_MISTAKES.get(level, MOST_MISTAKES[Level.b1])
    return BEST - sum(share > limit for limit in limits)


def _verdict(it: Assessment) -> Verdict:
    marks = (it.task, it.range, it.accuracy, it.cohesion)
    if sum(marks) >= WELL and min(marks) >= LEAST_MARK:
        return Verdict.correct
    return Verdict.almost if sum(marks) >= FAIRLY and it.task else Verdict.wrong


def _praise(remarks: Remarks, native: str) -> list[str]:
    return [said for each in remarks.went_well if (said := told(each, native))][:MOST_PRAISE]


def _because(one: Placed, native: str) -> str | None:
    return told(one.remark.reason, native) or None


def _corrections(text: str, found: Sequence[Placed], it: Written) -> Iterator[Correction]:
    """Those that change a word: what only changes a mark or a capital is nothing to practise."""
    for one in found:
        if comparable(one.wrong) == comparable(one.right):
            continue
        because = _because(one, it.native)
        yield Correction(
            wrong=one.wrong,
            right=one.right,
            type=MistakeType.of(one.remark.type),
            skill=one.remark.skill if one.remark.skill in it.skills else None,
            because={it.native: because} if because else {},
            sentence=_around(text, one),
        )


def _around(text: str, one: Placed) -> str:
    found = (each for each in _SENTENCE.finditer(text) if each.start() <= one.start < each.end())
    sentence = next(found, None)
    return sentence.group().strip() if sentence else text
