"""Patterns on the real database: kept once, bounded, led on by practice, seen by their learner."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.assessment import Correction, MistakeType
from backend.kit.clock import utc_now
from backend.patterns import service
from backend.patterns.models import Occurrence, Pattern
from backend.patterns.schemas import Source
from backend.queue import Silent
from backend.reviews.mistakes import MistakeState
from tests.backend.attempts.practising import count
from tests.factories import Learner, a_course, a_learner, days_pass, right


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=1, rounds=8)
    return await a_learner(backend)


async def record(
    sessions: Sessions, learner: Learner, *corrections: Correction, number: int = 1
) -> list[int]:
    source = service.From(Source.talk, number)
    async with transaction(sessions, Silent()) as session:
        return await service.record(session, learner.profile.id, corrections, source, now=utc_now())


def correction(**fields: Any) -> Correction:
    given = {"wrong": "hij loop", "right": "hij loopt", "type": MistakeType.grammar}
    return Correction(**{**given, "skill": "skill-0", "sentence": "hij loop snel", **fields})


async def patterns(sessions: Sessions) -> list[Pattern]:
    async with sessions() as session:
        return list(await session.scalars(select(Pattern).order_by(Pattern.id)))


class TestRecord:
    async def test_the_same_source_again_changes_nothing(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        first = await record(sessions, learner, correction())
        again = await record(sessions, learner, correction())
        [pattern] = await patterns(sessions)
        assert (first, again) == ([pattern.id], [])
        assert (pattern.times, pattern.state) == (1, MistakeState.new)

    async def test_the_same_mistake_elsewhere_is_the_same_pattern_recurring(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        await record(sessions, learner, correction())
        await record(sessions, learner, correction(wrong="zij werk", right="zij werkt"), number=2)
        [pattern] = await patterns(sessions)
        assert (pattern.times, pattern.state) == (2, MistakeState.recurring)
        assert pattern.wrong == "zij werk"

    async def test_twice_in_one_text_has_happened_once(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        other = correction(wrong="zij werk", right="zij werkt")
        await record(sessions, learner, correction(), other)
        [pattern] = await patterns(sessions)
        assert pattern.times == 1
        assert await count(sessions, Occurrence) == 2

    async def test_keeps_the_latest_occurrences_only(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        for number in range(service.MOST_OCCURRENCES + 5):
            await record(sessions, learner, correction(), number=number)
        assert await count(sessions, Occurrence) == service.MOST_OCCURRENCES

    async def test_of_nobody_and_of_nothing_keeps_nothing(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        assert await record(sessions, learner) == []
        source = service.From(Source.text, 1)
        async with transaction(sessions, Silent()) as session:
            now = utc_now()
            assert await service.record(session, 0, [correction()], source, now=now) == []


class TestFollow:
    async def test_three_days_right_resolve_it_and_another_correction_brings_it_back(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        await record(sessions, learner, correction())
        async with sessions.begin() as session:
            await session.execute(
                text("UPDATE mistake_patterns SET happened_at = now() - interval '9 days'")
            )
        states = []
        for _ in range(3):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, right(exercise))
            async with transaction(sessions, Silent()) as session:
                await service.follow(session, now=utc_now() + timedelta(hours=2))
            async with sessions.begin() as session:
                await session.execute(
                    text("UPDATE mistake_patterns SET followed_at = now() - interval '2 hours'")
                )
            states.append((await patterns(sessions))[0].state)
            await days_pass(sessions)
            async with sessions.begin() as session:
                await session.execute(text("UPDATE mistake_patterns SET right_day = right_day - 1"))
        assert states == [MistakeState.improving, MistakeState.improving, MistakeState.resolved]
        assert (await learner.calls.mistakes(learner.profile.id)).patterns == []
        await record(sessions, learner, correction(), number=2)
        assert (await patterns(sessions))[0].state is MistakeState.relapsed


class TestMistakes:
    async def test_show_what_was_corrected_in_own_words(
        self, sessions: Sessions, learner: Learner
    ) -> None:
        await record(sessions, learner, correction(because={"en": "'hij' takes -t."}))
        out = await learner.calls.mistakes(learner.profile.id)
        [shown] = out.patterns
        assert (shown.wrong, shown.right, shown.because) == (
            "hij loop",
            "hij loopt",
            "'hij' takes -t.",
        )
        assert out.total == 1  # the skill comes back by the way of all mistakes
