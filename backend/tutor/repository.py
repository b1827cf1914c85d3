from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Point
from backend.exercises.points import PointKind
from backend.jobs.models import Send
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.tutor.models import Conversation, Fact, Turn
from backend.tutor.schemas import MOST_FACTS, Phase, TurnState
from backend.users.models import Chat, Identity, User

MOST_TURNS = 400  # of one talk that are ever looked at
MOST_SKILLS = 100


@dataclass(frozen=True)
class Standing:
    """A talk, whose it is, and the chat that it goes on in. Held until commit: one at a time."""

    conversation: Conversation
    profile: Profile
    user: User


class Talks:
    """The talks of a person. Whoever changes one holds the row of its profile."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, conversation_id: int, actor: Actor | None = None) -> Standing | None:
        """The talk, locked; None where it is not the actor's. Without an actor, anybody's."""
        held = (
            select(Profile, User)
            .join(Conversation, Conversation.profile_id == Profile.id)
            .join(User, User.id == Profile.user_id)
            .where(Conversation.id == conversation_id)
            .with_for_update(of=Profile, key_share=True)
        )
        if actor is not None:
            held = held.join(Identity, Identity.user_id == User.id).where(
                Identity.provider == actor.provider, Identity.subject == actor.subject
            )
        row = (await self._session.execute(held)).one_or_none()
        if row is None:
            return None
        # Read when it is held: what was joined to a row that had to be waited for may be older.
        conversation = await self._session.get_one(Conversation, conversation_id)
        return Standing(conversation, row[0], row[1])

    async def hold_turn(
        self, turn_id: int, actor: Actor | None = None
    ) -> tuple[Standing, Turn] | None:
        """The same by one of its turns."""
        conversation_id = await self._session.scalar(
            select(Turn.conversation_id).where(Turn.id == turn_id)
        )
        standing = None if conversation_id is None else await self.hold(conversation_id, actor)
        if standing is None:
            return None
        return standing, await self._session.get_one(Turn, turn_id)

    async def latest(self, profile_id: int) -> Conversation | None:
        return await self._session.scalar(
            select(Conversation)
            .where(Conversation.profile_id == profile_id)
            .order_by(Conversation.id.desc())
            .limit(1)
        )

    async def newest(self, conversation_id: int) -> Turn:
        return (
            await self._session.scalars(
                select(Turn)
                .where(Turn.conversation_id == conversation_id)
                .order_by(Turn.number.desc())
                .limit(1)
            )
        ).one()

    async def before(self, turn: Turn) -> Turn | None:
        """The turn that this one replies to; None for the opening."""
        earlier = await self.turns(turn.conversation_id, after=turn.number - 2, to=turn.number - 1)
        return earlier[0] if earlier else None

    async def by_key(self, conversation_id: int, key: str) -> Turn | None:
        return await self._session.scalar(
            select(Turn).where(Turn.conversation_id == conversation_id, Turn.key == key)
        )

    async def turns(
        self, conversation_id: int, *, after: int = -1, to: int | None = None
    ) -> list[Turn]:
        """Those with a number beyond `after`, up to `to`, in their order."""
        asked = select(Turn).where(Turn.conversation_id == conversation_id, Turn.number > after)
        if to is not None:
            asked = asked.where(Turn.number <= to)
        # The newest, where there are more than anybody could want.
        newest = asked.order_by(Turn.number.desc()).limit(MOST_TURNS)
        return list(reversed(list(await self._session.scalars(newest))))

    async def waiting(self, conversation_id: int) -> list[Turn]:
        """What has no reply in the chat yet, in order."""
        states = (TurnState.waiting, TurnState.written)
        return list(
            await self._session.scalars(
                select(Turn)
                .where(Turn.conversation_id == conversation_id, Turn.state.in_(states))
                .order_by(Turn.number)
            )
        )

    async def last_trouble(self, conversation_id: int) -> Turn | None:
        """The latest turn to which no model replied though one was asked."""
        return await self._session.scalar(
            select(Turn)
            .where(Turn.conversation_id == conversation_id, Turn.trouble.is_not(None))
            .order_by(Turn.number.desc())
            .limit(1)
        )

    async def is_stopped(self, turn_id: int) -> bool:
        found = await self._session.scalar(select(Turn.stopped).where(Turn.id == turn_id))
        return bool(found)

    async def sent_as(self, key: str) -> int | None:
        """The message that left by this key; None where nobody knows its number."""
        return await self._session.scalar(select(Send.message_id).where(Send.key == key))

    async def skills(self, language: str) -> list[str]:
        """The keys of the grammar points of a course, in its order."""
        return list(
            await self._session.scalars(
                select(Point.key)
                .where(Point.language == language, Point.kind == PointKind.skill)
                .order_by(Point.place)
                .limit(MOST_SKILLS)
            )
        )

    async def add(self, row: Conversation | Turn) -> None:
        self._session.add(row)
        await self._session.flush()

    async def chat(self, user_id: int, bot_id: int) -> Chat | None:
        return await self._session.scalar(
            select(Chat).where(Chat.user_id == user_id, Chat.bot_id == bot_id)
        )

    async def look_past(self, user_id: int) -> None:
        """Nothing that a person has said so far is looked through for facts."""
        own = select(Profile.id).where(Profile.user_id == user_id).order_by(Profile.id)
        held = await self._session.scalars(own.with_for_update(key_share=True))
        said = select(func.max(Turn.number)).where(Turn.conversation_id == Conversation.id)
        await self._session.execute(
            update(Conversation)
            .where(Conversation.profile_id.in_(list(held)))
            .values(remembered=func.greatest(Conversation.remembered, said.scalar_subquery()))
        )

    async def close_others(self, profile_id: int, *, now: datetime) -> None:
        last = await self.latest(profile_id)
        if last is None or last.phase is Phase.ended:
            return
        last.phase = Phase.ended
        last.ended_at = now
        for turn in await self.waiting(last.id):
            turn.stopped = True

    async def ended_by(self, conversation: Conversation) -> Conversation | None:
        """The talk that ended when this one began: it has no card."""
        before = await self._session.scalar(
            select(Conversation)
            .where(
                Conversation.profile_id == conversation.profile_id,
                Conversation.id < conversation.id,
            )
            .order_by(Conversation.id.desc())
            .limit(1)
        )
        return before if before is not None and before.card is None else None


class Facts:
    """What people told of themselves."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, user_id: int) -> int:
        asked = select(func.count()).select_from(Fact).where(Fact.user_id == user_id)
        return int(await self._session.scalar(asked) or 0)

    async def some(self, user_id: int, *, skip: int = 0, most: int = MOST_FACTS) -> list[Fact]:
        """The newest first."""
        asked = select(Fact).where(Fact.user_id == user_id).order_by(Fact.id.desc())
        return list(await self._session.scalars(asked.offset(skip).limit(most)))

    async def keep(self, user_id: int, texts: Sequence[str]) -> None:
        """Those that are new; the oldest make room."""
        for text in texts:
            await self._session.execute(
                insert(Fact).values(user_id=user_id, text=text).on_conflict_do_nothing()
            )
        beyond = (
            select(Fact.id)
            .where(Fact.user_id == user_id)
            .order_by(Fact.id.desc())
            .offset(MOST_FACTS)
        )
        await self._session.execute(delete(Fact).where(Fact.id.in_(beyond)))

    async def erase(self, user_id: int, fact_id: int | None = None) -> None:
        """One, or all of them."""
        gone = delete(Fact).where(Fact.user_id == user_id)
        await self._session.execute(gone if fact_id is None else gone.where(Fact.id == fact_id))
