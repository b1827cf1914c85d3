"""Exercises for patterns: when one is to be made, and where it leads once it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.schemas import Voices
from backend.exercises.models import Point
from backend.exercises.points import PointKind
from backend.generation import planning, service
from backend.generation.planning import Voice, Want
from backend.generation.repository import Orders
from backend.generation.schemas import OrderState
from backend.generation.service import Assignment
from backend.generation.statements.stock import Stock
from backend.kit.levels import Level
from backend.patterns.models import Pattern
from backend.patterns.repairing import KIND, Repair, version
from backend.patterns.repository import Made, Occurrences, Patterns
from backend.profiles.models import Profile
from backend.reviews.mistakes import MistakeState

# Of the fifteen exercises of a session at most so many are made for its learner: 27 %.
MOST_A_DAY = 4
DAY = timedelta(days=1)
MOST_SENTENCES = 5
WORDS = "everyday-words"  # the skill of what is about a word alone, in every course


@dataclass(frozen=True)
class Wanted:
    """An exercise that is to be made for a pattern. `order_id` is one that is under way."""

    pattern_id: int
    want: Want
    repair: Repair
    order_id: int | None


async def wanted(session: AsyncSession, pattern_id: int, *, now: datetime) -> Wanted | None:
    """None where none is needed any more, or there are enough for a day, or it was refused."""
    pattern = await Patterns(session).find(pattern_id)
    if pattern is None or pattern.state is MistakeState.resolved:
        return None
    profile = await session.get_one(Profile, pattern.profile_id)
    under_way = await _under_way(session, pattern)
    if under_way is None and not await _may_be_ordered(session, pattern, now):
        return None
    want = await _want(session, pattern, profile)
    if want is None:
        return None
    latest = await Occurrences(session).latest(pattern.id, most=MOST_SENTENCES)
    sentences = [each.sentence for each in latest]
    repair = Repair(pattern.type.value, pattern.wrong, pattern.right, sentences)
    return Wanted(pattern.id, want, repair, under_way)


async def _under_way(session: AsyncSession, pattern: Pattern) -> int | None:
    order = pattern.order_id and await Orders(session).find(pattern.order_id)
    return order.id if order and order.state is OrderState.open else None


async def _may_be_ordered(session: AsyncSession, pattern: Pattern, now: datetime) -> bool:
    order = pattern.order_id and await Orders(session).find(pattern.order_id)
    if order and order.state is OrderState.refused:
        return False
    if pattern.ordered_at is not None and pattern.ordered_at >= pattern.happened_at:
        return False
    return await Made(session).since(pattern.profile_id, now - DAY) < MOST_A_DAY


async def _want(session: AsyncSession, pattern: Pattern, profile: Profile) -> Want | None:
    point = await _get(session, pattern.point_id)
    if point is None or point.kind is not PointKind.skill:
        words = await Patterns(session).point(profile.target, PointKind.skill, WORDS)
        point = await _get(session, words)
    if point is None:
        return None
    return Want(profile.target, point.level or Level.a1, point.key, KIND, 1)


async def _get(session: AsyncSession, point_id: int | None) -> Point | None:
    return None if point_id is None else await session.get(Point, point_id)


async def order(
    session: AsyncSession, it: Wanted, voices: Voices, *, now: datetime, chance: Random
) -> Assignment | None:
    """The order for it, made where there is none yet. None where there is nobody to write it."""
    order_id = it.order_id or await _new_order(session, it, voices, now, chance)
    return None if order_id is None else await service.assignment(session, order_id)


async def _new_order(
    session: AsyncSession, it: Wanted, voices: Voices, now: datetime, chance: Random
) -> int | None:
    topics = (await Stock(session).topics()).get(it.want.language, {})
    pattern = await Patterns(session).hold(it.pattern_id)
    # Others may have been ordered for this learner meanwhile, or this very one.
    if pattern is None or not topics or not await _may_be_ordered(session, pattern, now):
        return None
    personas, tones = _keys(voices.personas), _keys(voices.tones)
    refused = await Orders(session).refused()
    made = planning.ordered(
        it.want, Voice(sorted(topics), personas, tones), refused, version(), chance
    )
    if made is None:
        return None
    order_id = await service.add_order(session, made, refill_id=None)
    pattern.order_id, pattern.ordered_at, pattern.exercise_id = order_id, now, None
    return order_id


def _keys(voices: Sequence[object]) -> list[str]:
    return [str(getattr(voice, "key", "")) for voice in voices]


async def take_home(session: AsyncSession, patterns: Sequence[Pattern]) -> None:
    """What was published for them is where their mistakes come back."""
    waiting = {each.order_id: each for each in patterns if each.order_id and not each.exercise_id}
    for order_id, exercise_id, place in await Made(session).published(list(waiting)):
        pattern = waiting[order_id]
        pattern.exercise_id = exercise_id
        if pattern.point_id is None:
            continue
        before = await Patterns(session).exercise_before(pattern.point_id, place)
        if before is not None:
            await Made(session).return_after(pattern, before)
