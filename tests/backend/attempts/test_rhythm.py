"""Sets, sessions, rests and limits, as a learner meets them over HTTP."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.schemas import Because
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext, LimitNext, Offer, PraiseNext, RestNext
from backend.users.models import User
from backend.users.schemas import Plan, UserPatch
from tests.backend.attempts.sets import a_set, set_user
from tests.factories import BASIC, Learner, a_course, a_learner, days_pass, right, wrong


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=4)
    return await a_learner(backend)


class TestASet:
    async def test_of_five_kinds_ends_in_praise(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        kinds, numbers = [], []
        for _ in range(4):
            kinds.append(exercise.shown.kind)
            numbers.append(exercise.number)
            out = await learner.answer(exercise, right(exercise))
            assert isinstance(out.next, ExerciseNext)
            exercise = out.next.exercise
        last = await learner.answer(exercise, wrong(exercise))

        assert {*kinds, exercise.shown.kind} == set(BASIC)
        assert [*numbers, exercise.number] == [1, 2, 3, 4, 5]
        assert isinstance(last.next, PraiseNext)
        assert (last.next.right, last.next.size, last.next.offers) == (4, 5, [Offer.go_on])
        assert (last.next.sets_today, last.next.streak, last.next.streak_grew) == (1, 1, True)

    async def test_is_praised_until_the_learner_goes_on(self, learner: Learner) -> None:
        await a_set(learner)
        assert isinstance(await learner.next(), PraiseNext)
        assert isinstance(await learner.next(), PraiseNext)
        first = await learner.exercise(go_on=True)
        assert first.number == 1
        assert (await learner.exercise()).attempt_id == first.attempt_id

    async def test_goes_on_another_day_without_being_asked(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await a_set(learner)
        await days_pass(sessions)
        assert (await learner.exercise()).number == 1

    async def test_every_exercise_has_its_reason(self, learner: Learner) -> None:
        for _ in range(3):
            for out in await a_set(learner, wrongs=2):
                if isinstance(out.next, ExerciseNext):
                    reason = out.next.exercise.reason
                    assert (reason.point is not None) is (
                        reason.because in (Because.mistake, Because.review)
                    )


class TestASession:
    async def test_of_three_sets_ends_in_a_rest_with_its_offers(self, learner: Learner) -> None:
        before = utc_now()
        lasts = [(await a_set(learner))[-1].next for _ in range(3)]

        assert [type(last) for last in lasts] == [PraiseNext, PraiseNext, RestNext]
        rest = lasts[-1]
        assert isinstance(rest, RestNext)
        assert rest.offers == [Offer.remind, Offer.go_on]
        assert timedelta(0) <= rest.until - before - timedelta(minutes=30) < timedelta(minutes=5)
        assert isinstance(await learner.next(), RestNext)
        assert isinstance(await learner.next(go_on=True), ExerciseNext)

    async def test_of_plus_rests_ten_minutes(self, learner: Learner, sessions: Sessions) -> None:
        await set_user(sessions, plan=Plan.plus)
        before = utc_now()
        for _ in range(3):
            last = (await a_set(learner))[-1].next
        assert isinstance(last, RestNext)
        assert timedelta(0) <= last.until - before - timedelta(minutes=10) < timedelta(minutes=5)


class TestTheStreak:
    async def test_grows_from_day_to_day_and_outlives_a_missed_one_by_a_freeze(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for day in (1, 2, 3):
            last = (await a_set(learner))[-1].next
            assert isinstance(last, PraiseNext)
            assert (last.streak, last.streak_grew) == (day, True)
            await days_pass(sessions)
        await days_pass(sessions)
        last = (await a_set(learner))[-1].next
        assert isinstance(last, PraiseNext)
        assert (last.streak, last.streak_grew) == (4, True)
        async with sessions() as session:
            user = (await session.scalars(select(User))).one()
        assert user.streak_day is not None
        assert (user.freezes, user.frozen_day) == (2, user.streak_day - timedelta(days=1))

    async def test_ends_when_more_days_are_missed_than_there_are_freezes(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await a_set(learner)
        await set_user(sessions, streak=47, best_streak=47, freezes=2)
        await days_pass(sessions, 4)
        last = (await a_set(learner))[-1].next
        assert isinstance(last, PraiseNext)
        assert (last.streak, last.first) == (1, False)
        progress = await learner.calls.progress(learner.profile.id)
        assert (progress.streak, progress.best_streak) == (1, 47)

    async def test_grows_once_on_a_day_of_two_sets(self, learner: Learner) -> None:
        lasts = [(await a_set(learner))[-1].next for _ in range(2)]
        told = [(it.streak, it.streak_grew, it.first) for it in lasts if isinstance(it, PraiseNext)]
        assert told == [(1, True, True), (1, False, False)]


class TestTheDailyLimit:
    async def near_it(self, sessions: Sessions, learner: Learner, *, left: int) -> None:
        await a_set(learner, of=1)
        await set_user(sessions, answered_today=90 - left)

    async def test_is_told_with_its_end(self, learner: Learner, sessions: Sessions) -> None:
        await self.near_it(sessions, learner, left=2)
        out = (await a_set(learner, of=2))[-1]

        assert isinstance(out.next, LimitNext)
        assert (out.next.answered_today, out.next.offers) == (90, [Offer.tomorrow])
        assert utc_now() < out.next.until <= utc_now() + timedelta(days=1)
        for go_on in (False, True):
            assert isinstance(await learner.next(go_on=go_on), LimitNext)

    async def test_ends_with_the_day(self, learner: Learner, sessions: Sessions) -> None:
        await self.near_it(sessions, learner, left=1)
        await a_set(learner, of=1)
        await days_pass(sessions)
        assert isinstance(await learner.next(), ExerciseNext)

    async def test_is_not_lifted_by_travelling_to_and_fro(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await set_user(sessions, timezone="Pacific/Kiritimati")
        await self.near_it(sessions, learner, left=1)
        await a_set(learner, of=1)
        for zone in ("Etc/GMT+12", "Pacific/Kiritimati", "UTC"):
            await learner.calls.patch_user(learner.user.id, UserPatch(timezone=zone))
            assert isinstance(await learner.next(), LimitNext)

    async def test_of_a_day_begun_further_east_ends_with_that_day(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await self.near_it(sessions, learner, left=1)
        await a_set(learner, of=1)
        tomorrow = utc_now().date() + timedelta(days=1)
        await set_user(sessions, day=tomorrow)

        limit = await learner.next()

        assert isinstance(limit, LimitNext)
        assert limit.until.date() == tomorrow + timedelta(days=1)
        assert (await learner.calls.remind(learner.profile.id)).at == limit.until
        assert (await learner.calls.progress(learner.profile.id)).answered_today == 90

    async def test_is_not_there_with_plus(self, learner: Learner, sessions: Sessions) -> None:
        await set_user(sessions, plan=Plan.plus)
        await self.near_it(sessions, learner, left=1)
        assert isinstance((await a_set(learner, of=2))[-1].next, ExerciseNext)

    async def test_is_not_overrun_by_twenty_at_once(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await self.near_it(sessions, learner, left=3)

        async def tap(n: int) -> None:
            if n % 2:
                found = await learner.next(go_on=True)
                if not isinstance(found, ExerciseNext):
                    return
                given = AnswerIn(answer=right(found.exercise))
                await learner.calls.answer(found.exercise.attempt_id, given)
            else:
                await learner.next(go_on=True)

        for _ in range(4):
            await asyncio.gather(*(tap(n) for n in range(20)))

        async with sessions() as session:
            user = (await session.scalars(select(User))).one()
            attempts = list(await session.scalars(select(Attempt)))
        assert user.answered_today == 90
        assert sum(attempt.answered_at is not None for attempt in attempts) == len(attempts) == 4


class TestAtOnce:
    async def test_twenty_next_actions_open_one_attempt(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        found = await asyncio.gather(*(learner.exercise() for _ in range(20)))
        assert len({exercise.model_dump_json() for exercise in found}) == 1
        async with sessions() as session:
            assert len(list(await session.scalars(select(Attempt.id)))) == 1

    async def test_twenty_who_go_on_begin_one_set(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await a_set(learner)
        found = await asyncio.gather(*(learner.exercise(go_on=True) for _ in range(20)))
        assert len({exercise.attempt_id for exercise in found}) == 1
        assert {exercise.number for exercise in found} == {1}
