"""What the monitor reads and keeps: a stretch of answers by an index, and a record an exercise."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.appeals.models import Appellant
from backend.attempts.models import Attempt
from backend.exercises.grading import Verdict
from backend.exercises.kinds.write_text import KIND
from backend.exercises.models import Exercise
from backend.profiles.models import Profile
from backend.quality.models import Ability, Exposure, Flag, ItemRecord, MonitorMark
from backend.quality.schemas import FlagReason

ANSWERS = "answers"


@dataclass(frozen=True)
class News:
    """An answer that the monitor has not read. `first` of this profile to this exercise;
    `appealed`: its learner said at once that it should be right.
    """

    id: int
    answered_at: datetime
    profile_id: int
    exercise_id: int
    verdict: Verdict
    said: dict[str, Any] | None
    order: list[int]
    language: str
    first: bool
    appealed: bool


@dataclass(frozen=True)
class Report:
    """A report that the monitor has not read; `right`: their answer to it counted as right."""

    exercise_id: int
    reason: FlagReason
    created_at: datetime
    right: bool


class Watch:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def mark(self, *, beginning: datetime) -> MonitorMark:
        """How far it has read, held until commit: one reads at a time."""
        made = insert(MonitorMark).values(name=ANSWERS, at=beginning, attempt_id=0)
        await self._session.execute(made.on_conflict_do_nothing())
        held = select(MonitorMark).where(MonitorMark.name == ANSWERS).with_for_update()
        return (await self._session.scalars(held)).one()

    async def answers(self, mark: MonitorMark, *, until: datetime, most: int) -> list[News]:
        """In the order of answering. Replies are kept longer than the monitor ever is behind."""
        earlier = aliased(Attempt)
        # By the index of one profile's attempts at one exercise.
        known = exists().where(
            earlier.profile_id == Attempt.profile_id,
            earlier.exercise_id == Attempt.exercise_id,
            earlier.id < Attempt.id,
        )
        appealed = exists().where(Appellant.attempt_id == Attempt.id)
        columns = (Attempt.id, Attempt.answered_at, Attempt.profile_id, Attempt.exercise_id)
        found = await self._session.execute(
            select(
                *columns,
                Attempt.verdict,
                Attempt.said,
                Attempt.order,
                Exercise.language,
                (~known).label("first"),
                appealed.label("appealed"),
            )
            .join(Exercise, Exercise.id == Attempt.exercise_id)
            .where(
                # How well somebody writes says nothing of the task, and is nobody's to read.
                Exercise.kind != KIND,
                Attempt.reply.is_not(None),
                Attempt.answered_at >= mark.at,
                Attempt.answered_at < until,
                tuple_(Attempt.answered_at, Attempt.id) > (mark.at, mark.attempt_id),
            )
            .order_by(Attempt.answered_at, Attempt.id)
            .limit(most)
        )
        return [News(**row._mapping) for row in found]  # noqa: SLF001 - public

    async def reports(self, *, until: datetime, most: int) -> list[Report]:
        """Each is read once."""
        new = await self._session.execute(
            select(Flag.exercise_id, Flag.user_id, Flag.reason, Flag.created_at)
            .where(~Flag.counted, Flag.created_at < until)
            .order_by(Flag.created_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = new.all()
        # By their keys: joined with what was just found, the table may be read whole.
        keys = [(row.exercise_id, row.user_id) for row in rows]
        await self._session.execute(
            update(Flag)
            .where(tuple_(Flag.exercise_id, Flag.user_id).in_(keys))
            .values(counted=True)
            .execution_options(synchronize_session=False)
        )
        verdicts = await self._verdicts(keys)
        return [
            Report(
                row.exercise_id,
                row.reason,
                row.created_at,
                right=verdicts.get((row.exercise_id, row.user_id), Verdict.wrong).is_right,
            )
            for row in rows
        ]

    async def _verdicts(
        self, reporters: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], Verdict]:
        """The verdict on each reporter's last answer to what they report."""
        found = await self._session.execute(
            select(Attempt.exercise_id, Profile.user_id, Attempt.verdict)
            .join(Profile, Profile.id == Attempt.profile_id)
            .where(
                tuple_(Attempt.exercise_id, Profile.user_id).in_(list(reporters)),
                Attempt.verdict.is_not(None),
            )
            .order_by(Attempt.id)
        )
        return {(row.exercise_id, row.user_id): row.verdict for row in found}

    async def records(self, exercise_ids: Collection[int]) -> dict[int, ItemRecord]:
        """Made where there are none, and held until commit."""
        ids = sorted(exercise_ids)
        if ids:
            made = insert(ItemRecord).values([{"exercise_id": id} for id in ids])
            await self._session.execute(made.on_conflict_do_nothing())
        held = (
            select(ItemRecord)
            .where(ItemRecord.exercise_id.in_(ids))
            .order_by(ItemRecord.exercise_id)
            .with_for_update()
        )
        return {one.exercise_id: one for one in await self._session.scalars(held)}

    async def record(self, exercise_id: int) -> ItemRecord:
        return (await self.records([exercise_id]))[exercise_id]

    async def abilities(self, profile_ids: Collection[int]) -> dict[int, Ability]:
        ids = sorted(profile_ids)
        if ids:
            made = insert(Ability).values([{"profile_id": id} for id in ids])
            await self._session.execute(made.on_conflict_do_nothing())
        found = select(Ability).where(Ability.profile_id.in_(ids))
        return {one.profile_id: one for one in await self._session.scalars(found)}

    async def expose(self, news: Iterable[News]) -> None:
        rows = [{"exercise_id": one.exercise_id, "attempt_id": one.id} for one in news]
        if rows:
            await self._session.execute(insert(Exposure).values(rows).on_conflict_do_nothing())

    async def attempts_of(self, exercise_id: int, *, after: int, most: int) -> list[int]:
        """Ids of answers to an exercise, as far as they were read, in their order."""
        found = (
            select(Exposure.attempt_id)
            .where(and_(Exposure.exercise_id == exercise_id, Exposure.attempt_id > after))
            .order_by(Exposure.attempt_id)
            .limit(most)
        )
        return list(await self._session.scalars(found))
