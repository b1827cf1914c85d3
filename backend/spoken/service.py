from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import Sessions, transaction
from backend.errors import NotFound
from backend.gateways.storage import Missing, Storage
from backend.kit.actor import Actor
from backend.queue import Queue
from backend.spoken.naming import name_of
from backend.spoken.repository import Voices
from backend.spoken.restoring import restore
from backend.spoken.schemas import FileIn, Pace, VoiceOut


async def voice(session: AsyncSession, actor: Actor, attempt_id: int, pace: Pace) -> VoiceOut:
    """Raises NotFound where there is no voice, and for another's attempt."""
    found = await Voices(session).of_showing(actor, attempt_id, pace)
    if found is None:
        raise NotFound("no voice reads this exercise")
    return found


async def keep_file(session: AsyncSession, actor: Actor, digest: str, given: FileIn) -> None:
    """Raises NotFound for a sound that is not ours."""
    voices = Voices(session)
    if await voices.find(digest) is None:
        raise NotFound("there is no such sound")
    await voices.keep_file(digest, actor.bot_id, given.file_id)


async def sound(
    storage: Storage, sessions: Sessions, queue: Queue, digest: str, *, now: datetime
) -> bytes:
    """OGG/Opus. Raises NotFound, and NoStorage where the storage does not answer.

    What the storage has lost is asked for anew.
    """
    try:
        return await storage.get(name_of(digest))
    except Missing as error:
        async with transaction(sessions, queue) as session:
            await restore(session, digest, now=now)
        raise NotFound("there is no such sound") from error
