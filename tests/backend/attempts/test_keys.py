"""A message's key: the same message is the same answer, however it comes."""

import asyncio

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn
from backend.client import OPEN, Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.profiles.models import Profile
from tests.factories import Learner, a_course, a_learner

GIVEN = AnswerIn(answer=Typed(text="goedkoop"), key="42:7:100")


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=("type_gap",))
    return await a_learner(backend)


async def answered(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.scalars(select(Profile.answered))).one()


class TestTheSameKey:
    async def test_ten_times_at_once_answers_one_exercise(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await learner.exercise()
        replies = await asyncio.gather(*(learner.calls.answer(OPEN, GIVEN) for _ in range(10)))
        assert len({reply.model_dump_json() for reply in replies}) == 1
        assert await answered(sessions) == 1

    async def test_for_another_attempt_by_its_id_gets_the_reply_to_its_own(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        first = await learner.exercise()
        reply = await learner.calls.answer(first.attempt_id, GIVEN)
        second = await learner.exercise()
        assert second.attempt_id != first.attempt_id

        assert await learner.calls.answer(second.attempt_id, GIVEN) == reply
        assert await answered(sessions) == 1

    async def test_for_an_attempt_that_was_answered_otherwise_repeats_its_reply(
        self, learner: Learner
    ) -> None:
        first = await learner.exercise()
        reply = await learner.calls.answer(first.attempt_id, AnswerIn(answer=GIVEN.answer))
        assert await learner.calls.answer(first.attempt_id, GIVEN) == reply

    async def test_of_two_people_are_two_messages(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        other = await a_learner(backend, 8)
        for each in (learner, other):
            await each.exercise()
            await each.calls.answer(OPEN, GIVEN)
        async with sessions() as session:
            keys = list(await session.scalars(select(Attempt.key).where(Attempt.key.is_not(None))))
        assert keys == [GIVEN.key] * 2

    async def test_after_a_refusal_may_be_used_again(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        with pytest.raises(Refused):
            await learner.calls.answer(OPEN, GIVEN.model_copy(update={"answer": Typed(text="?!")}))
        out = await learner.calls.answer(OPEN, GIVEN)
        assert out.attempt_id == exercise.attempt_id

    async def test_finds_its_answer_after_the_learner_has_moved_to_another_language(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, language="sr", kinds=("type_gap",))
        elsewhere = await a_learner(backend, target="sr")
        await elsewhere.exercise()
        await a_learner(backend)  # back to the first one
        await learner.exercise()
        reply = await learner.calls.answer(OPEN, GIVEN)
        await a_learner(backend, target="sr")

        assert await learner.calls.answer(OPEN, GIVEN) == reply
        async with sessions() as session:
            assert sorted(await session.scalars(select(Profile.answered))) == [0, 1]
