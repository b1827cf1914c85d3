"""What learners ask for besides presses: the statements of it must not grow with a table either."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import looking, pitch
from backend.attempts.models import Attempt
from backend.attempts.schemas import HintIn
from backend.kit.actor import Actor
from backend.links import service as links
from backend.links.schemas import LinkIn
from backend.profiles.models import Profile
from backend.profiles.schemas import Opinion
from backend.quality import service as quality
from backend.quality.monitor_repository import Watch
from backend.quality.schemas import FlagIn, FlagReason
from backend.reports import learnt
from backend.reviews.models import Memory
from backend.words import service as words
from backend.words.repository import Words
from backend.words.schemas import Show
from tests.bench.plans import Press
from tests.bench.seed import FIRST_SUBJECT
from tests.factories import BOT

NOW = datetime.now(UTC)


def _actor(profile: int) -> Actor:
    return Actor(provider="telegram", subject=str(FIRST_SUBJECT + profile), bot_id=BOT)


async def _open(session: AsyncSession, profile: int) -> Attempt:
    mine = select(Attempt).where(Attempt.profile_id == profile, Attempt.answered_at.is_(None))
    return (await session.scalars(mine)).one()


async def _hint(session: AsyncSession, profile: int) -> None:
    attempt = await _open(session, profile)
    await looking.hint(session, _actor(profile), attempt.id, HintIn(number=1))


async def _opinions(session: AsyncSession, profile: int) -> None:
    attempt = await _open(session, profile)
    for said in Opinion:
        before = {"opinion": said, "opinion_run": 2, "place": 1_005_000}
        await session.execute(update(Profile).where(Profile.id == profile).values(before))
        await pitch.opine(session, _actor(profile), attempt.id, said)


async def _flag(session: AsyncSession, profile: int) -> None:
    attempt = await _open(session, profile)
    given = FlagIn(reason=FlagReason.other)
    await quality.flag(session, _actor(profile), attempt.exercise_id, given, now=NOW)


async def _link(session: AsyncSession, profile: int) -> None:
    for _ in range(2):
        await links.make(session, _actor(profile), LinkIn(target="nl"), now=NOW)


async def _words(session: AsyncSession, profile: int) -> None:
    actor = _actor(profile)
    for show in Show:
        await words.words(session, actor, profile, show=show, page=0, now=NOW)
    await words.find(session, actor, profile, "a", now=NOW)


async def _word(session: AsyncSession, profile: int) -> None:
    mine = select(Memory.point_id).where(Memory.profile_id == profile).limit(1)
    point_id = (await session.scalars(mine)).one()
    owner = await words.owner(session, _actor(profile), profile)
    await Words(session).example(profile, point_id)
    await words.add(session, owner, point_id, now=NOW)


async def _mistakes(session: AsyncSession, profile: int) -> None:
    await learnt.mistakes(session, _actor(profile), profile, page=0, now=NOW)


async def _skills(session: AsyncSession, profile: int) -> None:
    await learnt.skills(session, _actor(profile), profile, None, now=NOW)


async def _course(session: AsyncSession, profile: int) -> None:
    await learnt.course(session, _actor(profile), profile, now=NOW)


async def _watch(session: AsyncSession, _: int) -> None:
    """What the monitor reads: no learner waits for it, but it comes every few minutes."""
    watching = Watch(session)
    mark = await watching.mark(beginning=NOW - timedelta(days=2))
    news = await watching.answers(mark, until=NOW, most=50)
    await watching.reports(until=NOW + timedelta(minutes=5), most=50)
    await watching.records({one.exercise_id for one in news})
    await watching.abilities({one.profile_id for one in news})
    await watching.expose(news)
    await watching.attempts_of(news[0].exercise_id, after=0, most=50)


ROOMS: Mapping[str, Press] = {
    "hint": _hint,
    "opinions": _opinions,
    "report": _flag,
    "monitor": _watch,
    "link": _link,
    "words": _words,
    "a word": _word,
    "mistakes": _mistakes,
    "skills": _skills,
    "course": _course,
}
