"""The sound of recordings goes when its time is over, or when its owner says so."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.gateways.storage import Storage
from backend.kit.actor import Actor
from backend.queue import Wanted, enqueue, enqueue_all
from backend.recordings.jobs import ForgetRecordings
from backend.recordings.models import Recording
from backend.recordings.repository import Recordings

AT_ONCE = 100  # recordings of one job
MOST = 2000  # that are looked for at a time


async def look(session: AsyncSession, *, hours: int, now: datetime) -> int:
    """Has deleted what is older than so many hours; how many it found."""
    old = await Recordings(session).old(before=now - timedelta(hours=hours), most=MOST)
    await enqueue_all(
        session,
        *(
            Wanted(job, key=f"forget:{job.recording_ids[0]}:{now:%Y%m%d%H%M}")
            for job in _in_parts(old)
        ),
    )
    return len(old)


async def disown(session: AsyncSession, actor: Actor, *, now: datetime) -> dict[int, str]:
    """The actor wants none of theirs kept: what is to be deleted, by name. Should that fail, a job
    does it."""
    unwanted = await Recordings(session).unwanted(actor, now=now)
    found = {one.id: str(one.name) for one in unwanted}
    await enqueue_all(session, *(Wanted(job) for job in _in_parts(sorted(found))))
    return found


async def once_more(session: AsyncSession, it: Recording) -> None:
    """What was still being written when its owner had it deleted is there by now."""
    if it.deleted_at is not None and it.name is not None:
        await enqueue(session, ForgetRecordings(recording_ids=[it.id]))


def _in_parts(ids: list[int]) -> Iterator[ForgetRecordings]:
    for start in range(0, len(ids), AT_ONCE):
        yield ForgetRecordings(recording_ids=ids[start : start + AT_ONCE])


async def delete(storage: Storage, names: Sequence[str]) -> None:
    """Raises NoStorage; what is gone by then is gone."""
    for name in names:
        await storage.delete(name)
