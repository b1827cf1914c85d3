"""A draft that has passed the gates: rejected by the critic, or published where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.schemas import Item, Word
from backend.catalogue.service import columns
from backend.generation.gates.alike import alike
from backend.generation.gates.base import Context
from backend.generation.gates.registry import Stopped
from backend.generation.gates.schema import drafted
from backend.generation.likeness import fingerprint
from backend.generation.repository import Drafts, Fingerprints
from backend.generation.schemas import DraftState
from backend.generation.service import close, context, of_row
from backend.generation.statements.publishing import Publishing
from backend.generation.statements.stock import Stock

PUBLISHED, STOCK = "published", "stock"


@dataclass(frozen=True)
class Waiting:
    """A draft that waits for the critic."""

    id: int
    order_id: int
    refill_id: int | None
    item: Item
    words: list[Word]
    context: Context
    written_at: datetime


async def waiting(session: AsyncSession, draft_id: int) -> Waiting | None:
    """None where it does not wait any more."""
    found = await Drafts(session).find(draft_id)
    if found is None or found[0].state is not DraftState.waiting:
        return None
    draft, order = found
    item, words = drafted(draft.written, of_row(order))
    known = frozenset(word.lower() for word in await Stock(session).known(order.language))
    around = await context(session, item, order.language, known)
    return Waiting(draft.id, order.id, order.refill_id, item, words, around, draft.created_at)


async def reject(
    session: AsyncSession, of: Waiting, by: Stopped, passed: Sequence[str], *, now: datetime
) -> None:
    await Drafts(session).settle(
        of.id,
        state=DraftState.rejected,
        stopped_by=by.gate,
        reasons=by.reasons,
        passed=list(passed),
    )
    await close(session, of.order_id, of.refill_id, now=now)


async def publish(
    session: AsyncSession, of: Waiting, passed: Sequence[str], critic: str, *, now: datetime
) -> str:
    """Where it has become alike to what was published meanwhile, or has no place, it is rejected.

    Says `published`, or by what it was stopped.
    """
    publishing, language = Publishing(session), of.context.language
    await publishing.take_turn(language)
    around = await context(session, of.item, language, of.context.known)
    if reasons := alike(of.item, around):
        await reject(session, of, Stopped("alike", reasons), passed, now=now)
        return "alike"
    place = await publishing.place(language, of.item.level, of.item.skills[0])
    if place is None:
        await reject(session, of, Stopped(STOCK, ["there is no place for it"]), passed, now=now)
        return STOCK
    await _published(session, of, passed, critic, place)
    await close(session, of.order_id, of.refill_id, now=now)
    return PUBLISHED


async def _published(
    session: AsyncSession, of: Waiting, passed: Sequence[str], critic: str, place: int
) -> None:
    found = await Drafts(session).find(of.id)
    assert found is not None
    draft, language = found[0], of.context.language
    item = of.item.model_copy(update={"key": f"g-{language}-{of.id}"})
    provenance = {
        "draft": of.id,
        "model": draft.model,
        "prompt": draft.prompt,
        "critic": critic,
        "gates": list(passed),
    }
    publishing = Publishing(session)
    exercise = await publishing.add(
        {**columns(item), "language": language, "place": place, "provenance": provenance}
    )
    await publishing.link(exercise, item.skills, of.words)
    printed = fingerprint(item.content, language)
    await Fingerprints(session).add({exercise.id: (exercise.kind, printed)})
    await Drafts(session).settle(
        of.id, state=DraftState.published, exercise_id=exercise.id, passed=list(passed)
    )
