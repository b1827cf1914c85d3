"""The life of an inspection: opened, decided by a model or an admin, and perhaps taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals.jobs import Regrade
from backend.appeals.repository import Appeals
from backend.audit.repository import AuditLog
from backend.errors import AlreadyDecided, TooLate
from backend.exercises.models import Exercise, ExerciseState
from backend.quality.fixing import grades_the_same
from backend.quality.jobs import RepairMemories, ReviewExercise
from backend.quality.models import Inspection
from backend.quality.monitor_repository import Watch
from backend.quality.records import begin_anew
from backend.quality.repository import Inspections
from backend.quality.schemas import Cause, Outcome, Stage
from backend.queue import enqueue

# So long a decision can be taken back; what it does to memories and appeals waits for that.
UNDO = timedelta(minutes=10)
MOST_APPEALS = 100  # of one exercise
IN_PRACTICE = (ExerciseState.published, ExerciseState.pending_review)


@dataclass(frozen=True)
class By:
    """Who decides: an admin by the id of the user, or a part of the product."""

    actor: str
    user_id: int | None = None


async def open_(
    session: AsyncSession,
    exercise_id: int,
    cause: Cause,
    evidence: dict[str, Any],
    *,
    now: datetime,
) -> Inspection | None:
    """Have a look at it; hidden from now on where the cause asks for it.

    None where it is being looked at already, is not published, or somebody decides on it at this
    moment: whoever opens holds other rows, and must not wait.
    """
    inspections = Inspections(session)
    exercise = await inspections.hold_if_free(exercise_id)
    if exercise is None:
        return None
    if exercise.state is not ExerciseState.published and cause is not Cause.appeal:
        return None
    if not await inspections.is_open(exercise_id):
        found = Inspection(
            exercise_id=exercise_id, cause=cause, evidence=evidence, opened_at=now, state=Stage.open
        )
        await inspections.add(found)
    elif cause.hides and (waiting := await inspections.open_if_free(exercise_id)):
        found = waiting
        found.cause, found.evidence, found.state = cause, evidence, Stage.open
    else:
        return None
    if cause.hides:
        exercise.state = ExerciseState.pending_review
    if cause in (Cause.appeal, Cause.asked):
        found.state = Stage.human
    else:
        await enqueue(
            session,
            ReviewExercise(inspection_id=found.id),
            key=f"review:{found.id}:{cause}",
        )
    return found


async def decide(
    session: AsyncSession,
    inspection: Inspection,
    outcome: Outcome,
    by: By,
    *,
    now: datetime,
    content: dict[str, Any] | None = None,
) -> None:
    """Close the inspection, which is held, and do what was decided.

    `content` is what a fixed exercise is to be, and sound. Raises AlreadyDecided, as for fixing
    what is out of practice: its file may have another version by then.
    """
    if inspection.state is Stage.closed:
        raise AlreadyDecided("somebody has decided on it")
    inspections = Inspections(session)
    exercise = await inspections.hold(inspection.exercise_id)
    if outcome is Outcome.fixed and exercise.state not in IN_PRACTICE:
        raise AlreadyDecided("it is out of practice")
    before = _told(exercise)
    match outcome:
        case Outcome.published:
            if exercise.state is ExerciseState.pending_review:
                exercise.state = ExerciseState.published
            begin_anew(await Watch(session).record(exercise.id), now=now)
        case Outcome.retired:
            exercise.state = ExerciseState.withdrawn
            await _repair(session, inspection, now=now)
        case Outcome.fixed:
            assert content is not None
            successor = await inspections.succeed(exercise, content)
            inspection.successor_id = successor.id
            await _pass_on(session, exercise, successor, now=now)
            await _settle(session, exercise, now=now)
            if not grades_the_same(exercise.content, content):
                await _repair(session, inspection, now=now)
    close(inspection, outcome, by, now=now)
    after = _told(exercise) | ({"content": content} if content else {})
    await AuditLog(session).add(
        f"exercise {outcome}",
        f"exercise:{exercise.id}",
        now=now,
        by=by.user_id,
        actor=by.actor,
        before=before | ({"content": exercise.content} if content else {}),
        after=after,
    )


async def leave_as_it_is(
    session: AsyncSession, inspection: Inspection, by: By, *, now: datetime
) -> None:
    """Nothing is done to the exercise, and what was seen of it before counts no more."""
    begin_anew(await Watch(session).record(inspection.exercise_id), now=now)
    close(inspection, Outcome.published, by, now=now)


def close(inspection: Inspection, outcome: Outcome, by: By, *, now: datetime) -> None:
    """Nothing else follows from it."""
    inspection.state, inspection.outcome = Stage.closed, outcome
    inspection.decided_at, inspection.decided_by = now, by.user_id
    inspection.held_by = inspection.held_until = None


async def take_back(
    session: AsyncSession, inspection: Inspection, by: By, *, now: datetime
) -> None:
    """Undo what was decided on it: it waits for a decision as before. Raises TooLate.

    Where the exercise has changed since by something else, as by its file, it stays as it is.
    """
    closed_at = inspection.decided_at
    if inspection.state is not Stage.closed or closed_at is None or now - closed_at > UNDO:
        raise TooLate("this cannot be taken back any more")
    inspections = Inspections(session)
    exercise = await inspections.hold(inspection.exercise_id)
    if await inspections.is_open(inspection.exercise_id):
        raise TooLate("it is being looked at anew")
    before = _told(exercise)
    await _restore(session, inspection, exercise)
    inspection.state, inspection.outcome = Stage.human, None
    inspection.decided_at = inspection.decided_by = inspection.successor_id = None
    await AuditLog(session).add(
        "decision taken back",
        f"exercise:{exercise.id}",
        now=now,
        by=by.user_id,
        actor=by.actor,
        before=before,
        after=_told(exercise),
    )


async def _restore(session: AsyncSession, inspection: Inspection, exercise: Exercise) -> None:
    changed, alone = await _changed(session, inspection), True
    if inspection.successor_id is not None:
        successor = await Inspections(session).hold(inspection.successor_id)
        alone = successor.state in IN_PRACTICE  # else its file has another version by now
        successor.state = ExerciseState.retired
    if alone and exercise.state is changed.after:
        exercise.state = changed.before


class _Changed(NamedTuple):
    before: ExerciseState
    after: ExerciseState


async def _changed(session: AsyncSession, inspection: Inspection) -> _Changed:
    """What the decision did to the exercise. Raises TooLate: none was taken on it, as where it was
    about appeals, which stay decided."""
    for entry in await AuditLog(session).about(f"exercise:{inspection.exercise_id}"):
        told = entry.action == f"exercise {inspection.outcome}", entry.at == inspection.decided_at
        if all(told) and entry.before and entry.after:
            states = (ExerciseState(each["state"]) for each in (entry.before, entry.after))
            return _Changed(*states)
    raise TooLate("an appeal that was decided stays so")


async def _pass_on(
    session: AsyncSession, exercise: Exercise, successor: Exercise, *, now: datetime
) -> None:
    """How often it was looked at, so that a model does not mend it again and again."""
    records = await Watch(session).records({exercise.id, successor.id})
    records[successor.id].reviews = records[exercise.id].reviews
    begin_anew(records[successor.id], now=now)


async def _settle(session: AsyncSession, exercise: Exercise, *, now: datetime) -> None:
    """What people said should be right may be so in the next version."""
    for appeal_id in await Appeals(session).pending_of(exercise.key, most=MOST_APPEALS):
        key = f"settle:{appeal_id}:{now.isoformat()}"
        await enqueue(session, Regrade(appeal_id=appeal_id), run_at=now + UNDO, key=key)


async def _repair(session: AsyncSession, inspection: Inspection, *, now: datetime) -> None:
    job = RepairMemories(exercise_id=inspection.exercise_id)
    key = f"repair:{inspection.id}:{now.isoformat()}"
    await enqueue(session, job, run_at=now + UNDO, key=key)


def _told(exercise: Exercise) -> dict[str, Any]:
    return {"key": exercise.key, "version": exercise.version, "state": exercise.state.value}
