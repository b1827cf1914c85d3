"""Corrections become patterns, and patterns lead practice: what comes back, and what is made."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.assessment import Correction
from backend.exercises.points import PointKind
from backend.patterns.canonical import Canonical, canonical
from backend.patterns.jobs import MakeRepairItem
from backend.patterns.life import Life, after_right, after_wrong
from backend.patterns.models import Pattern
from backend.patterns.ordering import take_home
from backend.patterns.repository import Occurrences, Patterns, Practised
from backend.patterns.schemas import Source
from backend.profiles.models import Profile
from backend.queue import enqueue
from backend.reviews import service as reviews
from backend.reviews.repository import Pair

MOST = 12  # corrections of one text
MOST_OCCURRENCES = 10
MOST_PATTERNS = 300
# An exercise for it is there when the learner comes back, at the latest the day after.
REPAIRED_AFTER = timedelta(hours=1)
EVERY = timedelta(hours=1)
BATCH = 50  # profiles, which can answer nothing meanwhile


class From(NamedTuple):
    """Where corrections were made: an attempt or the turn of a talk."""

    source: Source
    id: int


async def record(
    session: AsyncSession,
    profile_id: int,
    corrections: Sequence[Correction],
    source: From,
    *,
    now: datetime,
) -> list[int]:
    """Keep corrections as patterns; the ids of those that have changed.

    The same corrections from the same source again change nothing. Several of one pattern in one
    source are one time that it happened.
    """
    patterns = Patterns(session)
    profile = await patterns.hold_profile(profile_id)
    if profile is None or not corrections:
        return []
    grouped: dict[Canonical, list[Correction]] = {}
    for one in corrections[:MOST]:
        found = canonical(one, profile.target)
        if found is not None:
            grouped.setdefault(found, []).append(one)
    changed = [
        await _happened(session, profile, pattern, own, source, now)
        for pattern, own in grouped.items()
    ]
    await patterns.forget_beyond(profile_id, most=MOST_PATTERNS)
    return [id for id in changed if id is not None]


async def _happened(  # to whom, what, as what, where and when
    session: AsyncSession,
    profile: Profile,
    it: Canonical,
    corrections: Sequence[Correction],
    source: From,
    now: datetime,
) -> int | None:
    patterns, last = Patterns(session), corrections[-1]
    pattern = await patterns.named(profile.id, profile.native, it.key)
    if pattern is not None and await Occurrences(session).are_there(pattern.id, *source):
        return None
    told: dict[str, Any] = {"wrong": last.wrong, "right": last.right, "because": last.because}
    life = asdict(after_wrong(None if pattern is None else _life(pattern), now=now))
    if pattern is None:
        names = {"profile_id": profile.id, "native": profile.native, "key": it.key}
        point_id = await _point(patterns, profile.target, it)
        columns = {**names, **told, **life, "type": it.type, "point_id": point_id}
        pattern = await patterns.add(**columns, followed_at=now)
    else:
        _set(pattern, {**told, **life})
    await _keep(session, pattern, corrections, source, now)
    if it.skill is not None:
        await _raise(session, pattern, profile, now)
    job, key = MakeRepairItem(pattern_id=pattern.id), f"repair:{pattern.id}:{pattern.times}"
    await enqueue(session, job, run_at=now + REPAIRED_AFTER, key=key)
    return pattern.id


async def _keep(
    session: AsyncSession,
    pattern: Pattern,
    corrections: Sequence[Correction],
    source: From,
    now: datetime,
) -> None:
    occurrences = Occurrences(session)
    rows = [
        {
            "pattern_id": pattern.id,
            "source": source.source,
            "source_id": source.id,
            "wrong": one.wrong,
            "right": one.right,
            "sentence": one.sentence,
            "happened_at": now,
        }
        for one in corrections
    ]
    await occurrences.add(rows)
    await occurrences.forget_beyond(pattern.id, most=MOST_OCCURRENCES)


async def _raise(session: AsyncSession, pattern: Pattern, profile: Profile, now: datetime) -> None:
    """Its point comes back as a mistake, by the way that mistakes come back."""
    if pattern.point_id is None:
        return
    patterns, at = Patterns(session), pattern.point_id
    exercise_id = await patterns.exercise_before(at, profile.place + 1)
    exercise_id = exercise_id or await patterns.first_exercise(at)
    if exercise_id is not None:
        pair = Pair(profile.id, pattern.point_id)
        await reviews.raise_mistake(session, pair, exercise_id=exercise_id, now=now)


async def _point(patterns: Patterns, target: str, it: Canonical) -> int | None:
    if it.skill is not None:
        return await patterns.point(target, PointKind.skill, it.skill)
    return await patterns.point(target, PointKind.lemma, it.lemma or "")


async def follow(session: AsyncSession, *, now: datetime) -> int:
    """Days on which their points were right lead patterns on; how many of a batch were looked at.

    None when there are no more, or when those that are left are held by others.
    """
    practised = Practised(session)
    taken = await practised.take(before=now - EVERY, most=BATCH)
    await take_home(session, taken)
    days = await practised.right_days([each.id for each in taken])
    for pattern in taken:
        _set(pattern, asdict(after_right(_life(pattern), days.get(pattern.id, ()))))
        pattern.followed_at = now
    return len(taken)


def _life(it: Pattern) -> Life:
    return Life(it.state, it.times, it.happened_at, it.right_days, it.right_day)


def _set(pattern: Pattern, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(pattern, name, value)
