"""What is decided by a press that had to wait for another one of the same learner."""

import asyncio
from random import Random

import pytest
from sqlalchemy import select

from backend.attempts import service
from backend.attempts.advancing import World
from backend.attempts.repository import Practice
from backend.attempts.schemas import AnswerIn, SelfCheck
from backend.client import Backend, Refused
from backend.db import Sessions, transaction
from backend.exercises.kinds.base import Typed
from backend.exercises.models import Point
from backend.exercises.points import PointKind
from backend.exercises.schemas import ExerciseOut
from backend.gateways.grammar import NoGrammar
from backend.kit.actor import Actor
from backend.kit.clock import utc_now
from backend.queue import Silent
from backend.reviews.mistakes import RETURN_AFTER
from backend.reviews.models import Mistake, Review
from tests.backend.waiting import until_somebody_waits
from tests.factories import BOT, Learner, a_course, a_learner, right

ACTOR = Actor(provider="telegram", subject="7", bot_id=BOT)


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=1, rounds=6, kinds=("translate",))
    return await a_learner(backend)


def world() -> World:
    return World(ACTOR, utc_now(), Random(1), NoGrammar())


async def unsure(learner: Learner) -> ExerciseOut:
    """An exercise that was answered in a way that only its learner can judge."""
    exercise = await learner.exercise()
    number = getattr(exercise.shown, "text", "").split()[-1]
    await learner.answer(exercise, Typed(text=f"dit is een prima nummer {number}"))
    return exercise


@pytest.mark.parametrize("word_first", [True, False])
async def test_only_one_review_of_a_skill_counts_when_a_word_and_an_answer_meet(
    word_first: bool, learner: Learner, sessions: Sessions
) -> None:
    old = await unsure(learner)
    new = await learner.exercise()
    given = [
        (old.attempt_id, AnswerIn(answer=SelfCheck(right=True))),
        (new.attempt_id, AnswerIn(answer=right(new))),
    ]
    first, second = given if word_first else reversed(given)

    async with transaction(sessions, Silent()) as session:
        await service.answer(session, *first, world())
        waiting = asyncio.create_task(learner.calls.answer(*second))
        await until_somebody_waits(sessions)
    await waiting

    async with sessions() as session:
        skill = select(Review.counted).join(Point, Point.id == Review.point_id)
        counted = list(await session.scalars(skill.where(Point.kind == PointKind.skill)))
    assert sorted(counted) == [False, True]


async def test_a_mistake_by_the_learners_own_word_returns_after_three_others(
    learner: Learner, sessions: Sessions
) -> None:
    exercise = await unsure(learner)
    await learner.answer(exercise, SelfCheck(right=False))
    async with sessions() as session:
        assert (await session.scalars(select(Mistake.due_answer))).one() == 1 + RETURN_AFTER


async def test_a_hint_that_waits_for_the_answer_brings_the_reply(
    learner: Learner, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    async with transaction(sessions, Silent()) as session:
        given = AnswerIn(answer=right(exercise))
        await service.answer(session, exercise.attempt_id, given, world())
        waiting = asyncio.create_task(learner.calls.hint(exercise.attempt_id, 1))
        await until_somebody_waits(sessions)
    found = await waiting
    assert found.answer is not None
    assert found.exercise.hints == []


async def test_an_answer_beside_the_press_that_sets_its_exercise_aside_finds_it_gone(
    learner: Learner, sessions: Sessions
) -> None:
    exercise = await learner.exercise()
    async with transaction(sessions, Silent()) as session:
        practice = Practice(session, ACTOR)
        await practice.lock_profile(learner.profile.id)
        waiting = asyncio.create_task(learner.answer(exercise, right(exercise)))
        await until_somebody_waits(sessions)
        await practice.set_aside(exercise.attempt_id)
    with pytest.raises(Refused) as refused:
        await waiting
    assert refused.value.code == "NotFound"
