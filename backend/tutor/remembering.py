"""What is remembered of a person, for them to see and to erase."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.tutor.repository import Facts, Talks
from backend.tutor.schemas import FACTS_A_PAGE, FactOut, FactsOut
from backend.tutor.world import World
from backend.users.repository import Users


async def facts(session: AsyncSession, world: World, page: int) -> FactsOut:
    """A page beyond the last is the last. Raises NotFound."""
    user = await Users(session).of(world.actor)
    kept = Facts(session)
    total = await kept.count(user.id)
    pages = max(1, -(-total // FACTS_A_PAGE))
    page = min(page, pages - 1)
    shown = await kept.some(user.id, skip=page * FACTS_A_PAGE, most=FACTS_A_PAGE)
    return FactsOut(
        facts=[FactOut.model_validate(one) for one in shown],
        total=total,
        page=page,
        pages=pages,
        remembers=world.can_talk,
    )


async def forget(session: AsyncSession, world: World, fact_id: int | None, page: int) -> FactsOut:
    """One fact, or all of them; what is left. Forgetting twice is forgetting once.

    What was said before everything is forgotten is not looked through any more.
    """
    user = await Users(session).of(world.actor)
    if fact_id is None:
        await Talks(session).look_past(user.id)
    await Facts(session).erase(user.id, fact_id)
    return await facts(session, world, page)
