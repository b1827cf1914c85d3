"""What admins see, and what they decide."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.kit.levels import Level
from backend.llm.schemas import FiguresOut
from backend.quality.schemas import Cause, FlagReason


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VerdictIn(Given):
    outcome: Literal["published", "retired"]


class FixIn(Given):
    """`path` names a text of the content, as wrong.0.text; accepted.+ is one more."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class AppealDecisionIn(Given):
    upheld: bool


class AppealLine(BaseModel):
    appeal_id: int
    said: str
    people: int


class CardOut(BaseModel):
    """An exercise that somebody is to look at, with everything that is known of it.

    `fields` are the texts of its content by their paths; `figures` those of the inspection;
    `wrong` how often each wrong answer was given, `reasons` how often each reason to report it.
    """

    inspection_id: int
    exercise_id: int
    key: str
    version: int
    language: str
    level: Level
    kind: str
    topic: str
    hidden: bool
    cause: Cause
    opened_at: datetime
    fields: dict[str, str]
    right: str
    figures: dict[str, Any]
    wrong: dict[str, int]
    reasons: dict[FlagReason, int]
    appeals: list[AppealLine]
    opinion: dict[str, Any] | None
    provenance: dict[str, Any] | None


class ReviewOut(BaseModel):
    """The card that this admin holds now, "3 of 17"; None where none is to be had.

    `total` counts what this admin has `decided` today and what waits, `position` those of them that
    were seen, with this card. `skipped` ones come back `back_in` minutes, the first of them;
    `elsewhere` counts what is before other admins. `undoable`: a decision of this admin can be
    taken back. `saved` is the version that a fix has just published.
    """

    card: CardOut | None
    position: int
    total: int
    decided: int
    skipped: int
    back_in: int | None
    elsewhere: int
    undoable: bool = False
    saved: int | None = None


class StockLine(BaseModel):
    """Exercises of one level of a language; `generated` of the published ones.

    `lacking`: so many more are wanted by whoever has the fewest new ones before them.
    """

    language: str
    level: Level
    lacking: int
    published: int
    generated: int
    pending: int
    withdrawn: int


class RefillLine(BaseModel):
    """`cost` in micro-dollars, as it was estimated."""

    state: str
    drafts: int
    calls: int
    cost: int
    planned_at: datetime
    stopped_by: str | None


class StockOut(BaseModel):
    """What lacks most first."""

    stock: list[StockLine]
    refills: list[RefillLine]


class DeadJob(BaseModel):
    id: int
    kind: str
    attempts: int
    error: str
    created_at: datetime


class JobsOut(BaseModel):
    """`waiting` are due, `dead` all that failed for good, of which the newest are listed."""

    waiting: int
    running: int
    dead: int
    jobs: list[DeadJob]


class FlaggedLine(BaseModel):
    exercise_id: int
    key: str
    language: str
    people: int
    hidden: bool
    reasons: dict[FlagReason, int]


class FlagsOut(BaseModel):
    flagged: list[FlaggedLine]


class ModelsOut(BaseModel):
    """`configured`: whether a model is set up at all."""

    configured: bool
    figures: FiguresOut


class InspectIn(Given):
    exercise_id: int = Field(ge=1, lt=2**53)
