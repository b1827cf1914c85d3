"""The review queue: one card before each admin, and what becomes of it."""

from datetime import datetime, time, timedelta
from math import ceil

from sqlalchemy.ext.asyncio import AsyncSession

from backend.admin.cards import card_of
from backend.admin.repository import HELD, Admins, Desk
from backend.admin.schemas import FixIn, ReviewOut
from backend.appeals import deciding, versions
from backend.errors import AlreadyDecided, CannotFix, Forbidden, NotFound, TooLate
from backend.kit.actor import Actor
from backend.quality import inspecting
from backend.quality.case_repository import Cases
from backend.quality.fixing import CannotBeFixed, fixed
from backend.quality.inspecting import By
from backend.quality.models import Inspection
from backend.quality.schemas import Cause, Outcome, Stage

MOST_APPEALED = 20
A_MINUTE = timedelta(minutes=1)


async def admin(session: AsyncSession, actor: Actor) -> int:
    """The id of the actor. Raises Forbidden for whoever is no admin."""
    found = await Admins(session).find(actor)
    if found is None:
        raise Forbidden("this is for admins")
    return found


async def next_card(
    session: AsyncSession, admin_id: int, *, now: datetime, skipped: bool = False
) -> ReviewOut:
    """The card that this admin holds, or the next one; `skipped` ones too where that is asked."""
    desk = Desk(session)
    # As long as a decision can be taken back, nothing else is opened about its exercise.
    since = now - inspecting.UNDO
    for exercise_id in await desk.appealed(since=since, most=MOST_APPEALED):
        await _open_about_appeals(session, exercise_id, now=now)
    found = await desk.take(admin_id, now=now, skipped=skipped)
    while found is not None and await _is_done(session, found):
        await inspecting.leave_as_it_is(session, found, By("appeals"), now=now)
        await _open_about_appeals(session, found.exercise_id, now=now)
        found = await desk.take(admin_id, now=now, skipped=skipped)
    return await _out(session, found, admin_id, now)


async def _open_about_appeals(session: AsyncSession, exercise_id: int, *, now: datetime) -> None:
    """A case of the version in practice, unless that accepts already what people appeal for."""
    desk = Desk(session)
    for appeal in await desk.appeals_of(exercise_id, most=MOST_APPEALED):
        await deciding.settle(session, appeal.id, now=now)
    await session.flush()
    if await desk.appeals_of(exercise_id, most=1):
        successor = await versions.replaced_by(session, exercise_id)
        about = exercise_id if successor is None else successor.id
        await inspecting.open_(session, about, Cause.appeal, {}, now=now)


async def _is_done(session: AsyncSession, it: Inspection) -> bool:
    """Whether another version has taken its place, or it was about appeals only, and all of them
    were decided elsewhere."""
    if await versions.replaced_by(session, it.exercise_id) is not None:
        return True
    return it.cause is Cause.appeal and not await Desk(session).appeals_of(it.exercise_id, most=1)


async def look_at(
    session: AsyncSession, admin_id: int, exercise_id: int, *, now: datetime
) -> ReviewOut:
    """An exercise that an admin asks for. Raises NotFound, and AlreadyDecided: another has it."""
    if await Cases(session).known(exercise_id) is None:
        raise NotFound(f"no exercise {exercise_id}")
    await inspecting.open_(session, exercise_id, Cause.asked, {}, now=now)
    waiting = await Cases(session).waiting(exercise_id)
    if waiting is None:
        raise NotFound(f"exercise {exercise_id} is out of practice")
    inspection = await _held(session, admin_id, waiting.id, now=now)
    return await _out(session, inspection, admin_id, now)


async def decide(
    session: AsyncSession, admin_id: int, inspection_id: int, outcome: Outcome, *, now: datetime
) -> ReviewOut:
    """Raises NotFound, and AlreadyDecided where another admin has the card, or was first."""
    inspection = await _held(session, admin_id, inspection_id, now=now)
    await inspecting.decide(session, inspection, outcome, By("admin", admin_id), now=now)
    return await next_card(session, admin_id, now=now)


async def fix(
    session: AsyncSession, admin_id: int, inspection_id: int, given: FixIn, *, now: datetime
) -> ReviewOut:
    """Publish the exercise with one text changed. Raises CannotFix besides what `decide` does."""
    inspection = await _held(session, admin_id, inspection_id, now=now)
    exercise = await Cases(session).exercise(inspection.exercise_id)
    try:
        content = fixed(exercise.content, {given.path: given.text})
    except CannotBeFixed as reason:
        raise CannotFix(str(reason)) from reason
    by = By("admin", admin_id)
    await inspecting.decide(session, inspection, Outcome.fixed, by, now=now, content=content)
    successor = await Cases(session).exercise(inspection.successor_id or exercise.id)
    out = await next_card(session, admin_id, now=now)
    return out.model_copy(update={"saved": successor.version})


async def skip(
    session: AsyncSession, admin_id: int, inspection_id: int, *, now: datetime
) -> ReviewOut:
    """Leave it for later."""
    inspection = await _held(session, admin_id, inspection_id, now=now)
    inspection.skipped_at, inspection.held_by, inspection.held_until = now, None, None
    await session.flush()
    return await next_card(session, admin_id, now=now)


async def undo(session: AsyncSession, admin_id: int, *, now: datetime) -> ReviewOut:
    """Take back what this admin decided last on an exercise, and show it again. Raises TooLate."""
    inspection = await Desk(session).last_decided(admin_id, since=now - inspecting.UNDO)
    if inspection is None:
        raise TooLate("there is nothing to take back")
    await inspecting.take_back(session, inspection, By("admin", admin_id), now=now)
    await _let_go(session, admin_id)
    inspection.held_by, inspection.held_until = admin_id, now + HELD
    await session.flush()
    return await _out(session, inspection, admin_id, now)


async def decide_appeal(
    session: AsyncSession, admin_id: int, appeal_id: int, *, upheld: bool, now: datetime
) -> ReviewOut:
    """What `appeals.deciding` does. Its card is done when it was about nothing else. It cannot be
    taken back, so nothing is offered in the reply that could be read as if it could.

    Raises NotFound, AlreadyDecided and CannotFix.
    """
    exercise_id = (await deciding.card(session, appeal_id)).exercise_id
    # Held first, as whoever decides on the exercise itself does.
    cases = await Desk(session).cases_of(exercise_id)
    await deciding.decide(session, admin_id, appeal_id, upheld=upheld, now=now)
    left = await Desk(session).appeals_of(exercise_id, most=1)
    for case in cases:
        if case.cause is Cause.appeal and not left:
            await inspecting.leave_as_it_is(session, case, By("admin", admin_id), now=now)
    await session.flush()
    out = await next_card(session, admin_id, now=now)
    return out.model_copy(update={"undoable": False})


async def _let_go(session: AsyncSession, admin_id: int) -> None:
    """Whatever this admin holds: one card at a time."""
    for one in await Desk(session).held_by(admin_id):
        one.held_by = one.held_until = None


async def _held(
    session: AsyncSession, admin_id: int, inspection_id: int, *, now: datetime
) -> Inspection:
    """One that waits, before this admin from now on. Raises NotFound and AlreadyDecided."""
    inspection = await Desk(session).hold(inspection_id)
    if inspection is None:
        raise NotFound(f"no inspection {inspection_id}")
    busy = inspection.held_until is not None and inspection.held_until > now
    if inspection.state is Stage.closed or (busy and inspection.held_by != admin_id):
        raise AlreadyDecided("it was decided, or another admin has it")
    if inspection.held_by != admin_id:
        await _let_go(session, admin_id)
    inspection.held_by, inspection.held_until = admin_id, now + HELD
    return inspection


async def _out(
    session: AsyncSession, inspection: Inspection | None, admin_id: int, now: datetime
) -> ReviewOut:
    await session.flush()
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    decided = await Desk(session).decided(admin_id, since=midnight)
    queue = await Desk(session).queue(admin_id, now=now)
    card = None if inspection is None else await card_of(session, inspection)
    return ReviewOut(
        card=card,
        position=decided + queue.skipped + (card is not None),
        total=decided + queue.waiting,
        decided=decided,
        skipped=queue.skipped,
        back_in=None if queue.back_at is None else ceil((queue.back_at - now) / A_MINUTE),
        elsewhere=queue.elsewhere,
        undoable=await Desk(session).can_undo(admin_id, since=now - inspecting.UNDO),
    )
