"""What is remembered of a person, for them to see and to erase."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.kit.actor import Actor
from backend.tutor.repository import Facts
from backend.tutor.schemas import FACTS_A_PAGE, FactOut, FactsOut
from backend.users.repository import Users


async def facts(session: AsyncSession, actor: Actor, page: int) -> FactsOut:
    """A page beyond the last is the last. Raises NotFound."""
    user = await Users(session).of(actor)
    kept = Facts(session)
    total = await kept.count(user.id)
    pages = max(1, -(-total // FACTS_A_PAGE))
    page = min(page, pages - 1)
    shown = await kept.some(user.id, skip=page * FACTS_A_PAGE, most=FACTS_A_PAGE)
    return FactsOut(
        facts=[FactOut.model_validate(one) for one in shown], total=total, page=page, pages=pages
    )


async def forget(session: AsyncSession, actor: Actor, fact_id: int | None, page: int) -> FactsOut:
    """One fact, or all of them; what is left. Forgetting twice is forgetting once."""
    user = await Users(session).of(actor)
    await Facts(session).erase(user.id, fact_id)
    return await facts(session, actor, page)
