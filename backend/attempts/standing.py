"""Pure: what a decision about one learner looks at, as it was read under lock."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from backend.attempts.opinions import NO_RUN, Run
from backend.exercises.grading import Texts, Verdict
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.union import content_for
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.judging.schemas import Judging
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.lessons.choosing import Candidate
from backend.lessons.pacing import PACES, Pace, Rhythm, Today
from backend.reviews.mistakes import Slip
from backend.reviews.scheduling import Remembered
from backend.users.days import current_day
from backend.users.schemas import Plan


@dataclass(frozen=True)
class Standing:
    """A profile and its user: where they stand in course, set, session and day.

    `place` and `again` are how far the first walk and the further rounds have come; while `place`
    is behind `again`, what was seen between the two comes once more. `reported` are exercises that
    are not shown to them again, `run` is of opinions. They cannot speak until `silent_until`.
    """

    profile_id: int
    user_id: int
    native: str
    target: str
    level: Level
    alphabet: Alphabet
    daily_goal: int
    plan: Plan
    timezone: str
    place: int
    again: int
    answered: int
    last_exercise_id: int | None
    reported: list[int]
    rhythm: Rhythm
    today: Today
    run: Run = NO_RUN
    silent_until: datetime | None = None

    @property
    def pace(self) -> Pace:
        return PACES[self.plan]

    def day(self, now: datetime) -> date:
        return current_day(now, self.timezone, self.today.day)

    def is_silent(self, now: datetime) -> bool:
        return self.silent_until is not None and self.silent_until > now

    def at(self, now: datetime) -> "Standing":
        """The same at `now`: on a new local day its counters start afresh."""
        return replace(self, today=self.today.on(self.day(now)))


@dataclass(frozen=True)
class PointState:
    """A point of an exercise, and what the profile's memory holds of it."""

    point_id: int
    kind: PointKind
    memory: Remembered | None
    slip: Slip | None


@dataclass(frozen=True)
class Held:
    """An attempt, locked until commit: a second press waits for it and then finds its reply."""

    id: int
    exercise_id: int
    because: Because
    point_id: int | None
    order: list[int]
    number: int
    shown_at: datetime
    answered_at: datetime | None
    verdict: Verdict | None
    self_checked: bool | None
    key: str | None
    said: dict[str, Any] | None
    reply: str | None
    hints: int
    content: Content
    points: list[PointState]
    standing: Standing
    judging: Judging | None = None

    @property
    def waits_for_word(self) -> bool:
        """Whether the verdict on the answer is left to the learner, who has not given it yet, or
        to a model."""
        return self.verdict is Verdict.unsure and self.self_checked is None


@dataclass(frozen=True)
class Offered:
    """An exercise that could come next, or the one that is open already (`opened`).

    `attempt_id`, `order` and `number` are those of the open attempt, or an id to open one with;
    `spelled` is the target language and the alphabet that it is read in.
    """

    candidate: Candidate
    title: Texts | None
    level: Level
    topic: str
    place: int
    stored: dict[str, Any]
    spelled: tuple[str, str]
    attempt_id: int
    opened: bool = False
    hints: int = 0
    order: tuple[int, ...] = ()
    number: int = 0
    walked_again: bool = False
    moved: Literal["easier", "harder"] | None = None

    @cached_property
    def content(self) -> Content:
        """The content, made of what is stored only for the one that is chosen."""
        return content_for(self.stored, *self.spelled)
