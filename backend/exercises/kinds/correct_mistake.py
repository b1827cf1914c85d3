"""Correct the mistake: find the wrong word, then mend it."""

from collections.abc import Iterator, Sequence
from typing import Literal

from backend.errors import NotAnOption
from backend.exercises.grading import Judgement, Learner, Verdict
from backend.exercises.kinds.base import (
    Hint,
    HintKind,
    Line,
    Picked,
    Said,
    Shown,
    Typed,
    meaning_hint,
    refuse,
)
from backend.exercises.kinds.options import Options
from backend.exercises.matching import Closeness, difference, match
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Words
from backend.kit.text import comparable

PICKS = 2
MOST_WORDS = 14
ENDS = (".", "!", "?", "…")
QUOTES = '"”»)'
MARKS = '.,!?…;:¿¡()[]"“”„«»'


class CorrectMistakeShown(Shown):
    kind: Literal["correct_mistake"] = "correct_mistake"
    words: list[str]
    options: list[str]


class CorrectMistake(Options):
    """`sentence` has one wrong word, `mistake`; `answer` belongs in its place.

    The answer picks the place of a word in the sentence, then an option as shown. It may as well
    be typed: the right word, or the whole sentence.
    """

    kind: Literal["correct_mistake"]
    sentence: Line
    mistake: Line

    @property
    def right(self) -> str:
        return self._mended(self.answer)

    def _words(self) -> list[str]:
        return self.sentence.split()

    def _place(self) -> int:
        wrong = comparable(self.mistake)
        return next(n for n, word in enumerate(self._words()) if comparable(word) == wrong)

    def _mended(self, by: str, place: int | None = None) -> str:
        words = self._words()
        place = self._place() if place is None else place
        word = words[place]
        bare = word.strip(MARKS)
        before, after = word.split(bare, 1) if bare else ("", "")
        begins = place == 0 or before or words[place - 1].rstrip(QUOTES).endswith(ENDS)
        if begins and bare[:1].isupper():
            by = by[0].upper() + by[1:]
        words[place] = f"{before}{by}{after}"
        return " ".join(words)

    def show(self, order: Sequence[int], native: str) -> CorrectMistakeShown:
        return CorrectMistakeShown(words=self._words(), options=self.offered(order))

    def judge(self, said: Said, order: Sequence[int], learner: Learner) -> Judgement:
        if isinstance(said, Typed):
            return self._judge_typed(said.text, tongue_of(learner.target))
        if not isinstance(said, Picked):
            raise refuse(said, self)
        place, option = (*said.picks, len(order))[:2]
        if len(said.picks) > PICKS or place >= len(self._words()) or option >= len(order):
            raise NotAnOption("a place in the sentence, then an option")
        part = order[option]
        text = self._mended(self.offered(range(self.parts()))[part], place)
        if place == self._place() and part == 0:
            return Judgement(verdict=Verdict.correct, said=text, right=self.right)
        found = place == self._place()
        return Judgement(
            verdict=Verdict.wrong,
            said=text,
            right=self.right,
            because=self.wrong[part - 1].because if found else None,
            pieces=difference(text if found else self.sentence, self.right),
        )

    def _judge_typed(self, text: str, tongue: Tongue) -> Judgement:
        if not comparable(text):
            raise NotAnOption("there is no word in this answer")
        part = self._typed_wrong(text, tongue)
        # The sentence with its mistake is not the sentence with a typing slip.
        taboo = [self.mistake, *(option.text for option in self.wrong)]
        found = match(text, [self.answer, self.right], others=taboo, tongue=tongue)
        said = text if len(text.split()) > len(self.answer.split()) else self._mended(text)
        if part is None and found.closeness is Closeness.same:
            return Judgement(verdict=Verdict.correct, said=said, right=self.right)
        almost = part is None and found.closeness is Closeness.slip
        return Judgement(
            verdict=Verdict.almost if almost else Verdict.wrong,
            said=said,
            right=self.right,
            because=None if part is None else self.wrong[part].because,
            pieces=difference(said, self.right, tongue),
        )

    def _typed_wrong(self, text: str, tongue: Tongue) -> int | None:
        if comparable(text) in {comparable(self.answer), comparable(self.right)}:
            return None
        tongue = tongue.of(text)
        plain = tongue.is_plain(text)

        def read(written: str) -> Words:
            words = tongue.words(written)
            return tongue.plainly(words) if plain else words

        if plain and read(text) in (read(self.answer), read(self.right)):
            return None
        wrong = ((option.text, self._mended(option.text)) for option in self.wrong)
        return next((n for n, both in enumerate(wrong) if read(text) in map(read, both)), None)

    def hints(self, order: Sequence[int], native: str) -> list[Hint]:
        words, place = self._words(), self._place()
        start = max(0, min(place - 1, len(words) - 3))
        near = " ".join(words[start : start + 3])
        where = [Hint(kind=HintKind.place, text=near), Hint(kind=HintKind.place, text=self.mistake)]
        return [where[0], *meaning_hint(self, native), where[1]]

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        words = [comparable(word) for word in self._words()]
        if words.count(comparable(self.mistake)) != 1:
            yield f"the mistake '{self.mistake}' must be one word that stands once"
            return
        if "" in words:
            yield "a mark by itself is no word to tap"
        if len(words) > MOST_WORDS:
            yield f"more than {MOST_WORDS} words are too many to tap"
        if comparable(self.mistake) in {
            comparable(text) for text in self.offered(range(self.parts()))
        }:
            yield "the mistake is offered as an option"
