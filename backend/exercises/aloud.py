"""Pure: what was said into a microphone, as it was heard word by word, and how well."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class WordState(StrEnum):
    """What became of one word."""

    said = "said"
    unclear = "unclear"  # another word was heard in its place, or this one, hardly
    missing = "missing"  # it was to be said, and was not heard
    extra = "extra"  # it was heard, and not asked for: hesitations among them


class WordSaid(BaseModel):
    """`score` from 0 to 100, None where there is none."""

    model_config = ConfigDict(frozen=True)

    text: str
    state: WordState
    score: float | None = None


class SpeechScore(BaseModel):
    """Each from 0 to 100; `confidence` in them from 0 to 1."""

    model_config = ConfigDict(frozen=True)

    total: float
    accuracy: float
    fluency: float
    prosody: float
    confidence: float = Field(default=1.0, ge=0, le=1)


class Trend(BaseModel):
    """How well sentences are read aloud over `days`, from 0 to 100: `before` in the first of so
    many `readings`, and `now`, in the last; None where these are too few to tell.
    """

    model_config = ConfigDict(frozen=True)

    readings: int
    days: int = 0
    before: int | None = None
    now: int | None = None


class Aloud(BaseModel):
    """`transcript` is what was heard, hesitations with it. `words` in the order of speaking: where
    a sentence was `given`, its own, with what became of each; else those that were heard. `trend`
    is told with it, and not kept.
    """

    model_config = ConfigDict(frozen=True)

    transcript: str
    words: tuple[WordSaid, ...] = ()
    score: SpeechScore | None = None
    given: bool = False
    trend: Trend | None = None

    @property
    def weakest(self) -> WordSaid | None:
        """The word to practise: the least clear of those that were heard, else one that was not."""
        unclear = [word for word in self.words if word.state is WordState.unclear]
        missing = (word for word in self.words if word.state is WordState.missing)
        if unclear:
            return min(unclear, key=lambda word: 0.0 if word.score is None else word.score)
        return next(missing, None)
