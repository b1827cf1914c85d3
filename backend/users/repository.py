from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from backend.errors import NotFound
from backend.kit.actor import Actor
from backend.profiles import service as profiles
from backend.profiles.models import Profile
from backend.profiles.schemas import ProfileIn
from backend.users.models import Chat, Identity, User, UserRole
from backend.users.schemas import RoleName, UserIn

_WHOLE: tuple[LoaderOption, ...] = (
    selectinload(User.roles),
    selectinload(User.profiles),
    selectinload(User.chats),
)


class Users:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, actor: Actor) -> User:
        """The person behind an identity, with roles, profiles and chats. Raises NotFound."""
        user = await self._session.scalar(
            select(User)
            .join(User.identities)
            .where(Identity.provider == actor.provider, Identity.subject == actor.subject)
            .options(*_WHOLE)
            .execution_options(populate_existing=True)
        )
        if user is None:
            raise NotFound("nobody is known by this identity")
        return user

    async def claim(self, given: UserIn, *, locale: str, timezone: str) -> bool:
        """Make the person if there is none, however many ask at once. True when one was made."""
        known = select(Identity.id).where(
            Identity.provider == given.provider, Identity.subject == given.subject
        )
        if await self._session.scalar(known) is not None:
            return False
        user = User(name=given.name, locale=locale, timezone=timezone)
        self._session.add(user)
        await self._session.flush()
        claimed = await self._session.scalar(
            insert(Identity)
            .values(user_id=user.id, provider=given.provider, subject=given.subject)
            .on_conflict_do_nothing()
            .returning(Identity.id)
        )
        if claimed is None:  # another request was first: theirs is the person
            await self._session.delete(user)
            await self._session.flush()
        return claimed is not None

    async def meet(self, user: User, given: UserIn) -> None:
        """The chat with this bot, as it is now; it counts as not blocked any more."""
        same = {"chat_id": given.chat_id, "language": given.bot_language, "blocked_at": None}
        await self._session.execute(
            insert(Chat)
            .values(user_id=user.id, bot_id=given.bot_id, **same)
            .on_conflict_do_update(index_elements=["user_id", "bot_id"], set_=same)
        )

    async def grant(self, user: User, roles: set[RoleName]) -> None:
        for role in roles:
            await self._session.execute(
                insert(UserRole).values(user_id=user.id, role=role).on_conflict_do_nothing()
            )

    async def admin_chats(self) -> list[Chat]:
        """The chats in which admins can be told something."""
        return list(
            await self._session.scalars(
                select(Chat)
                .join(UserRole, UserRole.user_id == Chat.user_id)
                .where(UserRole.role == RoleName.admin, Chat.blocked_at.is_(None))
            )
        )

    async def profile(self, user: User, given: ProfileIn) -> Profile:
        """The person's profile in that language, made if there is none, however many ask."""
        made = profiles.create(user.id, given)
        values = {c.key: getattr(made, c.key) for c in Profile.__table__.columns}
        await self._session.execute(
            insert(Profile)
            .values({key: value for key, value in values.items() if value is not None})
            .on_conflict_do_nothing(index_elements=["user_id", "target"])
        )
        return (
            await self._session.scalars(
                select(Profile)
                .where(Profile.user_id == user.id, Profile.target == given.target)
                .with_for_update(key_share=True)
            )
        ).one()

    async def owned(self, actor: Actor, profile_id: int) -> tuple[Profile, User] | None:
        """The actor's profile and the actor, to look at; None for another's profile too."""
        found = await self._session.execute(
            select(Profile, User)
            .join(User, User.id == Profile.user_id)
            .join(Identity, Identity.user_id == User.id)
            .where(
                Profile.id == profile_id,
                Identity.provider == actor.provider,
                Identity.subject == actor.subject,
            )
        )
        row = found.one_or_none()
        return None if row is None else (row[0], row[1])

    async def lock_profile(self, actor: Actor, profile_id: int) -> Profile:
        """The actor's profile, held until commit. Raises NotFound."""
        profile = await self._session.scalar(
            select(Profile)
            .join(Identity, Identity.user_id == Profile.user_id)
            .where(
                Profile.id == profile_id,
                Identity.provider == actor.provider,
                Identity.subject == actor.subject,
            )
            .with_for_update(of=Profile, key_share=True)
        )
        if profile is None:
            raise NotFound(f"no profile {profile_id} of yours")
        return profile
