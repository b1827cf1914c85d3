"""Changing what was answered: verdicts afterwards, and all that follows from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.grading import Verdict
from backend.reviews.anew import later_than, replay_all
from backend.reviews.models import Why
from backend.reviews.replaying import effective, ratings
from backend.reviews.repository import Log, Pair, Rows
from backend.users.days import local_day

MOST = 200  # attempts at once
# Answers of all their histories, each attempt being as much work as so many of them besides. Six
# thousand take a fifth of a second.
MOST_HISTORY = 5_000
EACH = 60


@dataclass(frozen=True)
class Change:
    """An attempt whose verdict changes from what it is worth now; None for what counts no more."""

    row: Row[Any]
    before: Verdict | None
    after: Verdict | None
    to: Verdict | None

    @property
    def more_right(self) -> int:
        """By how much the counters of right answers change. What counts no more stays counted."""
        if self.before is None or self.after is None:
            return 0
        return self.after.is_right - self.before.is_right


async def rewrite(
    session: AsyncSession, verdicts: Mapping[int, Verdict | None], *, why: Why, now: datetime
) -> list[int]:
    """Give answered attempts, by id, another verdict; None: as if they had never been given.

    Reviews, memories, mistakes and counters become what they would be, had it been so from the
    beginning. The first verdict is kept (`restore`). Returns the attempts that this has changed;
    what has its verdict already is left alone. `MOST` at once; for more, a job a batch.
    """
    if len(verdicts) > MOST:
        raise ValueError(f"{len(verdicts)} attempts are too many for one transaction")
    log = Log(session)
    held = await log.hold(list(verdicts))
    return await _change(log, [_change_of(row, verdicts[row.id]) for row in held], why, now)


async def restore(
    session: AsyncSession, attempt_ids: Sequence[int], *, why: Why, now: datetime
) -> list[int]:
    """Give attempts back the verdict that they had at first. Returns those that have changed."""
    log = Log(session)
    held = await log.hold(attempt_ids[:MOST])
    first = [_change_of(row, Verdict(row.first)) for row in held if row.first is not None]
    return await _change(log, first, why, now)


async def affordable(session: AsyncSession, attempt_ids: Sequence[int]) -> list[int]:
    """The first of them, one at least, that are rewritten in no more time than somebody who has
    given one of them may wait with their next answer: the longer the histories, the fewer."""
    histories = await Log(session).histories(attempt_ids)
    costs = accumulate(EACH + histories.get(id, 0) for id in attempt_ids)
    return [
        id for id, cost in zip(attempt_ids, costs, strict=True) if cost <= MOST_HISTORY
    ] or list(attempt_ids[:1])


async def raise_mistake(
    session: AsyncSession, pair: Pair, *, exercise_id: int, now: datetime
) -> None:
    """A point went wrong elsewhere than in an answer: its mistake is new, or comes back."""
    log = Log(session)
    answered = await log.answered(pair.profile_id)
    await log.raise_mistake(
        {**pair._asdict(), "exercise_id": exercise_id, "answered": answered, "raised_at": now}
    )
    await log.recount({pair.profile_id: 0}, {})
    await replay_all(log, {pair}, {pair.profile_id: answered})


def _change_of(row: Row[Any], to: Verdict | None) -> Change:
    before = None if row.is_void else effective(Verdict(row.verdict), self_checked=row.self_checked)
    after = None if to is None else effective(to, self_checked=row.self_checked)
    return Change(row, before, after, to)


async def _change(log: Log, changes: list[Change], why: Why, now: datetime) -> list[int]:
    changes = [each for each in changes if each.before is not each.after]
    if not changes:
        return []
    await log.amend([_amendment(each, why, now) for each in changes])
    points = await log.points(each.row.exercise_id for each in changes)
    reviews = [
        review
        for each in changes
        for review in _reviews(each, points.get(each.row.exercise_id, {}))
    ]
    ids = [each.row.id for each in changes]
    pairs = await log.rate_anew(ids, reviews)
    await _recount(log, changes)
    await replay_all(log, pairs, {each.row.profile_id: each.row.answered for each in changes})
    return ids


def _amendment(it: Change, why: Why, now: datetime) -> dict[str, Any]:
    return {
        "attempt_id": it.row.id,
        "exercise_id": it.row.exercise_id,
        "first": Verdict(it.row.verdict),
        "verdict": it.to,
        "why": why,
        "amended_at": now,
        "reviewed_at": it.row.reviewed_at,
        "day": it.row.day,
    }


def _reviews(it: Change, points: Mapping[int, Any]) -> Rows:
    if it.after is None:
        return []
    row = it.row
    rated = ratings(points, it.after, hints=row.hints)
    return [
        {
            "profile_id": row.profile_id,
            "point_id": point_id,
            "attempt_id": row.id,
            "rating": value.value,
            "counted": False,  # until it is replayed
            "reviewed_at": row.reviewed_at or row.answered_at,
            "day": row.day or local_day(row.answered_at, row.timezone),
        }
        for point_id, value in rated.items()
    ]


async def _recount(log: Log, changes: Sequence[Change]) -> None:
    """The counters of the set that goes on and of the day, where the answer belongs to them."""
    sets: dict[int, int] = defaultdict(int)
    days: dict[int, int] = defaultdict(int)
    counting = [each for each in changes if each.more_right and each.row.set_answered]
    moments = await log.answered_at(each.row.profile_id for each in counting)
    for each in changes:
        row = each.row
        sets[row.profile_id] += each.more_right if _is_of_the_set(row, moments) else 0
        day = row.day or local_day(row.answered_at, row.timezone)
        days[row.user_id] += each.more_right if day == row.today else 0
    await log.recount(sets, days)


def _is_of_the_set(row: Row[Any], moments: Mapping[int, Sequence[datetime]]) -> bool:
    """Whether the answer belongs to the set that goes on; False where there was nothing to count,
    and nobody asked when."""
    given = moments.get(row.profile_id)
    return given is not None and later_than(given, row.answered_at) < int(row.set_answered)
