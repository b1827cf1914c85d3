"""The log of answers, and what is remembered of them.

Attempts are named in words of SQL: their feature stands on this one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Row, bindparam, delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import Model
from backend.exercises.models import ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.profiles.models import Profile
from backend.reviews.models import Amendment, Memory, Mistake, RaisedMistake, Review
from backend.users.models import User

Rows = list[dict[str, Any]]

_IDS = ARRAY(BigInteger())


class Pair(NamedTuple):
    """A point in one profile's memory."""

    profile_id: int
    point_id: int


_PROFILES = text("SELECT DISTINCT profile_id FROM attempts WHERE id = ANY(:ids)").bindparams(
    bindparam("ids", type_=_IDS)
)

_ATTEMPTS = text("""
SELECT a.id, a.profile_id, a.exercise_id, a.verdict, a.self_checked, a.hints, a.answered_at,
  p.user_id, p.answered, p.set_answered, u.timezone, u.day AS today,
  m.first, m.attempt_id IS NOT NULL AND m.verdict IS NULL AS is_void,
  coalesce((SELECT min(r.reviewed_at) FROM reviews r WHERE r.attempt_id = a.id), m.reviewed_at)
    AS reviewed_at,
  coalesce((SELECT min(r.day) FROM reviews r WHERE r.attempt_id = a.id), m.day) AS day
FROM attempts a
JOIN profiles p ON p.id = a.profile_id
JOIN users u ON u.id = p.user_id
LEFT JOIN amendments m ON m.attempt_id = a.id
WHERE a.id = ANY(:ids) AND a.answered_at IS NOT NULL
ORDER BY a.id""").bindparams(bindparam("ids", type_=_IDS))

_ANSWERED = text("""
SELECT profile_id, array_agg(answered_at ORDER BY answered_at) AS moments FROM attempts
WHERE profile_id = ANY(:ids) AND answered_at IS NOT NULL GROUP BY profile_id
""").bindparams(bindparam("ids", type_=_IDS))

# Also where there is nothing to be counted: a press that waits for the profile sees by it that what
# stands beside it is not what it was.
_RECOUNT = text("""
UPDATE profiles p SET set_right = least(greatest(p.set_right + c.more, 0), p.set_answered)
FROM jsonb_to_recordset(:rows) AS c(id bigint, more int) WHERE p.id = c.id
""").bindparams(bindparam("rows", type_=JSONB()))

_RECOUNT_TODAY = text("""
UPDATE users u SET right_today = least(greatest(u.right_today + c.more, 0), u.answered_today)
FROM jsonb_to_recordset(:rows) AS c(id bigint, more int) WHERE u.id = c.id AND c.more <> 0
""").bindparams(bindparam("rows", type_=JSONB()))

_LOG = text("""
SELECT r.profile_id, r.point_id, r.attempt_id, r.rating, r.counted, r.reviewed_at, r.day,
  a.exercise_id, a.because, a.verdict, a.self_checked
FROM unnest(CAST(:profiles AS bigint[]), CAST(:points AS bigint[])) AS w(profile_id, point_id)
JOIN reviews r ON r.profile_id = w.profile_id AND r.point_id = w.point_id
JOIN attempts a ON a.id = r.attempt_id
ORDER BY r.reviewed_at, r.attempt_id""").bindparams(
    bindparam("profiles", type_=_IDS), bindparam("points", type_=_IDS)
)

_HISTORIES = text("""
SELECT a.id, p.answered FROM attempts a JOIN profiles p ON p.id = a.profile_id
WHERE a.id = ANY(:ids)""").bindparams(bindparam("ids", type_=_IDS))

_JUDGE = text("""
UPDATE attempts a SET verdict = j.verdict
FROM jsonb_to_recordset(:verdicts) AS j(id bigint, verdict varchar) WHERE a.id = j.id
""").bindparams(bindparam("verdicts", type_=JSONB()))

_COUNT = text("""
UPDATE reviews r SET counted = c.counted
FROM jsonb_to_recordset(:rows) AS c(attempt_id bigint, point_id bigint, counted boolean)
WHERE r.attempt_id = c.attempt_id AND r.point_id = c.point_id AND r.counted <> c.counted
""").bindparams(bindparam("rows", type_=JSONB()))


class Log:
    """All that was answered, and how it was rated; to be changed under lock only."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._moments: dict[int, list[datetime]] = {}

    async def histories(self, attempt_ids: Sequence[int]) -> dict[int, int]:
        """By attempt: how many answers its profile has given."""
        found = await self._session.execute(_HISTORIES, {"ids": list(attempt_ids)})
        return {row.id: row.answered for row in found}

    async def hold(self, attempt_ids: Sequence[int]) -> Sequence[Row[Any]]:
        """The answered ones of these attempts, their profiles and people held until commit.

        All profiles before all people, each in order: as a press holds one of each.
        """
        profiles = list(await self._session.scalars(_PROFILES, {"ids": list(attempt_ids)}))
        own = select(Profile.user_id).where(Profile.id.in_(profiles))
        for table, which in ((Profile, Profile.id.in_(profiles)), (User, User.id.in_(own))):
            held = select(table.id).where(which).order_by(table.id).with_for_update(key_share=True)
            (await self._session.execute(held)).all()
        return (await self._session.execute(_ATTEMPTS, {"ids": list(attempt_ids)})).all()

    async def points(self, exercise_ids: Iterable[int]) -> dict[int, dict[int, PointKind]]:
        """The points that each exercise trains, with their kinds."""
        found: dict[int, dict[int, PointKind]] = {}
        asked = (
            select(ExercisePoint.exercise_id, Point.id, Point.kind)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(ExercisePoint.exercise_id.in_(set(exercise_ids)))
        )
        for exercise_id, point_id, kind in await self._session.execute(asked):
            found.setdefault(exercise_id, {})[point_id] = kind
        return found

    async def kinds(self, point_ids: Iterable[int]) -> dict[int, PointKind]:
        asked = select(Point.id, Point.kind).where(Point.id.in_(set(point_ids)))
        return {row.id: row.kind for row in await self._session.execute(asked)}

    async def amend(self, amendments: Rows) -> None:
        statement = insert(Amendment).values(amendments)
        new = {name: statement.excluded[name] for name in ("verdict", "why", "amended_at")}
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["attempt_id"], set_=new)
        )
        verdicts = [
            {"id": each["attempt_id"], "verdict": each["verdict"].value}
            for each in amendments
            if each["verdict"] is not None
        ]
        await self._session.execute(_JUDGE, {"verdicts": verdicts})

    async def rate_anew(self, attempt_ids: Sequence[int], reviews: Rows) -> set[Pair]:
        """These reviews in place of all that there are of these attempts: what they touch."""
        gone = await self._session.execute(
            delete(Review)
            .where(Review.attempt_id.in_(attempt_ids))
            .returning(Review.profile_id, Review.point_id)
        )
        touched = {Pair(*row) for row in gone}
        if reviews:
            await self._session.execute(insert(Review), reviews)
        return touched | {Pair(each["profile_id"], each["point_id"]) for each in reviews}

    async def entries(self, pairs: Sequence[Pair]) -> Sequence[Row[Any]]:
        profiles, points = [pair.profile_id for pair in pairs], [pair.point_id for pair in pairs]
        found = await self._session.execute(_LOG, {"profiles": profiles, "points": points})
        return found.all()

    async def met(self, pairs: Sequence[Pair]) -> Sequence[Row[Any]]:
        """Those of them that began by being looked at."""
        among = tuple_(Memory.profile_id, Memory.point_id).in_(pairs)
        columns = (Memory.profile_id, Memory.point_id, Memory.exercise_id)
        asked = select(*columns, Memory.met_at, Memory.met_day).where(among)
        found: Any = await self._session.execute(asked.where(Memory.met_at.is_not(None)))
        rows: Sequence[Row[Any]] = found.all()
        return rows

    async def raised(self, pairs: Sequence[Pair]) -> Sequence[RaisedMistake]:
        among = tuple_(RaisedMistake.profile_id, RaisedMistake.point_id).in_(pairs)
        return (await self._session.scalars(select(RaisedMistake).where(among))).all()

    async def answered_at(self, profile_ids: Iterable[int]) -> Mapping[int, list[datetime]]:
        """When each profile gave its answers, in their order: all of them, read once."""
        ids = sorted({id for id in profile_ids if id not in self._moments})
        if ids:
            found = await self._session.execute(_ANSWERED, {"ids": ids})
            self._moments |= {row.profile_id: row.moments for row in found}
        return self._moments

    async def count(self, rows: Rows) -> None:
        await self._session.execute(_COUNT, {"rows": rows})

    async def keep_memories(self, kept: Rows, gone: Sequence[Pair]) -> None:
        changed = ("stability", "difficulty", "due", "reviewed_at", "day", "exercise_id")
        await self._keep(Memory, changed, kept, gone)

    async def keep_mistakes(self, kept: Rows, gone: Sequence[Pair]) -> None:
        changed = ("exercise_id", "state", "times", "due_answer", "right_days", "right_day")
        await self._keep(Mistake, (*changed, "happened_at"), kept, gone)

    async def _keep(
        self, table: type[Model], changed: Sequence[str], kept: Rows, gone: Sequence[Pair]
    ) -> None:
        columns: Any = table
        if gone:
            among = tuple_(columns.profile_id, columns.point_id).in_(gone)
            await self._session.execute(delete(table).where(among))
        if kept:
            statement = insert(table).values(kept)
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["profile_id", "point_id"],
                    set_={name: statement.excluded[name] for name in changed},
                )
            )

    async def recount(self, profiles: Mapping[int, int], people: Mapping[int, int]) -> None:
        """So many more, or fewer, are right: in the set that goes on, and today."""
        for statement, more in ((_RECOUNT, profiles), (_RECOUNT_TODAY, people)):
            rows = [{"id": id, "more": number} for id, number in more.items()]
            await self._session.execute(statement, {"rows": rows})

    async def answered(self, profile_id: int) -> int:
        """How many answers the profile has given; it is held until commit."""
        asked = select(Profile.answered).where(Profile.id == profile_id)
        return (await self._session.scalars(asked.with_for_update(key_share=True))).one()

    async def raise_mistake(self, values: Mapping[str, Any]) -> None:
        await self._session.execute(insert(RaisedMistake).values(**values).on_conflict_do_nothing())
