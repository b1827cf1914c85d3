"""Points in the memories of some profiles, replayed from the log and kept."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.reviews.replaying import Entry, Met, Raised, Replayed, effective, replay
from backend.reviews.repository import Log, Pair
from backend.reviews.scheduling import Rating


def later_than(given: Sequence[datetime], moment: datetime) -> int:
    """How many answers came after it."""
    return len(given) - bisect_right(given, moment)


async def replay_all(log: Log, pairs: set[Pair], answered: Mapping[int, int]) -> None:
    """Memories and mistakes become what the log says. Whoever calls holds the profiles.

    `answered`: how many answers each of them has given.
    """
    met = {
        Pair(row.profile_id, row.point_id): Met(row.met_at, row.met_day, row.exercise_id)
        for row in await log.met(list(pairs))
    }
    raised: dict[Pair, list[Raised]] = defaultdict(list)
    for one in await log.raised(list(pairs)):
        seen = Raised(one.exercise_id, one.answered, one.raised_at)
        raised[Pair(one.profile_id, one.point_id)].append(seen)
    kinds = await log.kinds(pair.point_id for pair in pairs)
    rows = await log.entries(sorted(pairs))
    skills = {id for id, kind in kinds.items() if kind is PointKind.skill}
    # Only the life of a mistake is told in answers, and most points have none.
    lives = {
        row.profile_id for row in rows if row.point_id in skills and not _verdict(row).is_right
    }
    moments = await log.answered_at(lives | {pair.profile_id for pair in raised})
    logs: dict[Pair, list[Entry]] = defaultdict(list)
    for row in rows:
        later = later_than(moments.get(row.profile_id, ()), row.reviewed_at)
        entry = _entry(row, answered[row.profile_id] - later)
        logs[Pair(row.profile_id, row.point_id)].append(entry)
    found = {
        pair: replay(kinds[pair.point_id], logs[pair], met=met.get(pair), raised=raised[pair])
        for pair in sorted(pairs)
    }
    await log.count(list(_count_anew(rows, found)))
    await _keep(log, found)


def _verdict(row: Row[Any]) -> Verdict:
    return effective(Verdict(row.verdict), self_checked=row.self_checked)


def _entry(row: Row[Any], answered: int) -> Entry:
    return Entry(
        attempt_id=row.attempt_id,
        exercise_id=row.exercise_id,
        rated=Rating(row.rating),
        right=_verdict(row).is_right,
        asked=row.because == Because.repair,
        answered=answered,
        at=row.reviewed_at,
        day=row.day,
    )


def _count_anew(
    rows: Iterable[Row[Any]], found: Mapping[Pair, Replayed]
) -> Iterator[dict[str, Any]]:
    """The ratings that drove a schedule and do no more, or the other way round."""
    for row in rows:
        counted = row.attempt_id in found[Pair(row.profile_id, row.point_id)].counted
        if counted is not row.counted:
            yield {
                "attempt_id": row.attempt_id,
                "point_id": row.point_id,
                "counted": counted,
            }


async def _keep(log: Log, found: Mapping[Pair, Replayed]) -> None:
    memories = {
        pair: {**pair._asdict(), **vars(each.memory), "exercise_id": each.trained_by}
        for pair, each in found.items()
        if each.memory is not None
    }
    slips = {
        pair: {**pair._asdict(), **vars(each.slip)}
        for pair, each in found.items()
        if each.slip is not None
    }
    await log.keep_memories(
        list(memories.values()), [pair for pair in found if pair not in memories]
    )
    await log.keep_mistakes(list(slips.values()), [pair for pair in found if pair not in slips])
