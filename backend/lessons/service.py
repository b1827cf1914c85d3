from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.kit.actor import Actor
from backend.lessons.jobs import TellRestIsOver
from backend.lessons.pacing import PACES
from backend.lessons.repository import Reminders
from backend.lessons.schemas import RemindOut
from backend.profiles.models import Profile
from backend.queue import enqueue
from backend.users.days import current_day, end_of
from backend.users.models import Chat
from backend.users.repository import Users


async def remind(
    session: AsyncSession, actor: Actor, profile_id: int, *, now: datetime
) -> RemindOut:
    """Ask for one message when the rest, or the day, is over. Raises NotFound.

    A rest that is over by now needs none.
    """
    users = Users(session)
    profile = await users.lock_profile(actor, profile_id)
    user = await users.of(actor)
    chat = next((chat for chat in user.chats if chat.bot_id == actor.bot_id), None)
    if chat is None:
        raise NotFound("this bot has not met you: start it first")
    day, practised = current_day(now, user.timezone, user.day), profile.last_answered_at
    job = _at_the_end_of(day, user.timezone, profile, chat)
    rested = profile.rest_until is not None and profile.rest_until <= now
    if rested and not PACES[user.plan].is_used_up(user.answered_today if user.day == day else 0):
        return RemindOut(at=None)
    if profile.rest_until is not None and profile.rest_until > now:
        job = job.model_copy(update={"until": profile.rest_until, "day": None})
    await enqueue(session, job, run_at=job.until, key=_key(job, practised))
    return RemindOut(at=job.until)


async def move_reminders(
    session: AsyncSession, user_id: int, *, was: str, now: datetime
) -> list[datetime]:
    """Reminders that wait for the end of a local day wait for it where the person is now.

    `was` is the time zone in which they were asked for. The moments of the new ones; those that
    they replace say nothing any more, since their moment is not that day's end.
    """
    reminders = Reminders(session)
    moved = []
    for user, profile, chat in await reminders.asked(user_id):
        day, practised = current_day(now, was, user.day), profile.last_answered_at
        before = _at_the_end_of(day, was, profile, chat)
        after = _at_the_end_of(day, user.timezone, profile, chat)
        if before.until == after.until or not await reminders.waits(_key(before, practised)):
            continue
        await enqueue(session, after, run_at=after.until, key=_key(after, practised))
        moved.append(after.until)
    return moved


def _at_the_end_of(day: date, timezone: str, profile: Profile, chat: Chat) -> TellRestIsOver:
    return TellRestIsOver(
        profile_id=profile.id,
        bot_id=chat.bot_id,
        chat_id=chat.chat_id,
        until=end_of(day, timezone),
        day=day,
    )


def is_still_due(job: TellRestIsOver, timezone: str) -> bool:
    """False where the end of that day has moved with the person: another job tells of it."""
    return job.day is None or end_of(job.day, timezone) == job.until


def _key(job: TellRestIsOver, practised: datetime | None) -> str:
    # Whoever has practised since they asked is not told, and may ask again.
    since = practised and practised.isoformat()
    return f"rest:{job.profile_id}:{job.bot_id}:{job.until.isoformat()}:{since}"
