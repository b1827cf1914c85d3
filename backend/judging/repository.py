from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.judging.models import Awaited, Bought
from backend.judging.worth import Given

MOST_WAITING = 1000

# Not `id IN (…)`: a plan may run that again for every row, and it then takes more than its limit.
FORGET = text("""
WITH old AS (
  SELECT attempt_id FROM judgements WHERE settled_at < :before
   ORDER BY settled_at LIMIT :most FOR UPDATE SKIP LOCKED)
DELETE FROM judgements USING old WHERE judgements.attempt_id = old.attempt_id
RETURNING judgements.attempt_id
""")


class Verdicts:
    """Verdicts on answers. Whoever holds one is the only one who changes it until the commit."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, exercise_id: int, answer: Given) -> Bought:
        """That on this answer, made where there is none yet."""
        await self._session.execute(
            insert(Bought)
            .values(exercise_id=exercise_id, digest=answer.digest, answer=answer.normal)
            .on_conflict_do_nothing()
        )
        held = select(Bought).where(
            Bought.exercise_id == exercise_id, Bought.digest == answer.digest
        )
        return (await self._session.scalars(held.with_for_update())).one()

    async def hold_again(self, id: int) -> Bought | None:
        return await self._session.get(Bought, id, with_for_update=True, populate_existing=True)

    async def find(self, exercise_id: int, digest: str) -> Bought | None:
        found = select(Bought).where(Bought.exercise_id == exercise_id, Bought.digest == digest)
        return await self._session.scalar(found)


class Judgements:
    """Answers that wait for a verdict."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, attempt_id: int) -> Awaited | None:
        return await self._session.get(Awaited, attempt_id, populate_existing=True)

    async def waiting(self, verdict: Bought) -> Sequence[Awaited]:
        """All that wait for it. Whoever comes later finds it known, as it is held by us."""
        return (
            await self._session.scalars(
                select(Awaited)
                .where(
                    Awaited.exercise_id == verdict.exercise_id,
                    Awaited.digest == verdict.digest,
                    Awaited.settled_at.is_(None),
                )
                .order_by(Awaited.attempt_id)
                .limit(MOST_WAITING)
            )
        ).all()

    async def forget(self, *, before: datetime, most: int) -> int:
        """Those that were settled before then, the oldest of them: how many."""
        found = await self._session.execute(FORGET, {"before": before, "most": most})
        return len(found.all())


def is_being_asked(verdict: Bought, *, since: datetime, by: int) -> bool:
    """Whether somebody else than the job `by` has asked for it after `since`."""
    if verdict.asked_by is None or verdict.asked_at is None or verdict.asked_by == by:
        return False
    return verdict.asked_at > since
