from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerOut
from backend.exercises.kinds.union import SPOKEN
from backend.exercises.models import Exercise
from backend.kit.actor import Actor
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.recordings.models import Recording
from backend.recordings.progress import Reading
from backend.recordings.schemas import Outcome, RecordingState, VoiceIn
from backend.users.models import Chat, Identity, User


@dataclass(frozen=True)
class Whose:
    """A recording, held until commit, and all about whoever has spoken; no chat once they left."""

    recording: Recording
    profile: Profile
    user: User
    actor: Actor
    chat: Chat | None


class Open(NamedTuple):
    """The exercise in front of a learner; `spoken`: it is answered by voice."""

    attempt_id: int
    spoken: bool


class Recordings:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock_profile_in_chat(self, actor: Actor) -> Profile | None:
        """The course that is active in the chat with this bot, held until commit: limits hold
        under parallel requests."""
        return await self._session.scalar(
            select(Profile)
            .join(Chat, Chat.profile_id == Profile.id)
            .join(Identity, Identity.user_id == Chat.user_id)
            .where(*_is(actor), Chat.bot_id == actor.bot_id)
            .with_for_update(of=Profile, key_share=True)
        )

    async def open(self, profile_id: int) -> Open | None:
        found = await self._session.execute(
            select(Attempt.id, Exercise.kind)
            .join(Exercise, Exercise.id == Attempt.exercise_id)
            .where(Attempt.profile_id == profile_id, Attempt.answered_at.is_(None))
        )
        row = found.one_or_none()
        return None if row is None else Open(row.id, row.kind in SPOKEN)

    async def by_key(self, profile_id: int, key: str) -> Recording | None:
        return await self._session.scalar(
            select(Recording).where(Recording.profile_id == profile_id, Recording.key == key)
        )

    async def waiting(self, profile_id: int, *, since: datetime) -> int:
        """How many of a person's recordings are being listened to."""
        counted = select(func.count()).where(
            Recording.profile_id == profile_id,
            Recording.state == RecordingState.waiting,
            Recording.received_at > since,
        )
        return await self._session.scalar(counted) or 0

    async def add(
        self,
        profile: Profile,
        given: VoiceIn,
        *,
        bot_id: int,
        attempt_id: int | None,
        now: datetime,
    ) -> int | None:
        """Its id; None where the same message is there already."""
        values = {
            "profile_id": profile.id,
            "attempt_id": attempt_id,
            "conversation_id": profile.conversation_id,
            "bot_id": bot_id,
            "key": given.key,
            "file_id": given.file_id,
            "unique_id": given.unique_id,
            "claimed_seconds": given.seconds,
            "claimed_size": given.size,
            "asked_in": given.asked_in,
            "state": RecordingState.waiting,
            "received_at": now,
        }
        return await self._session.scalar(
            insert(Recording).values(values).on_conflict_do_nothing().returning(Recording.id)
        )

    async def hold(self, recording_id: int, actor: Actor | None = None) -> Whose | None:
        """Held until commit. None where it is not the actor's; without an actor, anybody's."""
        held = _whose().where(Recording.id == recording_id).with_for_update(of=Recording)
        if actor is not None:
            held = held.where(*_is(actor))
        row = (await self._session.execute(held.order_by(Identity.id).limit(1))).one_or_none()
        if row is None:
            return None
        recording, profile, user, identity, chat = row
        await self._session.refresh(recording)
        by = Actor(identity.provider, identity.subject, recording.bot_id)
        return Whose(recording, profile, user, by, chat)

    async def exercise(self, attempt_id: int) -> tuple[Exercise, bool] | None:
        """The exercise of an attempt, and whether it was answered."""
        found = await self._session.execute(
            select(Exercise, Attempt.answered_at)
            .join(Attempt, Attempt.exercise_id == Exercise.id)
            .where(Attempt.id == attempt_id)
        )
        row = found.one_or_none()
        return None if row is None else (row[0], row[1] is not None)

    async def readings(self, profile_id: int, *, most: int) -> list[Reading]:
        """The latest of a profile's that were scored."""
        # As a literal: by a parameter the index of what was scored would not be found.
        scored = func.jsonb_typeof(Recording.score) == literal_column("'object'")
        found = await self._session.execute(
            select(Recording.score["total"].as_float(), Recording.heard_at)
            .where(
                Recording.profile_id == profile_id,
                scored,
                Recording.state == RecordingState.heard,
            )
            .order_by(Recording.id.desc())
            .limit(most)
        )
        return [Reading(total, at) for total, at in found if at is not None]

    async def reply(self, attempt_id: int) -> str | None:
        return await self._session.scalar(select(Attempt.reply).where(Attempt.id == attempt_id))

    async def brought(self, it: Recording) -> int | None:
        """The message that tells what became of the recording before this one, where it also shows
        the exercise that this one answers."""
        found = await self._session.execute(
            select(Recording.message_id, Attempt.reply)
            .join(Attempt, Attempt.id == Recording.attempt_id)
            .where(
                Recording.profile_id == it.profile_id,
                Recording.bot_id == it.bot_id,
                Recording.id < it.id,
                Recording.outcome == Outcome.judged,
            )
            .order_by(Recording.id.desc())
            .limit(1)
        )
        row = found.one_or_none()
        if row is None or row.reply is None:
            return None
        following = AnswerOut.model_validate_json(row.reply).next
        shown = isinstance(following, ExerciseNext) and following.exercise.attempt_id
        return row.message_id if shown == it.attempt_id else None

    async def old(self, *, before: datetime, most: int) -> list[int]:
        """Whose sound was kept for long enough."""
        found = await self._session.scalars(
            select(Recording.id)
            .where(Recording.name.is_not(None), Recording.received_at < before)
            .order_by(Recording.received_at)
            .limit(most)
        )
        return list(found)

    async def unwanted(self, actor: Actor, *, now: datetime) -> list[Recording]:
        """The actor's recordings whose sound is kept, or soon would be: it is not, from now on."""
        own = select(Profile.id).join(Identity, Identity.user_id == Profile.user_id)
        own = own.where(*_is(actor))
        kept = Recording.name.is_not(None) | (Recording.state == RecordingState.waiting)
        found = await self._session.scalars(
            update(Recording)
            .where(Recording.profile_id.in_(own), kept)
            .values(deleted_at=now)
            .returning(Recording)
        )
        return [one for one in found if one.name is not None]

    async def names(self, recording_ids: Sequence[int]) -> dict[int, str]:
        found = await self._session.execute(
            select(Recording.id, Recording.name).where(
                Recording.id.in_(recording_ids), Recording.name.is_not(None)
            )
        )
        return {row.id: row.name for row in found}

    async def forgotten(self, recording_ids: Sequence[int], *, now: datetime) -> None:
        """Their sound is gone; of who has spoken, and what, the words stay. What waits to be heard
        keeps its name: its sound may be on its way to the storage at this moment."""
        await self._session.execute(
            update(Recording)
            .where(Recording.id.in_(recording_ids), Recording.state != RecordingState.waiting)
            .values(name=None, deleted_at=func.coalesce(Recording.deleted_at, now))
        )


def _whose() -> Select[Recording, Profile, User, Identity, Chat]:
    return (
        select(Recording, Profile, User, Identity, Chat)
        .join(Profile, Profile.id == Recording.profile_id)
        .join(User, User.id == Profile.user_id)
        .join(Identity, Identity.user_id == User.id)
        .outerjoin(
            Chat,
            (Chat.user_id == User.id)
            & (Chat.bot_id == Recording.bot_id)
            & Chat.blocked_at.is_(None),
        )
    )


def _is(actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Identity.provider == actor.provider, Identity.subject == actor.subject
