"""As much is rewritten at once as nobody has to wait long for."""

from sqlalchemy import select, update

from backend.attempts.models import Attempt
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import ExerciseState
from backend.jobs.models import JobRow
from backend.profiles.models import Profile
from backend.quality import repairing
from backend.quality.jobs import RepairMemories
from backend.queue import Silent
from backend.reviews.models import Memory, Review
from backend.reviews.service import EACH, MOST_HISTORY, affordable
from tests.backend.attempts.practising import count
from tests.backend.quality.watching import ONE, answers, change, later, watch
from tests.factories import a_course

PEOPLE = 4


async def practised(backend: Backend, sessions: Sessions, *histories: int) -> tuple[int, list[int]]:
    """An exercise, and an answer to it by one learner each, who have answered so much."""
    await a_course(sessions, ONE)
    for subject in range(len(histories)):
        exercise_id = await answers(backend, 100 + subject, is_right=True)
    async with sessions.begin() as session:
        attempts = list(
            await session.execute(
                select(Attempt.id, Attempt.profile_id)
                .where(Attempt.answered_at.is_not(None))
                .order_by(Attempt.id)
            )
        )
        for (_, profile_id), answered in zip(attempts, histories, strict=True):
            mine = update(Profile).where(Profile.id == profile_id)
            await session.execute(mine.values(answered=answered))
    return exercise_id, [id for id, _ in attempts]


class TestAffordable:
    async def test_are_all_where_histories_are_short(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        _, ids = await practised(backend, sessions, *[10] * PEOPLE)
        async with sessions() as session:
            assert await affordable(session, ids) == ids

    async def test_are_the_fewer_the_longer_the_histories_are(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        _, ids = await practised(backend, sessions, *[MOST_HISTORY // 2 - EACH] * PEOPLE)
        async with sessions() as session:
            assert await affordable(session, ids) == ids[:2]

    async def test_is_one_at_least(self, backend: Backend, sessions: Sessions) -> None:
        _, ids = await practised(backend, sessions, *[10 * MOST_HISTORY] * 2)
        async with sessions() as session:
            assert await affordable(session, ids) == ids[:1]
            assert await affordable(session, []) == []


class TestRepair:
    async def test_of_long_histories_goes_on_until_all_is_forgotten(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        exercise_id, _ = await practised(backend, sessions, *[MOST_HISTORY] * PEOPLE)
        await watch(sessions)
        await change(sessions, exercise_id, state=ExerciseState.withdrawn)
        job: RepairMemories | None = RepairMemories(exercise_id=exercise_id)
        left = []
        while job is not None:
            async with transaction(sessions, Silent()) as session:
                await repairing.repair(session, job, now=later())
            left.append(await count(sessions, Memory))
            job = await following(sessions)
        assert len(left) == PEOPLE
        assert left == sorted(left, reverse=True)
        assert left[-1] == await count(sessions, Review) == 0


async def following(sessions: Sessions) -> RepairMemories | None:
    """The batch that was left over."""
    async with sessions.begin() as session:
        mine = select(JobRow).where(JobRow.kind == RepairMemories.name(), JobRow.state == "queued")
        row = await session.scalar(mine)
        if row is None:
            return None
        job = RepairMemories.model_validate(row.payload)
        await session.delete(row)
        return job
