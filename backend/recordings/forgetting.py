"""The sound of recordings goes when its time is over, or when its owner says so."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.gateways.storage import Storage
from backend.kit.actor import Actor
from backend.queue import enqueue
from backend.recordings.jobs import ForgetRecordings
from backend.recordings.repository import Recordings

AT_ONCE = 100


async def look(session: AsyncSession, *, hours: int, now: datetime) -> int:
    """Has deleted what is older than so many hours; how many it found."""
    old = await Recordings(session).old(before=now - timedelta(hours=hours), most=AT_ONCE)
    if old:
        key = f"forget:{old[0]}:{now:%Y%m%d%H%M}"
        await enqueue(session, ForgetRecordings(recording_ids=old), key=key)
    return len(old)


async def disown(session: AsyncSession, actor: Actor, *, now: datetime) -> dict[int, str]:
    """The actor wants none of theirs kept: what is to be deleted, by name. Should that fail, a job
    does it."""
    unwanted = await Recordings(session).unwanted(actor, now=now)
    found = {one.id: str(one.name) for one in unwanted}
    ids = sorted(found)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        await enqueue(session, ForgetRecordings(recording_ids=part))
    return found


async def delete(storage: Storage, names: Sequence[str]) -> None:
    """Raises NoStorage; what is gone by then is gone."""
    for name in names:
        await storage.delete(name)
