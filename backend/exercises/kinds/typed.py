"""A typed answer against accepted ones and known slips: what typing kinds share."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar

from pydantic import Field

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Texts, Verdict
from backend.exercises.kinds.base import (
    Content,
    Hint,
    HintKind,
    Line,
    Reasoned,
    Said,
    Typed,
    meaning_hint,
    refuse,
)
from backend.exercises.matching import Closeness, difference, in_another_script, match
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import NEUTRAL, Tongue
from backend.kit.text import clean, comparable

ENDS = ".!?…"

_IN_CYRILLIC = {
    "en": "Please answer in Cyrillic letters.",
    "ru": "Ответьте, пожалуйста, кириллицей.",
}
_IN_LATIN = {"en": "Please answer in Latin letters.", "ru": "Ответьте, пожалуйста, латиницей."}


class TypedContent(Content):
    """`accepted` are right, the first being the model answer; `slips` are known to be wrong."""

    accepted: list[Line] = Field(min_length=1, max_length=60)
    slips: list[Reasoned] = Field(default=[], max_length=30)
    open_ended: ClassVar[bool]

    def parts(self) -> int:
        return 0

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if not isinstance(said, Typed):
            raise refuse(said, self)
        return self.judge_text(said.text, tongue_of(learner.target))

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        """How it begins; then its words in no order, or more of its letters; then its meaning."""
        answer = clean(self.accepted[0]).strip(ENDS)
        # A mark alone, as of "'s Avonds", says nothing.
        begun = next((at for at, sign in enumerate(answer) if sign.isalnum()), 0)
        first = Hint(kind=HintKind.letters, text=f"{answer[: begun + 1]}…")
        given = [first, *_more(answer), *self._last_hint(native)]
        kept = {hint.text: hint for hint in given if not self._gives_away(hint.text)}
        return list(kept.values())

    def _last_hint(self, native: str) -> list[Hint]:
        return meaning_hint(self, native)

    def _gives_away(self, text: str) -> bool:
        said = f" {comparable(text)} "
        return any(f" {comparable(right)} " in said for right in self.accepted)

    def judge_text(self, raw: str, tongue: Tongue = NEUTRAL) -> Judgement:
        """The verdict by the rules of a language. Raises NotAnOption."""
        return self._judged(raw, self.accepted, self.slips, tongue)

    def alone(self, raw: str, tongue: Tongue) -> str | None:
        """What the learner typed, as it could stand among the accepted answers; None where it is
        something else than what is asked for."""
        return clean(raw)

    def _judged(
        self, raw: str, accepted: Sequence[str], slips: Sequence[Reasoned], tongue: Tongue
    ) -> Judgement:
        text = clean(raw)
        if not comparable(text):
            raise NotAnOption("there is no word in this answer")
        because = None if _is_written(text, accepted) else _because(text, accepted, slips, tongue)
        taboo = [*(slip.text for slip in slips), *self._given_away()]
        found = match(text, accepted, others=taboo, tongue=tongue)
        # A known slip is wrong, however close it looks.
        verdict = self._verdict(found.closeness) if because is None else Verdict.wrong
        if verdict is Verdict.correct:
            return Judgement(verdict=verdict, said=text, right=found.accepted)
        return Judgement(
            verdict=verdict,
            said=text,
            right=found.accepted,
            because=because or _about_script(text, tongue),
            pieces=difference(text, found.accepted, tongue),
        )

    def _given_away(self) -> list[str]:
        """What the task itself says: to repeat it is no answer."""
        return []

    def _verdict(self, closeness: Closeness) -> Verdict:
        match closeness:
            case Closeness.same:
                return Verdict.correct
            case Closeness.slip:
                return Verdict.almost
            case Closeness.near if self.open_ended:
                return Verdict.unsure
            case _:
                return Verdict.wrong

    def problems(self) -> Iterator[str]:
        accepted = [comparable(text) for text in self.accepted]
        slips = [comparable(slip.text) for slip in self.slips]
        if len(set(accepted)) < len(accepted):
            yield "an accepted answer stands twice"
        if len(set(slips)) < len(slips):
            yield "a slip stands twice"
        for text in set(accepted) & set(slips):
            yield f"'{text}' is accepted and a slip at once"


def _more(answer: str) -> list[Hint]:
    """The words of a sentence in the order of the alphabet, or the first half of a word."""
    if " " in answer:
        bank = " · ".join(sorted(answer.split(), key=str.casefold))
        return [Hint(kind=HintKind.bank, text=bank)]
    half = answer[: len(answer) // 2]
    return [Hint(kind=HintKind.letters, text=f"{half}…")] if half else []


# What the catalogue says is compared again and again.
_kept = lru_cache(maxsize=8192)(comparable)


def _is_written(text: str, accepted: Sequence[str]) -> bool:
    return comparable(text) in map(_kept, accepted)


def _because(
    text: str, accepted: Sequence[str], slips: Sequence[Reasoned], tongue: Tongue
) -> Texts | None:
    said = tongue.words(text)
    known = (slip.because for slip in slips if tongue.known(slip.text) == said)
    written = comparable(text)
    exactly = (slip.because for slip in slips if _kept(slip.text) == written)
    return next(exactly, None) or next(known, None) or _because_plain(text, accepted, slips, tongue)


def _because_plain(
    text: str, accepted: Sequence[str], slips: Sequence[Reasoned], tongue: Tongue
) -> Texts | None:
    """Of a slip on a keyboard without accents; a right answer that reads the same goes first."""
    tongue = tongue.of(text)
    said = tongue.words(text)
    if not tongue.is_plain(text):
        return None
    if any(tongue.plainly(tongue.known(right)) == said for right in accepted):
        return None
    known = (each.because for each in slips if tongue.plainly(tongue.known(each.text)) == said)
    return next(known, None)


def _about_script(text: str, tongue: Tongue) -> Texts | None:
    if not in_another_script(text, tongue):
        return None
    return _IN_CYRILLIC if tongue.cyrillic else _IN_LATIN
