"""Pure: what was said into a microphone, as it was heard word by word, and how well."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

CUT_OFF = 3  # words missing one after another: nobody has swallowed them, they were not said


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


class Part(StrEnum):
    """How much of a sentence was heard where the rest is missing in one piece."""

    beginning = "beginning"
    middle = "middle"
    end = "end"


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
    def part(self) -> tuple[Part, tuple[WordSaid, ...]] | None:
        """The only part that was heard, and its words: several before it or after it are missing.
        None where the sentence was heard from beginning to end, or not at all."""
        wanted = tuple(word for word in self.words if word.state is not WordState.extra)
        heard = [at for at, word in enumerate(wanted) if word.state is not WordState.missing]
        if not heard:
            return None
        first, last = heard[0], heard[-1]
        late, early = first >= CUT_OFF, len(wanted) - 1 - last >= CUT_OFF
        if not late and not early:
            return None
        which = Part.middle if late and early else Part.end if late else Part.beginning
        return which, wanted[first : last + 1]

    @property
    def weakest(self) -> WordSaid | None:
        """The word to practise: the least clear of those that were heard, else one that was not."""
        unclear = [word for word in self.words if word.state is WordState.unclear]
        missing = (word for word in self.words if word.state is WordState.missing)
        if unclear:
            return min(unclear, key=lambda word: 0.0 if word.score is None else word.score)
        return next(missing, None)
