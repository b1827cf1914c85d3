from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, TextClause, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import rows
from backend.attempts.effects import Effects
from backend.attempts.focusing import Focus
from backend.attempts.models import Attempt
from backend.attempts.standing import Held, Offered, Standing
from backend.attempts.statements import candidates, judged, lock, write
from backend.attempts.statements.aside import SET_ASIDE, SET_ASIDE_SPOKEN
from backend.direct import Direct
from backend.errors import NotFound
from backend.exercises.course import beyond, ceiling
from backend.exercises.grading import Texts
from backend.exercises.kinds.write_text import WriteText
from backend.exercises.models import Exercise, Point
from backend.exercises.schemas import Because
from backend.judging.jobs import GiveUpJudging, JudgeAnswer, LetGo
from backend.judging.schemas import Ruled
from backend.kit.actor import Actor
from backend.lessons.schemas import MISTAKES
from backend.profiles.models import Profile
from backend.queue import Job, Wanted, enqueue_all
from backend.users.models import Identity, User
from backend.users.schemas import Plan
from backend.writing.jobs import AssessText

# How long a learner waits for a verdict before practice goes on, and how long it may take at all.
PATIENCE = timedelta(seconds=4)
LONGEST = timedelta(seconds=40)

NONE = 0  # an id that nothing has

# The columns of an attempt to be opened, where there is none to open.
NOTHING: dict[str, Any] = dict.fromkeys(
    ("next_id", "next_exercise_id", "next_because", "next_point_id", "next_order", "next_number")
)


class Practice:
    """One learner on the way of a press: three statements, two that read and one that writes."""

    def __init__(self, session: AsyncSession | Direct, actor: Actor) -> None:
        self._session = session
        self._actor = {"provider": actor.provider, "subject": actor.subject}
        self._bot_id = actor.bot_id

    async def lock(self, attempt_id: int, key: str | None) -> Held:
        """The actor's attempt, or the one that message `key` has answered, held until commit.

        Raises NotFound, for another's attempt too.
        """
        if key is None:
            return await self._hold(lock.ATTEMPT, {"attempt_id": attempt_id})
        return await self._hold(lock.KEYED_ATTEMPT, {"attempt_id": attempt_id, "key": key})

    async def lock_open(self, key: str | None) -> Held:
        """The attempt that message `key` has answered, else the one that is open in this chat,
        else the last one, if it waits for the learner's own word.
        """
        return await self._hold(lock.OPEN_ATTEMPT, {"key": key, "bot_id": self._bot_id})

    async def lock_profile(self, profile_id: int) -> Standing:
        """The actor's profile, held until commit: limits hold under parallel requests."""
        values = {**self._actor, "profile_id": profile_id}
        row = (await self._session.execute(lock.PROFILE, values)).one_or_none()
        if row is None:
            raise NotFound(f"no profile {profile_id} of yours")
        return rows.standing(row)

    async def offered(
        self,
        standing: Standing,
        held: Held | None,
        focus: Focus | None = None,
        *,
        speaks: bool,
        now: datetime,
    ) -> list[Offered]:
        """What could come after `held` is closed; among it an attempt that is open besides.

        Unless the learner `speaks`, nothing that is to be spoken.
        """
        asked, wish = _asked(standing, focus)
        found = await self._session.execute(
            asked,
            {
                **wish,
                "profile_id": standing.profile_id,
                "reported": standing.reported,
                "speaks": speaks,
                "closing": NONE if held is None else held.id,
                "last": standing.last_exercise_id or NONE,
                "target": standing.target,
                "native": standing.native,
                "answered": standing.answered,
                "place": standing.place,
                "again": standing.again,
                "beyond": beyond(standing.place),
                "ceiling": ceiling(standing.level, standing.place),
                "now": now,
            },
        )
        return [rows.offered(row, standing) for row in found]

    async def check_point(self, point_id: int | str, standing: Standing) -> None:
        """Raises NotFound where the learner's course has no such point."""
        known = select(Point.id).where(Point.id == point_id, Point.language == standing.target)
        if not list(await self._session.execute(known)):
            raise NotFound(f"no point {point_id} in this course")

    async def set_aside(self, attempt_id: int) -> None:
        await self._session.execute(SET_ASIDE, {"attempt_id": attempt_id})

    async def set_aside_spoken(self, standing: Standing) -> tuple[Because, int] | None:
        """The open exercise, where it is to be spoken: why it was shown, and its place."""
        values = {"profile_id": standing.profile_id}
        row = (await self._session.execute(SET_ASIDE_SPOKEN, values)).one_or_none()
        return None if row is None else (Because(row.because), row.place)

    async def open(self, standing: Standing, opened: dict[str, Any], *, now: datetime) -> None:
        await self._session.execute(write.OPEN, {**rows.pace(standing), **opened, "now": now})

    async def close(
        self,
        held: Held,
        standing: Standing,
        effects: Effects,
        opened: dict[str, Any] | None,
        *,
        now: datetime,
    ) -> None:
        """Everything that an answer changes, in one statement."""
        values = {**_closing(held, standing, effects), **(opened or NOTHING), "now": now}
        await self._session.execute(write.CLOSE, values)

    async def close_until_judged(
        self, held: Held, standing: Standing, effects: Effects, *, digest: str, now: datetime
    ) -> None:
        """The same, of an answer that waits for its verdict, and the jobs that bring it."""
        waiting = {"digest": digest, "native": standing.native, "bot_id": self._bot_id}
        values = {**_closing(held, standing, effects), **NOTHING, **waiting, "now": now}
        await self._session.execute(write.CLOSE_UNTIL_JUDGED, values)
        await enqueue_all(
            self._session,
            Wanted(_judging(held), key=f"judge:{held.id}"),
            Wanted(LetGo(attempt_id=held.id), now + PATIENCE, f"let-go:{held.id}"),
            Wanted(GiveUpJudging(attempt_id=held.id), now + LONGEST, f"give-up:{held.id}"),
        )

    async def bought(self, exercise_id: int, digest: str) -> Ruled | None:
        """The verdict on an answer that somebody has given before."""
        values = {"exercise_id": exercise_id, "digest": digest}
        row = (await self._session.execute(judged.BOUGHT, values)).first()
        return None if row is None else Ruled(verdict=row.verdict, reasons=row.reasons)

    async def _hold(self, statement: TextClause, values: dict[str, Any]) -> Held:
        row = (await self._session.execute(statement, {**self._actor, **values})).one_or_none()
        if row is None:
            raise NotFound("no such attempt of yours")
        if row.outdated:  # it waited for another press, which has changed what stands beside it
            again = {**self._actor, "attempt_id": row.id}
            row = (await self._session.execute(lock.ATTEMPT, again)).one()
        return rows.held(row)


def _judging(held: Held) -> Job:
    if isinstance(held.content, WriteText):
        return AssessText(attempt_id=held.id)
    return JudgeAnswer(attempt_id=held.id)


def _closing(held: Held, standing: Standing, effects: Effects) -> dict[str, Any]:
    ids = {"attempt_id": held.id, "exercise_id": held.exercise_id}
    return {**rows.pace(standing), **effects.columns(), **ids}


def _asked(standing: Standing, focus: Focus | None) -> tuple[TextClause, dict[str, Any]]:
    """The statement that finds candidates, and what it takes besides."""
    if focus is None:
        return candidates.CANDIDATES, {}
    if focus.on == MISTAKES:
        mended = {"day": standing.today.day, "mended": list(focus.mended)}
        return candidates.ON_MISTAKES, mended
    return candidates.ON_POINT, {"focus": focus.on}


@dataclass(frozen=True)
class Shown:
    """An attempt with what was shown, to whom; `title` of the point that it was shown for."""

    attempt: Attempt
    exercise: Exercise
    profile: Profile
    plan: Plan
    title: Texts | None


class Showings:
    """The actor's attempts, to look at."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self._session = session
        self._own = (Identity.provider == actor.provider, Identity.subject == actor.subject)
        self._all = (
            select(Attempt, Exercise, Profile, User.plan, Point.title)
            .join(Exercise, Exercise.id == Attempt.exercise_id)
            .join(Profile, Profile.id == Attempt.profile_id)
            .join(User, User.id == Profile.user_id)
            .join(Identity, Identity.user_id == User.id)
            .outerjoin(Point, Point.id == Attempt.point_id)
            .where(*self._own)
        )

    async def find(self, attempt_id: int) -> Shown | None:
        return await self._one(self._all.where(Attempt.id == attempt_id))

    async def hold(self, attempt_id: int) -> Shown | None:
        """The same, its profile held until commit: an answer waits, or was waited for."""
        profile = (
            select(Profile.id)
            .join(Attempt, Attempt.profile_id == Profile.id)
            .join(Identity, Identity.user_id == Profile.user_id)
            .where(Attempt.id == attempt_id, *self._own)
            .with_for_update(of=Profile, key_share=True)
        )
        if await self._session.scalar(profile) is None:
            return None
        return await self.find(attempt_id)

    async def take_hint(self, attempt_id: int, number: int) -> None:
        """Hints are taken one by one: no. `number` only once the one before it was."""
        await self._session.execute(
            update(Attempt)
            .where(
                Attempt.id == attempt_id,
                Attempt.profile_id == Profile.id,
                Profile.user_id == Identity.user_id,
                *self._own,
                Attempt.answered_at.is_(None),
                Attempt.hints == number - 1,
            )
            .values(hints=number)
        )

    async def last(self, profile_id: int, exercise_id: int) -> Shown | None:
        """The latest showing of an exercise to a profile."""
        to = (Attempt.profile_id == profile_id, Attempt.exercise_id == exercise_id)
        return await self._one(self._all.where(*to).order_by(Attempt.id.desc()).limit(1))

    async def _one(self, query: Select[*tuple[Any, ...]]) -> Shown | None:
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else Shown(*row)
