"""The rooms of what was learnt, each from a profile's own rows."""

from datetime import date, datetime
from math import ceil

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFound
from backend.exercises.course import ceiling, start
from backend.exercises.grading import in_language
from backend.exercises.kinds.union import titled, told
from backend.exercises.models import Point
from backend.kit.actor import Actor
from backend.kit.levels import Level
from backend.patterns.repository import Patterns
from backend.profiles.models import Profile
from backend.reports.repository import PAGE, Reports, Rooms
from backend.reports.schemas import (
    CourseOut,
    ExampleOut,
    MistakeOut,
    MistakesOut,
    PatternOut,
    SkillLine,
    SkillOut,
    SkillsOut,
)
from backend.reviews.knowing import strength
from backend.reviews.models import Memory, Mistake
from backend.reviews.scheduling import Remembered
from backend.users.days import current_day
from backend.words.spelling import spelled

THEN = 3
MOST_TOPICS = 30
MOST_PATTERNS = 5


async def mistakes(
    session: AsyncSession,
    actor: Actor,
    profile_id: int,
    *,
    page: int,
    now: datetime,
    repairs: bool = False,
) -> MistakesOut:
    """A page that is none, as after the last of it was mended, is the last one. Raises NotFound.

    `repairs`: there is somebody who makes exercises on what they wrote.
    """
    profile, today = await _own(session, actor, profile_id, now)
    rooms = Rooms(session)
    total, to_repair = await rooms.count_mistakes(profile.id, today)
    pages = max(ceil(total / PAGE), 1)
    page = min(page, pages - 1)
    found = await rooms.mistakes(profile.id, page)
    return MistakesOut(
        mistakes=[_mistake(each, point, profile, today) for each, point in found],
        total=total,
        to_repair=to_repair,
        page=page,
        pages=pages,
        patterns=[] if page else await _patterns(session, profile),
        repairs=repairs,
    )


async def _patterns(session: AsyncSession, profile: Profile) -> list[PatternOut]:
    """Corrections of what they wrote, each as the course spells it."""
    found = await Patterns(session).latest(profile.id, most=MOST_PATTERNS)
    return [
        PatternOut(
            wrong=each.wrong,
            right=each.right,
            because=in_language(each.because, profile.native),
            state=each.state,
            times=each.times,
        )
        for each in found
    ]


async def skills(
    session: AsyncSession, actor: Actor, profile_id: int, level: Level | None, *, now: datetime
) -> SkillsOut:
    """Without a level, or with one that has none: those of the learner's. Raises NotFound."""
    profile, _ = await _own(session, actor, profile_id, now)
    rooms = Rooms(session)
    levels = await rooms.levels(profile.target)
    shown = next((each for each in (level, profile.level, *levels) if each in levels), None)
    found = [] if shown is None else await rooms.skills(profile, shown)
    return SkillsOut(
        target=profile.target,
        level=shown,
        levels=levels,
        skills=[
            SkillLine(
                point_id=point.id,
                title=_title(point, profile),
                strength=strength(_remembered(memory), now),
            )
            for point, memory in found
        ],
    )


async def skill(
    session: AsyncSession, actor: Actor, profile_id: int, point_id: int, *, now: datetime
) -> SkillOut:
    """Raises NotFound, for what is no skill of this course too."""
    profile, _ = await _own(session, actor, profile_id, now)
    found = await Rooms(session).skill(profile, point_id)
    if found is None or found[0].level is None:
        raise NotFound(f"no skill {point_id} in this course")
    point, memory, slip = found
    level = Level(point.level or profile.level)
    return SkillOut(
        point_id=point.id,
        title=_title(point, profile),
        level=level,
        number=point.place or 1,
        strength=strength(_remembered(memory), now),
        text=told((point.note or {}).get("text"), profile.native, *_spelled(profile)),
        examples=_examples(point, profile),
        mistakes=0 if slip is None else slip.times,
        within_reach=start(level) < ceiling(profile.level, profile.place),
    )


async def course(
    session: AsyncSession, actor: Actor, profile_id: int, *, now: datetime
) -> CourseOut:
    """Raises NotFound."""
    profile, _ = await _own(session, actor, profile_id, now)
    rooms = Rooms(session)
    total = await rooms.count_skills(profile.target)
    taught = await rooms.course(profile.target)
    number = await rooms.number(profile) or total
    ahead = [_title(point, profile) for point in await rooms.ahead(profile.target, number, THEN)]
    topics = [] if taught is None else list(taught.topics.values())[:MOST_TOPICS]
    return CourseOut(
        target=profile.target,
        level=profile.level,
        levels=[] if taught is None else [Level(each) for each in taught.levels],
        number=number,
        total=total,
        skill=ahead[0] if ahead else None,
        then=ahead[1:],
        topics=[title for each in topics if (title := in_language(each, profile.native))],
    )


async def _own(
    session: AsyncSession, actor: Actor, profile_id: int, now: datetime
) -> tuple[Profile, date]:
    """The actor's profile, and their local day."""
    found = await Reports(session).profile(actor, profile_id)
    if found is None:
        raise NotFound(f"no profile {profile_id} of yours")
    profile, user = found
    return profile, current_day(now, user.timezone, user.day)


def _mistake(each: Mistake, point: Point, profile: Profile, today: date) -> MistakeOut:
    return MistakeOut(
        point_id=point.id,
        title=_title(point, profile),
        state=each.state,
        times=each.times,
        done_today=each.right_day == today,
    )


def _title(point: Point, profile: Profile) -> str:
    return titled(point.title, profile.native, *_spelled(profile)) or point.key


def _spelled(profile: Profile) -> tuple[str, str]:
    return profile.target, profile.alphabet


def _remembered(memory: Memory | None) -> Remembered | None:
    if memory is None:
        return None
    return Remembered(
        memory.stability, memory.difficulty, memory.due, memory.reviewed_at, memory.day
    )


def _examples(point: Point, profile: Profile) -> list[ExampleOut]:
    note = point.note or {}
    translated = note.get("translations") or {}
    theirs = translated.get(profile.native) or translated.get("en") or []
    return [
        ExampleOut(
            text=spelled(text, *_spelled(profile)),
            translation=theirs[at] if at < len(theirs) else None,
        )
        for at, text in enumerate(note.get("examples") or [])
    ]
