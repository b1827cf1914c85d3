from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.kit.actor import Actor
from backend.lessons.jobs import TellRestIsOver
from backend.lessons.schemas import RemindOut
from backend.queue import enqueue
from backend.users.days import current_day, end_of
from backend.users.repository import Users


async def remind(
    session: AsyncSession, actor: Actor, profile_id: int, *, now: datetime
) -> RemindOut:
    """Ask for one message when the rest, or the day, is over. Raises NotFound."""
    users = Users(session)
    profile = await users.lock_profile(actor, profile_id)
    user = await users.of(actor)
    chat = next((chat for chat in user.chats if chat.bot_id == actor.bot_id), None)
    if chat is None:
        raise NotFound("this bot has not met you: start it first")
    resting = profile.rest_until is not None and profile.rest_until > now
    today = current_day(now, user.timezone, user.day)
    at = profile.rest_until if resting else end_of(today, user.timezone)
    assert at is not None
    job = TellRestIsOver(profile_id=profile.id, bot_id=chat.bot_id, chat_id=chat.chat_id, until=at)
    # Whoever has practised since they asked is not told, and may ask again.
    practised = profile.last_answered_at and profile.last_answered_at.isoformat()
    key = f"rest:{profile.id}:{chat.bot_id}:{at.isoformat()}:{practised}"
    await enqueue(session, job, run_at=at, key=key)
    return RemindOut(at=at)
