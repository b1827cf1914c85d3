from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Forbidden, NotFound, Unprocessable
from backend.exercises.repository import Courses
from backend.kit.actor import Actor
from backend.profiles import service as profiles
from backend.profiles.schemas import ProfileIn, ProfileOut, ProfilePatch
from backend.queue import enqueue
from backend.users.days import current_day
from backend.users.guessing import locale_of, timezone_of
from backend.users.jobs import ZoneChanged
from backend.users.models import Chat, User
from backend.users.repository import Users
from backend.users.schemas import RoleName, UserIn, UserOut, UserPatch
from backend.users.streaks import settled, streak_of


async def put_user(
    session: AsyncSession, given: UserIn, *, admin_ids: frozenset[str], now: datetime
) -> UserOut:
    """Who writes to us, made or met again. Asking twice, or at once, is asking once."""
    users = Users(session)
    locale = locale_of(given.language_code)
    actor = Actor(provider=given.provider, subject=given.subject, bot_id=given.bot_id)
    await users.claim(given, locale=locale, timezone=timezone_of(given.language_code))
    user = await users.of(actor)
    user.name = given.name
    await users.meet(user, given)
    is_admin = given.subject in admin_ids
    await users.grant(user, {RoleName.learner} | ({RoleName.admin} if is_admin else set()))
    user = await users.of(actor)
    chat = _chat(user, actor)
    if chat is not None and chat.language is not None:
        _take_up(user, chat)
    return user_out(user, actor, now=now)


def _take_up(user: User, chat: Chat) -> None:
    """A chat that is bound to a language has the profile in that language, or none."""
    fitting = (profile.id for profile in user.profiles if profile.target == chat.language)
    chat.profile_id = next(fitting, None)


async def me(session: AsyncSession, actor: Actor, *, now: datetime) -> UserOut:
    return user_out(await Users(session).of(actor), actor, now=now)


async def own(session: AsyncSession, actor: Actor, user_id: int) -> User:
    """The actor, who must be `user_id`. Raises Forbidden."""
    user = await Users(session).of(actor)
    if user.id != user_id:
        raise Forbidden("this is somebody else")
    return user


async def patch_user(
    session: AsyncSession, actor: Actor, user_id: int, patch: UserPatch, *, now: datetime
) -> UserOut:
    user = await own(session, actor, user_id)
    if patch.locale is not None:
        user.locale = patch.locale
    if patch.timezone is not None and patch.timezone != user.timezone:
        await enqueue(session, ZoneChanged(user_id=user.id, was=user.timezone))
        user.timezone = patch.timezone
    if patch.profile_id is not None:
        activate(user, actor, patch.profile_id)
    return user_out(user, actor, now=now)


async def add_profile(
    session: AsyncSession, actor: Actor, user_id: int, given: ProfileIn
) -> ProfileOut:
    """The person's profile in a target language, made or taken up, and active in this chat.

    Raises Forbidden, and Unprocessable where there is no such course.
    """
    user = await own(session, actor, user_id)
    if await Courses(session).find(given.target) is None:
        raise Unprocessable(f"there is no course in '{given.target}'")
    profile = await Users(session).profile(user, given)
    profiles.change(profile, given)
    await session.flush()
    user = await Users(session).of(actor)
    activate(user, actor, profile.id)
    return ProfileOut.model_validate(profile)


async def patch_profile(
    session: AsyncSession, actor: Actor, profile_id: int, patch: ProfilePatch
) -> ProfileOut:
    profile = await Users(session).lock_profile(actor, profile_id)
    profiles.change(profile, patch)
    return ProfileOut.model_validate(profile)


def activate(user: User, actor: Actor, profile_id: int) -> None:
    """Makes a profile the active one of the chat with this bot. Raises NotFound, Forbidden."""
    profile = next((p for p in user.profiles if p.id == profile_id), None)
    if profile is None:
        raise NotFound(f"no profile {profile_id} of yours")
    chat = _chat(user, actor)
    if chat is None:
        raise NotFound("this bot has not met you: start it first")
    if chat.language is not None and chat.language != profile.target:
        raise Forbidden(f"this bot is for {chat.language} only")
    chat.profile_id = profile.id


def _chat(user: User, actor: Actor) -> Chat | None:
    return next((chat for chat in user.chats if chat.bot_id == actor.bot_id), None)


def user_out(user: User, actor: Actor, *, now: datetime) -> UserOut:
    chat = _chat(user, actor)
    today = current_day(now, user.timezone, user.day)
    return UserOut.model_validate(
        {
            "id": user.id,
            "name": user.name,
            "locale": user.locale,
            "timezone": user.timezone,
            "plan": user.plan,
            "roles": sorted(role.role for role in user.roles),
            "streak": settled(streak_of(user), today).length,
            "best_streak": user.best_streak,
            "profiles": user.profiles,
            "profile_id": None if chat is None else chat.profile_id,
        }
    )
