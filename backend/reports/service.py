from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.exercises.kinds.union import titled
from backend.exercises.models import Point
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.profiles.schemas import ProgressOut, SkillProgress
from backend.recordings.progress import MOST, trend
from backend.recordings.repository import Recordings
from backend.reports.repository import Reports
from backend.reviews.models import Memory
from backend.reviews.scheduling import Remembered, recall
from backend.users.days import current_day
from backend.users.streaks import settled, streak_of


async def progress(
    session: AsyncSession, actor: Actor, profile_id: int, *, now: datetime
) -> ProgressOut:
    """Raises NotFound."""
    reports = Reports(session)
    found = await reports.profile(actor, profile_id)
    if found is None:
        raise NotFound(f"no profile {profile_id} of yours")
    profile, user = found
    today = current_day(now, user.timezone, user.day)
    counts = await reports.counts(profile_id, now, today)
    is_today = user.day == today
    streak = settled(streak_of(user), today)
    return ProgressOut(
        target=profile.target,
        level=profile.level,
        streak=streak.length,
        freezes=streak.freezes,
        best_streak=user.best_streak,
        daily_goal=profile.daily_goal,
        sets_today=user.sets_today if is_today else 0,
        answered_today=user.answered_today if is_today else 0,
        right_today=user.right_today if is_today else 0,
        due=counts.due,
        known=counts.known,
        learning=counts.learning,
        mistakes=counts.mistakes,
        to_repair=counts.to_repair,
        weakest=[
            _skill(memory, point, profile, now)
            for memory, point in await reports.skills(profile_id)
        ],
        speaking=trend(await Recordings(session).readings(profile_id, most=MOST)),
    )


def _skill(memory: Memory, point: Point, profile: Profile, now: datetime) -> SkillProgress:
    state = Remembered(
        memory.stability, memory.difficulty, memory.due, memory.reviewed_at, memory.day
    )
    return SkillProgress(
        title=titled(point.title, profile.native, profile.target, profile.alphabet) or point.key,
        recall=round(recall(state, now), 3),
    )
