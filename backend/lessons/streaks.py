"""Telling of missed days: who may have to hear of one, and what becomes of it."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.lessons.jobs import LookForStreakNews, TellStreakNews
from backend.lessons.repository import Streaks
from backend.queue import enqueue
from backend.users.days import ONE_DAY, current_day
from backend.users.models import User
from backend.users.streaks import News, columns_of, news, settled, streak_of

BATCH = 500
# Whoever missed yesterday had their last set two days ago at least, counted in any time zone.
_NOBODY_IS_FURTHER_EAST = timedelta(hours=14)
_TWO_DAYS = timedelta(days=2)


async def look_for_news(session: AsyncSession, job: LookForStreakNews, *, now: datetime) -> int:
    """Asks for a job for each who is to be told; how many. A full batch asks for the next."""
    last = (now + _NOBODY_IS_FURTHER_EAST).date() - _TWO_DAYS
    found = await Streaks(session).interrupted(last, after=(job.day, job.user_id), most=BATCH)
    wanted = [await _tell_or_end(session, user, now=now) for user in found]
    if len(found) == BATCH:
        await enqueue(session, LookForStreakNews(day=found[-1].streak_day, user_id=found[-1].id))
    return sum(wanted)


def news_for(user: User, *, now: datetime) -> News | None:
    return news(streak_of(user), seen=user.day, told=user.told_day, now=now, timezone=user.timezone)


async def _tell_or_end(session: AsyncSession, user: User, *, now: datetime) -> bool:
    """Whether there is something to tell. What ended before yesterday is not told any more."""
    item = news_for(user, now=now)
    if item is not None:
        key = f"streak:{user.id}:{item.day}"
        return await enqueue(session, TellStreakNews(user_id=user.id), key=key) is not None
    yesterday = current_day(now, user.timezone, user.day) - ONE_DAY
    if not settled(streak_of(user), yesterday).length:
        await settle(session, user.id, now=now)
    return False


async def settle(
    session: AsyncSession, user_id: int, *, now: datetime, told: date | None = None
) -> None:
    """Write what the missed days have cost, and that the person was `told` of that day."""
    user = await Streaks(session).lock(user_id)
    if user is None:
        return
    today = current_day(now, user.timezone, user.day)
    for name, value in columns_of(settled(streak_of(user), today)).items():
        setattr(user, name, value)
    user.told_day = told or user.told_day
