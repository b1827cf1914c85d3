"""Reads what was answered and reported, and opens an inspection where it is out of its band."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import ExerciseState
from backend.quality import inspecting
from backend.quality.jobs import RepairMemories, WatchExercises
from backend.quality.models import Ability, ItemRecord
from backend.quality.monitor_repository import News, Report, Watch
from backend.quality.records import keep, tally_of
from backend.quality.repository import Inspections
from backend.quality.tally import abler, out_of_band, told
from backend.queue import enqueue

BATCH = 500  # answers, or reports, in one transaction
# What was answered a moment ago may not be committed yet, or not have its verdict.
SETTLED = timedelta(minutes=2)
# A new monitor begins here: replies, by whose index it reads, are kept no longer.
OLDEST = timedelta(days=2)


async def watch(session: AsyncSession, *, now: datetime, most: int = BATCH) -> list[int]:
    """Read the next batch. Returns the exercises of which an inspection was opened.

    Whoever calls at the same time waits; what one batch leaves over is a job of its own.
    """
    watching = Watch(session)
    mark = await watching.mark(beginning=now - OLDEST)
    until = now - SETTLED
    news = await watching.answers(mark, until=until, most=most)
    reports = await watching.reports(until=until, most=most)
    records = await watching.records(
        {one.exercise_id for one in news} | {one.exercise_id for one in reports}
    )
    abilities = await watching.abilities({one.profile_id for one in news})
    options = _count_answers(news, records, abilities)
    _count_reports(reports, records)
    await watching.expose(news)
    opened = await _inspect(session, records, options, now=now)
    await _repair_late(session, news, now=now)
    if news:
        mark.at, mark.attempt_id = news[-1].answered_at, news[-1].id
    if most in (len(news), len(reports)):
        await enqueue(session, WatchExercises())
    return opened


def _count_answers(
    news: Sequence[News], records: Mapping[int, ItemRecord], abilities: Mapping[int, Ability]
) -> dict[int, int | None]:
    """Into the records. Returns how many options the exercises have that were answered."""
    options: dict[int, int | None] = {}
    for one in news:
        it = told(one.said, one.order, one.verdict, one.language)
        if it is None or not one.first:
            continue
        record, learner = records[one.exercise_id], abilities[one.profile_id]
        before, ability = tally_of(record), learner.ability
        expected = before.evidence.expected(it.seen(ability))
        learner.ability = abler(ability, learner.answers, expected=expected, right=it.right)
        learner.answers += 1
        if record.since is None or one.answered_at > record.since:
            after = before.after(it, ability)
            keep(record, after.appealed() if one.appealed else after)
            options[one.exercise_id] = it.options
    return options


def _count_reports(reports: Sequence[Report], records: Mapping[int, ItemRecord]) -> None:
    for one in reports:
        record = records[one.exercise_id]
        if record.since is None or one.created_at > record.since:
            keep(record, tally_of(record).flagged(one.reason, right=one.right))


async def _inspect(
    session: AsyncSession,
    records: Mapping[int, ItemRecord],
    options: Mapping[int, int | None],
    *,
    now: datetime,
) -> list[int]:
    opened = []
    for id, record in records.items():
        tally = tally_of(record)
        cause = out_of_band(tally, options=options.get(id), reviews=record.reviews)
        if cause is not None and await inspecting.open_(
            session, id, cause, tally.figures(), now=now
        ):
            opened.append(id)
    return opened


async def _repair_late(session: AsyncSession, news: Sequence[News], *, now: datetime) -> None:
    """Whoever had an exercise open when it was retired may have answered it afterwards.

    Nothing is forgotten as long as the decision can be taken back.
    """
    gone = await Inspections(session).in_state(
        {one.exercise_id for one in news}, ExerciseState.withdrawn
    )
    for id in gone:
        await enqueue(session, RepairMemories(exercise_id=id), run_at=now + inspecting.UNDO)
