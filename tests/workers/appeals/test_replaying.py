"""Whatever is decided, every memory is that of the answers as they count in the end."""

from random import Random
from typing import TypeAlias

import pytest

from backend.attempts.models import Attempt
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import ExercisePoint, Point
from backend.kit import clock
from backend.reviews.models import Memory
from backend.reviews.scheduling import Remembered, rating, review
from tests.backend.appeals.answers import GAPS, MISTYPED, RIGHT, SLIP, gives
from tests.factories import a_course, a_learner
from tests.workers.appeals.steps import CHEAP, an_admin
from tests.workers.working import rows, work
from workers.runner import Runner


class TestProperty:
    @pytest.mark.parametrize("seed", range(3))
    async def test_every_memory_is_that_of_a_replay_of_the_corrected_log(
        self, backend: Backend, sessions: Sessions, runner: Runner, seed: int
    ) -> None:
        chance = Random(seed)
        await a_course(sessions, GAPS)
        people = [await a_learner(backend, subject) for subject in range(10, 16)]
        wrong = []
        try:
            for hours in sorted(chance.sample(range(1, 200), 6)):
                clock.shift(hours * 3600)
                for learner in people:
                    text = chance.choice([CHEAP, CHEAP, RIGHT, SLIP, MISTYPED])
                    out = await gives(learner, text)
                    if text == CHEAP:
                        wrong.append((learner, out.attempt_id))
            for learner, id in chance.sample(wrong, 4):
                await learner.calls.appeal(id)
            admin = await an_admin(backend)
            upheld = [chance.random() < 0.7 for _ in (await admin.appeals()).appeals]
            for card, kept in zip((await admin.appeals()).appeals, upheld, strict=True):
                await admin.decide_appeal(card.appeal_id, upheld=kept)
            await work(runner, sessions)
        finally:
            clock.shift(0)
        found, replayed = await memories(sessions), await replayed_anew(sessions)
        assert len(found) > 10
        assert found == replayed


Memories: TypeAlias = dict[tuple[int, int], Remembered]


async def memories(sessions: Sessions) -> Memories:
    return {
        (one.profile_id, one.point_id): Remembered(
            one.stability, one.difficulty, one.due, one.reviewed_at, one.day
        )
        for one in await rows(sessions, Memory)
    }


async def replayed_anew(sessions: Sessions) -> Memories:
    """By the rules of an answer, one attempt after the other as its verdict stands now."""
    kinds = {one.id: one.kind for one in await rows(sessions, Point)}
    points: dict[int, list[int]] = {}
    for one in await rows(sessions, ExercisePoint):
        points.setdefault(one.exercise_id, []).append(one.point_id)
    made: Memories = {}
    attempts = [one for one in await rows(sessions, Attempt) if one.answered_at is not None]
    for attempt in sorted(attempts, key=lambda one: one.answered_at):
        for point in points[attempt.exercise_id]:
            rated = rating(kinds[point], attempt.verdict, hints=attempt.hints)
            if rated is not None:
                at, key = attempt.answered_at, (attempt.profile_id, point)
                made[key], _ = review(made.get(key), rated, now=at, day=at.date())
    return made
