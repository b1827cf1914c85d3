"""What is decided by a press that had to wait for another one of the same learner."""

import asyncio
from random import Random

import pytest
from sqlalchemy import select

from backend.attempts import service
from backend.attempts.advancing import World
from backend.attempts.schemas import AnswerIn, SelfCheck
from backend.client import Backend
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
        await service.answer(session, *first, World(ACTOR, utc_now(), Random(1), NoGrammar()))
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
