from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.models import Exercise, ExercisePoint, ExerciseState, Point
from backend.exercises.points import PointKind
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.reviews.models import Memory
from backend.reviews.scheduling import LASTING, Remembered
from backend.users.models import User
from backend.users.repository import Users
from backend.words.schemas import Show

MOST = 3_000  # words that are looked through
_NEAR = 20  # exercises on a word that are looked at for an example
# Kinds whose model answer is one sentence.
_SENTENCES = (
    "choose_sentence",
    "correct_mistake",
    "fill_gap",
    "order_words",
    "translate",
    "type_gap",
)


@dataclass(frozen=True)
class Owner:
    """A profile of the actor, and the person whose it is."""

    profile: Profile
    user: User


class Kept(NamedTuple):
    """A word and what the profile's memory holds of it."""

    point_id: int
    lemma: str
    note: Mapping[str, Any] | None
    stability: float
    due: datetime


class Words:
    """The words of a profile. Every question is answered from that profile's own memories."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def owner(self, actor: Actor, profile_id: int) -> Owner | None:
        found = await Users(self._session).owned(actor, profile_id)
        return None if found is None else Owner(*found)

    async def counts(self, profile_id: int, now: datetime) -> dict[Show, int]:
        shares = (Show.due, Show.shaky, Show.known)
        row = (
            await self._session.execute(
                select(*(func.count().filter(_among(show, now)) for show in shares))
                .select_from(Memory)
                .join(Point, Point.id == Memory.point_id)
                .where(Memory.profile_id == profile_id, Point.kind == PointKind.lemma)
            )
        ).one()
        counts = dict(zip(shares, row, strict=True))
        return {Show.all: sum(counts.values()), **counts}

    async def some(
        self, profile_id: int, show: Show, now: datetime, *, skip: int = 0, most: int = MOST
    ) -> list[Kept]:
        """Those that come back first first."""
        found = await self._session.execute(
            _kept(profile_id)
            .where(_among(show, now))
            .order_by(Memory.due, Memory.point_id)
            .offset(skip)
            .limit(most)
        )
        return [Kept(*row) for row in found]

    async def one(self, profile_id: int, point_id: int) -> Kept | None:
        found = await self._session.execute(_kept(profile_id).where(Memory.point_id == point_id))
        row = found.one_or_none()
        return None if row is None else Kept(*row)

    async def example(self, profile_id: int, point_id: int) -> dict[str, Any] | None:
        """The content of an exercise on the word that the profile has answered, and has not
        before it at this moment."""
        near = (
            select(Exercise.id, Exercise.content, Exercise.place)
            .join(ExercisePoint, ExercisePoint.exercise_id == Exercise.id)
            .where(ExercisePoint.point_id == point_id, Exercise.kind.in_(_SENTENCES))
            .order_by(ExercisePoint.place)
            .limit(_NEAR)
            .subquery()
        )
        mine = and_(Attempt.profile_id == profile_id, Attempt.exercise_id == near.c.id)
        return await self._session.scalar(
            select(near.c.content)
            .where(
                exists().where(mine, Attempt.answered_at.is_not(None)),
                ~exists().where(mine, Attempt.answered_at.is_(None)),
            )
            .order_by(near.c.place)
            .limit(1)
        )

    async def trained_by(self, point_id: int, native: str) -> int | None:
        """The first exercise on the word that such a reader can be asked; what asks for the word
        alone stands before the course."""
        return await self._session.scalar(
            select(ExercisePoint.exercise_id)
            .join(Exercise, Exercise.id == ExercisePoint.exercise_id)
            .where(
                ExercisePoint.point_id == point_id,
                Exercise.state == ExerciseState.published,
                or_(Exercise.natives.is_(None), Exercise.natives.any_() == native),
            )
            .order_by(ExercisePoint.place)
            .limit(1)
        )

    async def meet(
        self, profile_id: int, point_id: int, exercise_id: int, memory: Remembered
    ) -> None:
        """A word that is remembered already is left as it is, however many ask at once."""
        await self._session.execute(
            insert(Memory)
            .values(
                profile_id=profile_id,
                point_id=point_id,
                exercise_id=exercise_id,
                met_at=memory.reviewed_at,
                met_day=memory.day,
                **vars(memory),
            )
            .on_conflict_do_nothing()
        )


def _kept(profile_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Memory.point_id, Point.key, Point.note, Memory.stability, Memory.due)
        .join(Point, Point.id == Memory.point_id)
        .where(Memory.profile_id == profile_id, Point.kind == PointKind.lemma)
    )


def _among(show: Show, now: datetime) -> ColumnElement[bool]:
    match show:
        case Show.all:
            return true()
        case Show.due:
            return Memory.due <= now
        case Show.shaky:
            return (Memory.due > now) & (Memory.stability < LASTING)
        case Show.known:
            return (Memory.due > now) & (Memory.stability >= LASTING)
