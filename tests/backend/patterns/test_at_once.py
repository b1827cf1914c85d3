"""Two transactions on the patterns of one learner: neither waits for ever, and nothing is lost."""

import asyncio
from random import Random

import pytest
from sqlalchemy import select, text

from backend.catalogue.files import voices
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.assessment import MistakeType
from backend.generation.models import Order
from backend.kit.clock import utc_now
from backend.patterns import ordering, service
from backend.patterns.models import Pattern
from backend.patterns.repository import Patterns
from backend.patterns.schemas import Source
from backend.queue import Silent
from tests.backend.attempts.practising import count
from tests.backend.patterns.test_service import correction, patterns, record
from tests.factories import Learner, a_course, a_learner

LATER = 2 * service.EVERY


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=1, rounds=8)
    return await a_learner(backend)


# An exercise that was made for the pattern of this type, and published.
MADE = """WITH made AS (
  INSERT INTO orders (state, language, level, kind, skill, topic, persona, tone, wanted, digest)
  VALUES ('open', 'nl', 'A1', 'type_gap', 'skill-0', '', '', '', 1, '') RETURNING id),
written AS (
  INSERT INTO drafts (order_id, exercise_id, state, written, passed, reasons, prompt, model)
  SELECT id, (SELECT max(id) FROM exercises), 'published', '{}', '{}', '{}', '', '' FROM made)
UPDATE mistake_patterns SET order_id = made.id FROM made WHERE type = :type"""


async def test_recording_and_following_never_wait_for_each_other_in_a_ring(
    sessions: Sessions, learner: Learner
) -> None:
    word = correction(wrong="zij werk", right="zij werkt", type=MistakeType.word)
    await record(sessions, learner, correction(), word)
    async with sessions.begin() as session:
        await session.execute(text(MADE), {"type": "word"})

    async def follow() -> int:
        async with transaction(sessions, Silent()) as session:
            return await service.follow(session, now=utc_now() + LATER)

    id, now = learner.profile.id, utc_now()
    async with transaction(sessions, Silent()) as session:
        talk = service.From(Source.talk, 2)
        # This holds the mistake on the point of both, and the next step wants the other pattern.
        await service.record(session, id, [correction()], talk, now=now)
        await session.flush()
        following = asyncio.create_task(follow())
        await asyncio.wait({following}, timeout=0.5)
        await service.record(session, id, [word], talk, now=now)
    assert await following == 0, "the profile is held: another time"

    assert await follow() == 2
    assert [each.times for each in await patterns(sessions)] == [2, 2]
    assert [each.exercise_id is not None for each in await patterns(sessions)] == [False, True]


async def test_the_same_mistake_in_two_places_at_once_is_one_pattern_that_happened_twice(
    sessions: Sessions, learner: Learner
) -> None:
    places = range(1, 9)
    await asyncio.gather(*(record(sessions, learner, correction(), number=n) for n in places))
    [pattern] = await patterns(sessions)
    assert pattern.times == len(places)


async def test_a_correction_that_comes_while_practice_is_followed_is_not_lost(
    sessions: Sessions, learner: Learner
) -> None:
    await record(sessions, learner, correction())
    async with transaction(sessions, Silent()) as session:
        assert await service.follow(session, now=utc_now() + LATER) == 1
        recording = asyncio.create_task(record(sessions, learner, correction(), number=2))
        done, _ = await asyncio.wait({recording}, timeout=0.3)
        assert not done, "it waits for its turn"
    await recording
    [pattern] = await patterns(sessions)
    assert pattern.times == 2


async def test_two_workers_order_one_exercise_for_a_pattern(
    sessions: Sessions, learner: Learner
) -> None:
    [id] = await record(sessions, learner, correction())
    async with transaction(sessions, Silent()) as session:
        wanted = await ordering.wanted(session, id, now=utc_now())
    assert wanted is not None

    async def order() -> bool:
        async with transaction(sessions, Silent()) as session:
            # What was read before the profile is held says nothing of what others did.
            await Patterns(session).find(id)
            await asyncio.sleep(0.1)
            found = await ordering.order(
                session, wanted, voices("nl"), now=utc_now(), chance=Random(1)
            )
            return found is not None

    assert sorted(await asyncio.gather(order(), order())) == [False, True]
    assert await count(sessions, Order) == 1


async def test_following_leaves_those_of_others_alone(
    sessions: Sessions, learner: Learner, backend: Backend
) -> None:
    other = await a_learner(backend, 8)
    for each in (learner, other):
        await record(sessions, each, correction())
    now = utc_now() + LATER
    async with transaction(sessions, Silent()) as holding:
        await Patterns(holding).hold_profile(learner.profile.id)
        async with transaction(sessions, Silent()) as session:
            assert await service.follow(session, now=now) == 1
    async with sessions() as session:
        followed = await session.scalars(
            select(Pattern.profile_id).where(Pattern.followed_at == now)
        )
        assert followed.all() == [other.profile.id]
