from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals.models import Appeal, Appellant
from backend.appeals.schemas import AppealState
from backend.attempts.models import Attempt
from backend.exercises.grading import Defensible, Verdict
from backend.exercises.models import Exercise
from backend.explaining.models import Explanation
from backend.judging.models import Bought
from backend.kit.alphabet import Alphabet
from backend.profiles.models import Profile
from backend.reviews.models import Amendment, Why
from backend.users.models import Chat, Identity, User, UserRole
from backend.users.schemas import RoleName

# Written as the partial index of wrong answers has it.
_GIVEN = text("""
WITH given AS (
  (SELECT a.id FROM attempts a
    WHERE a.exercise_id = ANY(:ids) AND a.id > :after
      AND a.verdict IN ('wrong', 'unsure') AND (a.said ->> 'type') = 'typed'
    ORDER BY a.id LIMIT :most)
  UNION
  (SELECT m.attempt_id FROM amendments m
    WHERE m.exercise_id = ANY(:ids) AND m.attempt_id > :after AND m.why IN ('typo', 'appeal')
    ORDER BY m.attempt_id LIMIT :most))
SELECT a.id, a.said, a.verdict, a.self_checked, m.why
FROM given g JOIN attempts a ON a.id = g.id LEFT JOIN amendments m ON m.attempt_id = a.id
ORDER BY a.id LIMIT :most""").bindparams(bindparam("ids", type_=ARRAY(BigInteger())))


# Nobody appeals against what was judged right.
_OPINIONS: Mapping[Verdict | None, Defensible] = {
    Verdict.wrong: Defensible.no,
    Verdict.unsure: Defensible.unsure,
}


class Given(NamedTuple):
    """A typed answer to an exercise, whoever gave it; `why` its verdict was changed, if it was."""

    attempt_id: int
    said: dict[str, Any]
    verdict: Verdict
    self_checked: bool | None
    why: Why | None


class Heard(NamedTuple):
    """Somebody who appealed, with what they had written, and the chat in which they did."""

    user: User
    chat: Chat
    appeal: Appeal
    exercise: Exercise
    alphabet: Alphabet
    said: str


class Appeals:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def amendment(self, attempt_id: int) -> Amendment | None:
        return await self._session.get(Amendment, attempt_id, populate_existing=True)

    async def answers_since(self, attempt: Attempt, *, most: int) -> int:
        """How many answers the profile has given since; no more than `most` are counted."""
        later = select(Attempt.id).where(
            Attempt.profile_id == attempt.profile_id, Attempt.answered_at > attempt.answered_at
        )
        some = later.limit(most).subquery()
        return (await self._session.scalar(select(func.count()).select_from(some))) or 0

    async def appealed(self, user_id: int, *, since: datetime) -> int:
        mine = (Appellant.user_id == user_id, Appellant.appealed_at > since)
        return (await self._session.scalar(select(func.count()).where(*mine))) or 0

    async def state(self, exercise_id: int, digest: str) -> AppealState:
        """Of the appeal for an answer, as far as it can be seen; pending where there is none."""
        mine = (Appeal.exercise_id == exercise_id, Appeal.digest == digest)
        found = await self._session.scalar(select(Appeal.state).where(*mine))
        return found or AppealState.pending

    async def open(self, values: dict[str, Any]) -> Appeal:
        """The one appeal for this answer, made if there is none, and held until commit."""
        await self._session.execute(
            insert(Appeal)
            .values(people=0, state=AppealState.pending, **values)
            .on_conflict_do_nothing(index_elements=["exercise_id", "digest"])
        )
        same = (
            Appeal.exercise_id == values["exercise_id"],
            Appeal.digest == values["digest"],
        )
        held = select(Appeal).where(*same).with_for_update()
        return (await self._session.scalars(held.execution_options(populate_existing=True))).one()

    async def join(self, values: dict[str, Any]) -> bool:
        """Whether this person had not appealed before."""
        joined = await self._session.scalar(
            insert(Appellant)
            .values(**values)
            .on_conflict_do_nothing()
            .returning(Appellant.appeal_id)
        )
        return joined is not None

    async def opinion(self, exercise_id: int, digest: str) -> Defensible | None:
        """What a model thought of the answer when it explained it, else when it judged it."""
        explained = await self._session.scalar(
            select(Explanation.opinion)
            .where(
                Explanation.exercise_id == exercise_id,
                Explanation.digest == digest,
                Explanation.opinion.is_not(None),
            )
            .order_by(Explanation.prompt_version.desc(), Explanation.id.desc())
            .limit(1)
        )
        judged = select(Bought.verdict).where(
            Bought.exercise_id == exercise_id, Bought.digest == digest
        )
        return explained or _OPINIONS.get(await self._session.scalar(judged))

    async def hold(self, appeal_id: int) -> Appeal | None:
        return await self._session.get(
            Appeal, appeal_id, with_for_update=True, populate_existing=True
        )

    async def find(self, appeal_id: int) -> tuple[Appeal, Exercise] | None:
        both = select(Appeal, Exercise).join(Exercise, Exercise.id == Appeal.exercise_id)
        row = (await self._session.execute(both.where(Appeal.id == appeal_id))).one_or_none()
        return None if row is None else (row[0], row[1])

    async def pending(self, *, most: int) -> list[tuple[Appeal, Exercise]]:
        """Those of the highest score first."""
        found = await self._session.execute(
            select(Appeal, Exercise)
            .join(Exercise, Exercise.id == Appeal.exercise_id)
            .where(Appeal.state == AppealState.pending)
            .order_by(Appeal.score.desc(), Appeal.id)
            .limit(most)
        )
        return [(row[0], row[1]) for row in found]

    async def pending_of(self, key: str, *, most: int) -> list[int]:
        """About any version of the exercise with this key."""
        mine = (Exercise.key == key, Appeal.state == AppealState.pending)
        found = select(Appeal.id).join(Exercise, Exercise.id == Appeal.exercise_id).where(*mine)
        return list(await self._session.scalars(found.order_by(Appeal.id).limit(most)))

    async def count_pending(self) -> int:
        waiting = select(func.count()).where(Appeal.state == AppealState.pending)
        return (await self._session.scalar(waiting)) or 0

    async def hold_versions(self, exercise: Exercise) -> list[Exercise]:
        """All versions of an exercise, held until commit."""
        return list(
            await self._session.scalars(
                select(Exercise)
                .where(Exercise.key == exercise.key)
                .order_by(Exercise.id)
                .with_for_update(key_share=True)
                .execution_options(populate_existing=True)
            )
        )

    async def versions(self, exercise: Exercise) -> list[Exercise]:
        return list(
            await self._session.scalars(select(Exercise).where(Exercise.key == exercise.key))
        )

    async def given(self, exercise_ids: Sequence[int], *, after: int, most: int) -> list[Given]:
        """Typed answers that are wrong, or were until somebody asked, in the order of attempts."""
        values = {"ids": list(exercise_ids), "after": after, "most": most}
        found = await self._session.execute(_GIVEN, values)
        return [
            Given(
                row.id, row.said, Verdict(row.verdict), row.self_checked, row.why and Why(row.why)
            )
            for row in found
        ]

    async def appellants(self, appeal_id: int, *, after: int, most: int) -> list[int]:
        return list(
            await self._session.scalars(
                select(Appellant.user_id)
                .where(Appellant.appeal_id == appeal_id, Appellant.user_id > after)
                .order_by(Appellant.user_id)
                .limit(most)
            )
        )

    async def heard(self, appeal_id: int, user_id: int) -> Heard | None:
        """None for somebody who is gone, or who has blocked the bot."""
        row = (
            await self._session.execute(
                select(User, Chat, Appeal, Exercise, Profile.alphabet, Attempt.said["text"].astext)
                .select_from(Appellant)
                .join(Attempt, Attempt.id == Appellant.attempt_id)
                .join(Profile, Profile.id == Attempt.profile_id)
                .join(Appeal, Appeal.id == Appellant.appeal_id)
                .join(Exercise, Exercise.id == Appeal.exercise_id)
                .join(User, User.id == Appellant.user_id)
                .join(Chat, (Chat.user_id == User.id) & (Chat.bot_id == Appellant.bot_id))
                .where(
                    Appellant.appeal_id == appeal_id,
                    Appellant.user_id == user_id,
                    Chat.blocked_at.is_(None),
                )
            )
        ).one_or_none()
        return None if row is None else Heard(*row)

    async def admin(self, provider: str, subject: str) -> int | None:
        """The id of the person behind an identity, if they are an admin."""
        return await self._session.scalar(
            select(User.id)
            .join(Identity, Identity.user_id == User.id)
            .join(UserRole, UserRole.user_id == User.id)
            .where(
                Identity.provider == provider,
                Identity.subject == subject,
                UserRole.role == RoleName.admin,
            )
        )
