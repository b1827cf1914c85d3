"""What a learner knows, word by word."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NoSuchWord, NotFound
from backend.exercises.grading import in_language
from backend.exercises.kinds.union import content_for
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.reviews.scheduling import LASTING, met
from backend.users.days import current_day
from backend.words.repository import Kept, Owner, Words
from backend.words.schemas import ExampleOut, Show, WordCard, WordOut, WordsOut
from backend.words.spelling import is_found, spelled

A_PAGE = 10


async def owner(session: AsyncSession, actor: Actor, profile_id: int) -> Owner:
    """Raises NotFound."""
    found = await Words(session).owner(actor, profile_id)
    if found is None:
        raise NotFound(f"no profile {profile_id} of yours")
    return found


async def words(
    session: AsyncSession, actor: Actor, profile_id: int, *, show: Show, page: int, now: datetime
) -> WordsOut:
    """A page; the last one, where there are fewer. Raises NotFound."""
    profile = (await owner(session, actor, profile_id)).profile
    kept = Words(session)
    counts = await kept.counts(profile.id, now)
    pages = max(1, -(-counts[show] // A_PAGE))
    page = min(page, pages - 1)
    shown = await kept.some(profile.id, show, now, skip=page * A_PAGE, most=A_PAGE)
    return WordsOut(
        due=counts[Show.due],
        shaky=counts[Show.shaky],
        known=counts[Show.known],
        show=show,
        page=page,
        pages=pages,
        found=counts[show],
        words=[_word(one, profile, now) for one in shown],
    )


async def find(
    session: AsyncSession, actor: Actor, profile_id: int, sought: str, *, now: datetime
) -> WordsOut:
    """One page of the profile's words that `sought` finds. Raises NotFound."""
    profile = (await owner(session, actor, profile_id)).profile
    kept = Words(session)
    counts = await kept.counts(profile.id, now)
    mine = await kept.some(profile.id, Show.all, now)
    found = [
        one
        for one in mine
        if is_found(sought, one.lemma, meaning(one.note, profile.native), profile.target)
    ]
    return WordsOut(
        due=counts[Show.due],
        shaky=counts[Show.shaky],
        known=counts[Show.known],
        show=Show.all,
        page=0,
        pages=1,
        found=len(found),
        words=[_word(one, profile, now) for one in found[:A_PAGE]],
    )


async def word(
    session: AsyncSession, actor: Actor, profile_id: int, point_id: int, *, now: datetime
) -> WordCard:
    """Raises NotFound, and NoSuchWord where the profile has no memory of it."""
    profile = (await owner(session, actor, profile_id)).profile
    kept = await Words(session).one(profile.id, point_id)
    if kept is None:
        raise NoSuchWord("no such word of yours")
    stored = await Words(session).example(profile.id, point_id)
    return WordCard(
        **_word(kept, profile, now).model_dump(),
        example=None if stored is None else _example(stored, profile),
    )


async def add(session: AsyncSession, owner: Owner, point_id: int, *, now: datetime) -> None:
    """The word becomes a review that is due. One that is known keeps its memory.

    Raises NoSuchWord where nothing asks for it.
    """
    kept = Words(session)
    exercise_id = await kept.trained_by(point_id, owner.profile.native)
    if exercise_id is None:
        raise NoSuchWord("no exercise asks for this word")
    day = current_day(now, owner.user.timezone, owner.user.day)
    await kept.meet(owner.profile.id, point_id, exercise_id, met(now=now, day=day))


def meaning(note: object, native: str) -> str | None:
    """What the note of a lemma says that it means, in the native language or in English."""
    meant = note.get("meaning") if isinstance(note, dict) else None
    return in_language(meant, native) if isinstance(meant, dict) else None


def _word(kept: Kept, profile: Profile, now: datetime) -> WordOut:
    return WordOut(
        point_id=kept.point_id,
        lemma=spelled(kept.lemma, profile.target, profile.alphabet),
        meaning=meaning(kept.note, profile.native),
        strength=1 + (kept.stability >= LASTING) + (kept.due > now),
        due=kept.due,
    )


def _example(stored: dict[str, object], profile: Profile) -> ExampleOut:
    content = content_for(stored, profile.target, profile.alphabet)
    meant = content.source or content.meaning
    return ExampleOut(sentence=content.right, meaning=in_language(meant, profile.native))
