"""What ears of different kinds tell of a recording, in our own words. The ears are gateways.

Times count from the beginning of the recording, in seconds; probabilities are from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

RATE = 16_000  # samples a second: what every ear here listens to
_WIDTH = 2  # bytes a sample


@dataclass(frozen=True)
class Sound:
    """`pcm`: one channel of signed 16-bit little-endian samples, `RATE` of them a second."""

    pcm: bytes

    @property
    def seconds(self) -> float:
        return len(self.pcm) / _WIDTH / RATE


@dataclass(frozen=True)
class Stretch:
    """A piece of the recording in which somebody speaks."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class HeardWord:
    text: str
    start: float
    end: float
    probability: float  # the recogniser's own; of the pieces of the word, the mean


@dataclass(frozen=True)
class Heard:
    """`likelihood`: mean natural logarithm of the probability of a piece of the transcript, ≤ 0;
    `silence`: the probability that nobody says anything. Nothing heard: no words, 0 and 1."""

    words: tuple[HeardWord, ...]
    stretches: tuple[Stretch, ...]
    likelihood: float
    silence: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Guess:
    """The language that a recording is likeliest in (ISO 639), and how likely that is."""

    language: str
    probability: float


@dataclass(frozen=True)
class Weighed:
    """How a word that should have been said fits the recording, all words before it given.

    `likelihood`: mean natural logarithm of the probability of its pieces, ≤ 0;
    `unheard`: what `likelihood` would be had nothing been said: what spelling and grammar alone
    let expect. The difference is what the sound itself says for the word.
    """

    likelihood: float
    unheard: float

    @property
    def evidence(self) -> float:
        """In nats: 0 where the sound says nothing for the word, less where it speaks against."""
        return self.likelihood - self.unheard


@dataclass(frozen=True)
class Phone:
    """One sound of speech where it must be, if it was said. `fit`: mean over its frames of 10 ms of
    log p(this sound) - log p(the best of the sounds that could be there), in nats: 0 is best."""

    name: str
    start: float
    seconds: float
    fit: float

    @property
    def end(self) -> float:
        return self.start + self.seconds


@dataclass(frozen=True)
class Placed:
    """A word at its place in the recording, with its sounds; never none."""

    word: str
    phones: tuple[Phone, ...]

    @property
    def start(self) -> float:
        return self.phones[0].start

    @property
    def end(self) -> float:
        return self.phones[-1].end

    @property
    def fit(self) -> float:
        """The mean fit of its sounds, the long ones counting more."""
        spent = sum(phone.seconds for phone in self.phones)
        return sum(phone.fit * phone.seconds for phone in self.phones) / spent


class Recogniser(Protocol):
    """An ear that knows words."""

    name: str  # of its model: figures of one are not those of another

    def knows(self, language: str) -> bool: ...

    def hear(self, sound: Sound, language: str, *, spelled: bool = False) -> Heard:
        """What was said. `spelled`: numbers as words, never as digits."""
        ...

    def guess(self, sound: Sound) -> Guess | None:
        """Which language it is; None of an ear that knows one alone, and cannot tell."""
        ...

    def weigh(self, sound: Sound, words: Sequence[str], language: str) -> list[Weighed]:
        """How each of these words, said in this order, fits the recording."""
        ...

    def look(self, sound: Sound, spans: Sequence[Stretch]) -> list[Sequence[float]]:
        """What it makes of these pieces of the recording: numbers of its own, always as many."""
        ...


class Phonetician(Protocol):
    """An ear that knows sounds."""

    def knows(self, language: str) -> bool: ...

    def place(self, sound: Sound, words: Sequence[str], language: str) -> list[Placed] | None:
        """Where each of these words is if all were said, or None where they cannot be placed."""
        ...
