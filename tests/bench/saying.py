"""What learners type, drawn by chance: a few answers that many give, and many that few do.

What is assumed, all of it here:
- Right answers to a translation are heavy-tailed: the r-th most usual one is given in proportion to
  r ** -1.28, up to 720 of them. That is the tail of Duolingo's STAPLE 2020 (English to Portuguese):
  the most usual answer has 24 % of all that learners give, the first five 47 %, the first twenty
  65 %, with up to 720 accepted ones a prompt. Short sentences, as here, have fewer.
- The author of an exercise has not thought of every fourth of them, and of none after the last that
  the course lists.
- Wrong answers: in proportion to 1 / r, up to 500 of them; the course knows every other one of the
  first, as far as its slips go. Nothing is published on it; it is a guess.
- 68 % of the answers are meant right, 8 % are right but mistyped by a letter, 21 % are wrong, 3 %
  are no answer at all.
- Whatever is not the course's own is such that the rules leave it open: the worst case. Real ones
  are often recognised, or too far from all that is right to be asked about.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, islice
from random import Random

from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.translate import Translate
from backend.judging.worth import Given, given, is_worth_asking
from tests.answers import Reader

RIGHTS, STEEP = 720, 1.28
WRONGS = 500
MEANT_RIGHT, MISTYPED, WRONG = 0.68, 0.08, 0.21
MISSED = 4  # every so manieth of the right answers is not in the course
TRIES = 40
SHORT = 3
NOTHING = ("I don't know", "не знаю", "hmm", "...ok")


class Pool:
    """What is answered to one exercise. `words` are of its language, to say it differently with."""

    def __init__(self, key: str, content: Translate, language: str, words: Sequence[str]) -> None:
        self.content = content
        self._key, self._language, self._words = key, language, words
        self._rights = list(islice(_missing_some(content.accepted), RIGHTS))
        slips = [slip.text for slip in content.slips]
        self._wrongs = [text for slip in slips for text in (slip, None)]
        self.meant_right: set[str] = set()

    def says(self, chance: Random) -> str:
        luck = chance.random()
        if luck < MEANT_RIGHT:
            return self.right(_rank(chance, RIGHTS, STEEP))
        if luck < MEANT_RIGHT + MISTYPED:
            return mistyped(self.right(_rank(chance, RIGHTS, STEEP)), chance)
        if luck < MEANT_RIGHT + MISTYPED + WRONG:
            return self.wrong(_rank(chance, WRONGS, 1.0))
        return chance.choice([*NOTHING, next(iter(self.content.text.values()))])

    def right(self, rank: int) -> str:
        listed = self._rights[rank] if rank < len(self._rights) else None
        text = listed or self._other(rank)
        self.meant_right.add(text)
        return text

    def wrong(self, rank: int) -> str:
        listed = self._wrongs[rank] if rank < len(self._wrongs) else None
        return listed or self._other(RIGHTS + rank)

    @cached_property
    def _others(self) -> dict[int, str]:
        return {}

    def _other(self, rank: int) -> str:
        """One that stands nowhere, and that the rules leave open: always the same at a rank."""
        if rank not in self._others:
            chance, text = Random(f"{self._key} {rank}"), ""
            word = self._words[rank % len(self._words)]
            for _ in range(TRIES):
                text = _with(chance.choice(self.content.accepted), word, chance)
                if self.is_open(text):
                    break
            self._others[rank] = text
        return self._others[rank]

    def given(self, text: str) -> Given:
        answer = given(self.content, text, self._language)
        assert answer is not None
        return answer

    def is_open(self, text: str) -> bool:
        """Whether the rules leave it to a model."""
        slips = [slip.text for slip in self.content.slips]
        judged = self.content.judge(Typed(text=text), [], Reader(target=self._language))
        return is_worth_asking(self.given(text), judged, slips)


def mistyped(text: str, chance: Random) -> str:
    """Two letters beside each other exchanged, or one left out; doubled where it is short."""
    if len(text) <= SHORT:
        return text + text[-1]
    at = chance.randrange(1, len(text) - 1)
    if chance.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]


def a_text(sentences: Sequence[str], least: int, chance: Random) -> str:
    """Of so many words at least, that nobody else writes."""
    said: list[str] = []
    while sum(len(each.split()) for each in said) < least:
        said.append(chance.choice(sentences))
    return " ".join(said)


def _missing_some(accepted: Sequence[str]) -> Iterator[str | None]:
    for number, text in enumerate(accepted, start=1):
        yield text
        if number % (MISSED - 1) == 0:
            yield None


def _with(text: str, word: str, chance: Random) -> str:
    """The sentence with one word more, or in the place of another."""
    words = text.split()
    at = chance.randrange(len(words))
    left = at + chance.randrange(2)
    return " ".join([*words[:at], word, *words[left:]])


def _rank(chance: Random, many: int, steep: float) -> int:
    weights = _weights(many, steep)
    return bisect(weights, chance.random() * weights[-1])


@cache
def _weights(many: int, steep: float) -> list[float]:
    return list(accumulate((rank + 1) ** -steep for rank in range(many)))
