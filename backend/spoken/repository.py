from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, cast, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.models import Attempt
from backend.exercises.kinds.union import SPOKEN
from backend.exercises.models import Exercise, ExerciseState
from backend.jobs.models import JobRow
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.spoken.models import ExerciseVoice, Spoken, SpokenFile
from backend.spoken.schemas import Pace, VoiceOut
from backend.users.models import Chat, Identity

_VOICED = (ExerciseState.published, ExerciseState.unvoiced)


class Showing(NamedTuple):
    """Who waits in which chat to hear an exercise, and how it sounds."""

    chat_id: int
    voice: VoiceOut


class Voices:
    """What is read aloud, and what Telegram calls it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_showing(self, actor: Actor, attempt_id: int, pace: Pace) -> VoiceOut | None:
        """The voice of what the actor was shown."""
        found = await self._session.execute(
            select(Spoken.digest, Spoken.seconds, SpokenFile.file_id)
            .join(ExerciseVoice, ExerciseVoice.digest == Spoken.digest)
            .join(Attempt, Attempt.exercise_id == ExerciseVoice.exercise_id)
            .join(Profile, Profile.id == Attempt.profile_id)
            .join(Identity, Identity.user_id == Profile.user_id)
            .outerjoin(
                SpokenFile,
                (SpokenFile.digest == Spoken.digest) & (SpokenFile.bot_id == actor.bot_id),
            )
            .where(
                Attempt.id == attempt_id,
                ExerciseVoice.pace == pace,
                Identity.provider == actor.provider,
                Identity.subject == actor.subject,
            )
        )
        row = found.one_or_none()
        if row is None:
            return None
        return VoiceOut(digest=row.digest, seconds=row.seconds, file_id=row.file_id)

    async def awaited(self, attempt_id: int, bot_id: int, *, now: datetime) -> Showing | None:
        """What goes with an exercise that is still open; None where nobody waits for it: a talk
        has begun, another course, or the learner fell silent before what is to be said aloud."""
        can_speak = Profile.silent_until.is_(None) | (Profile.silent_until <= now)
        found = await self._session.execute(
            select(Chat.chat_id, Spoken.digest, Spoken.seconds, SpokenFile.file_id)
            .select_from(Attempt)
            .join(ExerciseVoice, ExerciseVoice.exercise_id == Attempt.exercise_id)
            .join(Spoken, Spoken.digest == ExerciseVoice.digest)
            .join(Profile, Profile.id == Attempt.profile_id)
            .join(Exercise, Exercise.id == Attempt.exercise_id)
            .join(Chat, (Chat.profile_id == Profile.id) & (Chat.bot_id == bot_id))
            .outerjoin(
                SpokenFile, (SpokenFile.digest == Spoken.digest) & (SpokenFile.bot_id == bot_id)
            )
            .where(
                Attempt.id == attempt_id,
                Attempt.answered_at.is_(None),
                Profile.conversation_id.is_(None),
                can_speak | Exercise.kind.not_in(SPOKEN),
                ExerciseVoice.pace == Pace.normal,
                Chat.blocked_at.is_(None),
            )
        )
        row = found.one_or_none()
        if row is None:
            return None
        return Showing(row.chat_id, VoiceOut(digest=row[1], seconds=row[2], file_id=row[3]))

    async def voice(self, digest: str, bot_id: int) -> VoiceOut | None:
        """A sound, and what Telegram calls it, where this bot has sent it before."""
        found = await self._session.execute(
            select(Spoken.seconds, SpokenFile.file_id)
            .outerjoin(
                SpokenFile, (SpokenFile.digest == Spoken.digest) & (SpokenFile.bot_id == bot_id)
            )
            .where(Spoken.digest == digest)
        )
        row = found.one_or_none()
        return row and VoiceOut(digest=digest, seconds=row.seconds, file_id=row.file_id)

    async def find(self, digest: str) -> Spoken | None:
        return await self._session.get(Spoken, digest)

    async def known(self, digests: Collection[str]) -> set[str]:
        """Those that the storage has, as far as anybody knows."""
        found = await self._session.scalars(
            select(Spoken.digest).where(Spoken.digest.in_(list(digests)), Spoken.size > 0)
        )
        return set(found)

    async def forget_sound(self, digest: str) -> datetime | None:
        """The storage has it no more. When it was made; None where it never was."""
        return await self._session.scalar(
            update(Spoken)
            .where(Spoken.digest == digest)
            .values(size=0)
            .returning(Spoken.created_at)
        )

    async def sounding(self, digest: str, most: int) -> list[int]:
        """Exercises that sound so."""
        found = await self._session.scalars(
            select(ExerciseVoice.exercise_id)
            .where(ExerciseVoice.digest == digest)
            .order_by(ExerciseVoice.exercise_id)
            .limit(most)
        )
        return list(found)

    async def keep_file(self, digest: str, bot_id: int, file_id: str) -> None:
        statement = insert(SpokenFile).values(digest=digest, bot_id=bot_id, file_id=file_id)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["digest", "bot_id"], set_={"file_id": file_id}
            )
        )

    async def unvoiced(self, kinds: Collection[str], most: int, *, asked: str) -> list[int]:
        """Exercises that have something to hear and no voice for it yet, those that wait first.

        Left out are those with a job whose key is `asked` and their id: were they counted among the
        `most`, whatever nobody can read would stand before all the others.
        """
        has = select(ExerciseVoice).where(ExerciseVoice.exercise_id == Exercise.id)
        key = literal(asked) + cast(Exercise.id, String)
        job = select(JobRow.id).where(JobRow.dedupe_key == key)
        found = await self._session.scalars(
            select(Exercise.id)
            .where(
                Exercise.kind.in_(list(kinds)),
                Exercise.state.in_(_VOICED),
                ~has.exists(),
                ~job.exists(),
            )
            .order_by(Exercise.state != ExerciseState.unvoiced, Exercise.place, Exercise.id)
            .limit(most)
        )
        return list(found)

    async def exercise(self, exercise_id: int) -> Exercise | None:
        return await self._session.get(Exercise, exercise_id)

    async def waiting(self, exercise_id: int) -> Exercise | None:
        """The exercise, held until commit, if it waits for its voice."""
        return await self._session.scalar(
            select(Exercise)
            .where(Exercise.id == exercise_id, Exercise.state == ExerciseState.unvoiced)
            .with_for_update(key_share=True)
        )

    async def add(self, sounds: Iterable[Spoken]) -> None:
        """Sounds that the storage has: read now, perhaps again, or known (then of no size)."""
        for sound in sounds:
            columns = {
                name: getattr(sound, name)
                for name in Spoken.__table__.columns.keys()  # noqa: SIM118 - not a dict
                if name != "created_at"
            }
            row = insert(Spoken).values(columns)
            new = row.excluded
            await self._session.execute(
                row.on_conflict_do_update(
                    index_elements=["digest"],
                    set_={"seconds": new.seconds, "size": new.size, "created_at": func.now()},
                    where=new.size > 0,
                )
            )

    async def add_for(self, sound: Spoken, until: datetime) -> None:
        """What was said in a talk: kept until then, or for longer where it is known already."""
        await self.add([sound])
        await self._session.execute(
            update(Spoken).where(Spoken.digest == sound.digest).values(until=until)
        )

    async def over(self, *, now: datetime, most: int) -> list[str]:
        """What was said in talks and is kept no longer."""
        found = await self._session.scalars(
            select(Spoken.digest).where(Spoken.until < now).order_by(Spoken.until).limit(most)
        )
        return list(found)

    async def forget(self, digests: Collection[str], *, now: datetime) -> None:
        """Of what is over even the text goes, and Telegram's name of it."""
        await self._session.execute(
            delete(Spoken).where(Spoken.digest.in_(list(digests)), Spoken.until < now)
        )

    async def keep(self, exercise_id: int, sounds: Sequence[Spoken]) -> None:
        """The sounds of an exercise, which may be there already."""
        await self.add(sounds)
        for sound in sounds:
            voice = insert(ExerciseVoice).values(
                exercise_id=exercise_id, pace=sound.pace, digest=sound.digest
            )
            await self._session.execute(
                voice.on_conflict_do_update(
                    index_elements=["exercise_id", "pace"], set_={"digest": sound.digest}
                )
            )
        await self._session.execute(
            update(Exercise)
            .where(Exercise.id == exercise_id, Exercise.state == ExerciseState.unvoiced)
            .values(state=ExerciseState.published)
        )
