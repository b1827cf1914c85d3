"""What the stock lacks, without all that is needed to fill it: no gate, no list of words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.generation import planning
from backend.generation.planning import Use
from backend.generation.statements.stock import Stock
from backend.kit.levels import Level

ACTIVE = timedelta(days=7)
WINDOW = 20_000  # attempts that are looked at to see who practises
VOICED_WITHIN = timedelta(days=2)  # of being written; what is not by then may never be


async def uses(session: AsyncSession, *, now: datetime, voiced: bool = False) -> Sequence[Use]:
    """Who practised lately, and what lies before them.

    What was written for them and waits for its voice lies there too, where somebody reads aloud
    (`voiced`) and is not given up hope of.
    """
    stock = Stock(session)
    found = await stock.uses(since=now - ACTIVE, now=now, window=WINDOW)
    if not voiced:
        return found
    waiting = await stock.waiting(since=now - VOICED_WITHIN)
    return [use.with_waiting(waiting.get(use.language, ())) for use in found]


async def lacking(session: AsyncSession, *, now: datetime) -> dict[tuple[str, Level], int]:
    """So many exercises more are wanted, by language and level, where any are."""
    short = planning.lacks(await uses(session, now=now))
    return {where: max(use.lacks for use in those) for where, those in short.items()}
