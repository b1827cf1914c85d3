"""Why my answer is wrong: bought once for everybody who gave it, or told by the course itself."""

from enum import StrEnum

from pydantic import BaseModel


class Stage(StrEnum):
    asked = "asked"  # a job asks, or is about to
    known = "known"
    failed = "failed"  # no usable answer came; whoever asks next lets it be tried again


class SkillText(BaseModel):
    """What the course says of a skill, in the learner's language; `examples` with translations."""

    title: str
    text: str
    examples: list[tuple[str, str | None]] = []


class Reasons(BaseModel):
    """What the course itself has to say: of this very answer, of the right one, of the skill."""

    right: str
    because: str | None = None
    why: str | None = None
    meaning: str | None = None
    skill: SkillText | None = None


class Told(BaseModel):
    """What a model explained, in the learner's language; `example` in the one that they learn.

    `may_be_right`: it thinks that the answer could be accepted.
    """

    what: str
    rule: str
    example: str
    may_be_right: bool = False


class ExplanationOut(BaseModel):
    """What is told, by a model or by the course. While a model's is `coming`, as a message of its
    own, the course's may be told meanwhile. `said` is the answer that it is about."""

    coming: bool = False
    said: str | None = None
    told: Told | None = None
    reasons: Reasons | None = None
