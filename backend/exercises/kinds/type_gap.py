"""Fill the gap by typing the form that fits."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from backend.exercises.grading import Judgement, in_language
from backend.exercises.kinds.base import GAP, Line, Shown, filled
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.matching import difference
from backend.exercises.tongues.rules import NEUTRAL, Tongue
from backend.kit.text import clean, comparable, words


class TypeGapShown(Shown):
    kind: Literal["type_gap"] = "type_gap"
    typed: ClassVar[bool] = True
    sentence: str
    clue: str | None


class TypeGap(TypedContent):
    """`sentence` has one gap; `clue` makes its filling the only one: a base form or a meaning.

    `accepted` fills the gap alone. The learner may as well type the whole sentence.
    """

    kind: Literal["type_gap"]
    sentence: Line
    clue: dict[str, str] | None = None
    open_ended: ClassVar[bool] = False

    @property
    def right(self) -> str:
        return filled(self.sentence, self.accepted[0])

    def judge_text(self, raw: str, tongue: Tongue = NEUTRAL) -> Judgement:
        filling = self._filling(raw, tongue)
        if self._is_whole(raw):
            whole = self._judged_whole(raw, tongue)
            if whole.verdict.is_right or self._is_whole(filling):
                return whole
        judged = super().judge_text(filling, tongue)
        said, right = (filled(self.sentence, text) for text in (judged.said, judged.right))
        pieces = difference(said, right, tongue) if judged.pieces else ()
        return judged.model_copy(update={"said": said, "right": right, "pieces": pieces})

    def alone(self, raw: str, tongue: Tongue) -> str | None:
        filling = self._filling(raw, tongue)
        return None if self._is_whole(filling) else clean(filling)

    def _is_whole(self, raw: str) -> bool:
        """Whether this looks like the sentence, and not like what fills it."""
        longest = max(len(text.split()) for text in self.accepted)
        around = len(self.sentence.split()) - 1
        return len(raw.split()) > longest and len(raw.split()) >= around > 0

    def _judged_whole(self, raw: str, tongue: Tongue) -> Judgement:
        accepted = [filled(self.sentence, text) for text in self.accepted]
        slips = [
            slip.model_copy(update={"text": filled(self.sentence, slip.text)})
            for slip in self.slips
        ]
        return self._judged(raw, accepted, slips, tongue)

    def _filling(self, raw: str, tongue: Tongue) -> str:
        """What fills the gap, where the learner typed the words around it as well."""
        before, after, text = (
            comparable(tongue.alphabet(part)) for part in (*self.sentence.split(GAP), raw)
        )
        # At the ends of words only: `invited` in "I ___." is no `I` with something after it.
        inside = text.removeprefix(before) if before else text
        inside = inside if inside != text and inside[:1] in {" ", "'"} else text
        ended = inside.removesuffix(after) if after else inside
        inside = ended if ended != inside and ended.endswith(" ") else inside
        return inside.strip() if inside.strip() and inside != text else raw

    def _given_away(self) -> list[str]:
        # 21 in words is asked for: 21 is no answer.
        told = f"{self.sentence} {' '.join((self.clue or {}).values())}"
        return [word for word in words(told) if word.isdecimal()]

    def show(self, order: Sequence[int], native: str) -> TypeGapShown:
        return TypeGapShown(sentence=self.sentence, clue=in_language(self.clue, native))

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.sentence.count(GAP) != 1:
            yield f"the sentence needs exactly one {GAP}"
