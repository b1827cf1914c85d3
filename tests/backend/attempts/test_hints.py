import asyncio

import pytest
from sqlalchemy import select, update

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import HintKind
from backend.reviews.models import Review
from backend.reviews.scheduling import Rating
from tests.backend.waiting import until_somebody_waits
from tests.factories import Learner, a_course, a_learner, right


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=("fill_gap",))  # of two hints
    return await a_learner(backend)


async def taken(sessions: Sessions, attempt_id: int) -> int:
    async with sessions() as session:
        return (await session.get_one(Attempt, attempt_id)).hints


async def test_hints_come_one_by_one_and_stay(learner: Learner, sessions: Sessions) -> None:
    exercise = await learner.exercise()
    assert (exercise.hints, exercise.hints_left) == ([], 2)
    for number in (1, 1, 2):
        out = (await learner.calls.hint(exercise.attempt_id, number)).exercise
        assert (len(out.hints), out.hints_left) == (number, 2 - number)
    assert [hint.kind for hint in out.hints] == [HintKind.out, HintKind.meaning]
    assert (await learner.exercise()).hints == out.hints
    assert await taken(sessions, exercise.attempt_id) == 2


async def test_a_hint_before_its_turn_is_not_taken(learner: Learner, sessions: Sessions) -> None:
    exercise = await learner.exercise()
    out = await learner.calls.hint(exercise.attempt_id, 2)
    assert (out.exercise.hints, out.exercise.hints_left) == ([], 2)
    assert await taken(sessions, exercise.attempt_id) == 0


async def test_a_hint_that_is_not_there_costs_nothing(learner: Learner, sessions: Sessions) -> None:
    exercise = await learner.exercise()
    for number in (1, 2, 3):
        out = await learner.calls.hint(exercise.attempt_id, number)
    assert len(out.exercise.hints) == 2
    assert await taken(sessions, exercise.attempt_id) == 2


async def test_one_hint_asked_for_many_times_at_once_is_one(
    learner: Learner, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    await asyncio.gather(*(learner.calls.hint(exercise.attempt_id, 1) for _ in range(5)))
    assert await taken(sessions, exercise.attempt_id) == 1


async def test_a_hint_that_waits_for_the_same_one_brings_it(
    learner: Learner, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    async with sessions.begin() as session:
        await session.execute(update(Attempt).values(hints=1))
        waiting = asyncio.create_task(learner.calls.hint(exercise.attempt_id, 1))
        await until_somebody_waits(sessions)
    assert len((await waiting).exercise.hints) == 1


@pytest.mark.parametrize(
    ("number", "rated"), [(0, Rating.good), (1, Rating.good), (2, Rating.hard)]
)
async def test_a_right_answer_after_hints_says_less(
    number: int, rated: Rating, learner: Learner, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    for one in range(number):
        await learner.calls.hint(exercise.attempt_id, one + 1)
    await learner.answer(exercise, right(exercise))
    async with sessions() as session:
        assert set(await session.scalars(select(Review.rating))) == {rated}


async def test_an_answered_exercise_takes_no_hint(learner: Learner, sessions: Sessions) -> None:
    exercise = await learner.exercise()
    await learner.answer(exercise, right(exercise))
    out = await learner.calls.hint(exercise.attempt_id, 1)
    assert out.answer is not None
    assert await taken(sessions, exercise.attempt_id) == 0


async def test_a_hint_to_anothers_exercise_is_not_found(
    learner: Learner, backend: Backend, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    other = await a_learner(backend, 8)
    with pytest.raises(Refused) as no:
        await other.calls.hint(exercise.attempt_id, 1)
    assert no.value.code == "NotFound"
    assert await taken(sessions, exercise.attempt_id) == 0
