from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.effects import Effects
from backend.attempts.standing import Held, Offered, PointState, Standing
from backend.attempts.statements import lock, write
from backend.attempts.statements.candidates import CANDIDATES
from backend.errors import NotFound
from backend.exercises.grading import Verdict
from backend.exercises.kinds.union import CONTENT
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.kit.levels import Level
from backend.lessons.choosing import Candidate
from backend.lessons.course import ceiling
from backend.lessons.pacing import Rhythm, Today
from backend.reviews.mistakes import MistakeState, Slip
from backend.reviews.scheduling import Remembered
from backend.users.schemas import Actor, Plan

NONE = 0  # an id that nothing has

# The columns of an attempt to be opened, where there is none to open.
NOTHING: dict[str, Any] = dict.fromkeys(
    ("next_id", "next_exercise_id", "next_because", "next_point_id", "next_order", "next_number")
)


class Practice:
    """One learner on the way of a press: three statements, two that read and one that writes."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self._session = session
        self._actor = {"provider": actor.provider, "subject": actor.subject}
        self._bot_id = actor.bot_id

    async def lock(self, attempt_id: int) -> Held:
        """The actor's attempt, held until commit. Raises NotFound, for another's attempt too."""
        return await self._hold(lock.ATTEMPT, {"attempt_id": attempt_id})

    async def lock_open(self, key: str | None) -> Held:
        """The attempt that message `key` has answered, else the one that is open in this chat."""
        return await self._hold(lock.OPEN_ATTEMPT, {"key": key, "bot_id": self._bot_id})

    async def lock_profile(self, profile_id: int) -> Standing:
        """The actor's profile, held until commit: limits hold under parallel requests."""
        rows = await self._session.execute(lock.PROFILE, {**self._actor, "profile_id": profile_id})
        row = rows.one_or_none()
        if row is None:
            raise NotFound(f"no profile {profile_id} of yours")
        return _standing(row)

    async def offered(
        self, standing: Standing, held: Held | None, *, now: datetime
    ) -> list[Offered]:
        """What could come after `held` is closed; among it an attempt that is open besides."""
        rows = await self._session.execute(
            CANDIDATES,
            {
                "profile_id": standing.profile_id,
                "closing": NONE if held is None else held.id,
                "last": NONE if held is None else held.exercise_id,
                "target": standing.target,
                "native": standing.native,
                "answered": standing.answered,
                "place": standing.place,
                "again": standing.again,
                "ceiling": ceiling(standing.level, standing.place),
                "now": now,
            },
        )
        return [_offered(row) for row in rows]

    async def open(self, standing: Standing, opened: dict[str, Any], *, now: datetime) -> None:
        await self._session.execute(write.OPEN, {**_pace(standing), **opened, "now": now})

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
        await self._session.execute(
            write.CLOSE,
            {
                **_pace(standing),
                **(opened or NOTHING),
                **effects.columns(),
                "attempt_id": held.id,
                "exercise_id": held.exercise_id,
                "now": now,
            },
        )

    async def _hold(self, statement: Any, values: dict[str, Any]) -> Held:
        row = (await self._session.execute(statement, {**self._actor, **values})).one_or_none()
        if row is None:
            raise NotFound("no such attempt of yours")
        return _held(row)


def _held(row: Row[Any]) -> Held:
    return Held(
        id=row.id,
        exercise_id=row.exercise_id,
        because=Because(row.because),
        order=row.order,
        number=row.number,
        shown_at=row.shown_at,
        answered_at=row.answered_at,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        self_checked=row.self_checked,
        key=row.key,
        said=None if row.said is None else orjson.loads(row.said),
        reply=row.reply,
        content=CONTENT.validate_json(row.content),
        points=[_point(each) for each in orjson.loads(row.points or "[]")],
        standing=_standing(row),
    )


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        profile_id=row.profile_id,
        user_id=row.user_id,
        native=row.native,
        target=row.target,
        level=Level(row.level),
        daily_goal=row.daily_goal,
        plan=Plan(row.plan),
        timezone=row.timezone,
        place=row.place,
        again=row.again,
        answered=row.answered,
        rhythm=Rhythm(
            row.set_answered,
            row.set_right,
            row.session_sets,
            row.streak_grew,
            row.rest_until,
            row.last_answered_at,
        ),
        today=Today(
            row.day,
            row.answered_today,
            row.right_today,
            row.sets_today,
            row.streak,
            row.best_streak,
            row.streak_day,
        ),
    )


def _point(each: dict[str, Any]) -> PointState:
    memory, slip = each["memory"], each["slip"]
    return PointState(
        each["point_id"],
        PointKind(each["kind"]),
        memory
        and Remembered(
            memory["stability"],
            memory["difficulty"],
            datetime.fromisoformat(memory["due"]),
            datetime.fromisoformat(memory["reviewed_at"]),
            date.fromisoformat(memory["day"]),
        ),
        slip
        and Slip(
            slip["exercise_id"],
            MistakeState(slip["state"]),
            slip["times"],
            slip["due_answer"],
            slip["right_days"],
            slip["right_day"] and date.fromisoformat(slip["right_day"]),
            datetime.fromisoformat(slip["happened_at"]),
        ),
    )


def _offered(row: Row[Any]) -> Offered:
    opened = row.because == "open"
    because = Because(row.open_because if opened else row.because)
    if because is Because.again and not row.seen:
        because = Because.new
    return Offered(
        candidate=Candidate(row.exercise_id, because, row.point_id, row.seen),
        title=None if row.title is None else orjson.loads(row.title),
        level=Level(row.level),
        topic=row.topic,
        place=row.place,
        content=CONTENT.validate_json(row.content),
        attempt_id=row.attempt_id if opened else row.next_id,
        opened=opened,
        order=tuple(row.order or ()),
        number=row.number or 0,
        walked_again=row.because == "again",
    )


def _pace(standing: Standing) -> dict[str, Any]:
    rhythm, today = standing.rhythm, standing.today
    return {
        "profile_id": standing.profile_id,
        "user_id": standing.user_id,
        "place": standing.place,
        "again": standing.again,
        "answered": standing.answered,
        "set_answered": rhythm.set_answered,
        "set_right": rhythm.set_right,
        "session_sets": rhythm.session_sets,
        "streak_grew": rhythm.streak_grew,
        "rest_until": rhythm.rest_until,
        "last_answered_at": rhythm.last_answered_at,
        "day": today.day,
        "answered_today": today.answered,
        "right_today": today.right,
        "sets_today": today.sets,
        "streak": today.streak,
        "best_streak": today.best_streak,
        "streak_day": today.streak_day,
    }
