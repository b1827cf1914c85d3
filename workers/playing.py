"""What is read aloud, as a voice note: of a worker it leaves once. Telegram keeps the sound, so it
is uploaded once."""

from collections.abc import Awaitable, Callable

import structlog

from backend.gateways.storage import Missing, Storage
from backend.gateways.telegram import Address, Blocked, Rejected, Sound
from backend.kit.clock import utc_now
from backend.queue import enqueue
from backend.spoken.jobs import PlayExercise
from backend.spoken.naming import name_of
from backend.spoken.repository import Voices
from backend.spoken.restoring import restore
from backend.spoken.schemas import VoiceOut
from bot.screen import Screen
from workers.context import Work
from workers.sending import leave_once

log = structlog.get_logger(__name__)


async def play_along(work: Work, screen: Screen, where: Address) -> None:
    """Have the sound played that goes with what was just shown, if any does; once."""
    if not screen.voice or not work.resources.speaks:
        return
    job = PlayExercise(attempt_id=screen.voice, bot_id=where.bot_id)
    async with work.transaction() as session:
        await enqueue(session, job, key=f"play:{screen.voice}")


async def play_once(
    work: Work, key: str, to: Address, voice: VoiceOut, storage: Storage
) -> int | None:
    """By Telegram's own name of it, or from the storage; the id of its message, None where it was
    sent before, or cannot be.

    Raises StorageError, and the TelegramErrors after which it may be tried again.
    """
    try:
        return await _known(work, key, to, voice) or await _uploaded(work, key, to, voice, storage)
    except Blocked:
        log.info("voice.nobody_hears", key=key)
    except Rejected as error:
        log.warning("voice.not_played", key=key, reason=str(error))
    return None


async def _known(work: Work, key: str, to: Address, voice: VoiceOut) -> int | None:
    """None where Telegram does not know it, or not any more, or must not send it so."""
    if voice.file_id is None:
        return None
    try:
        return await leave_once(work, key, _playing(work, to, voice, voice.file_id))
    except Rejected as error:
        log.info("voice.file_refused", reason=str(error))
        return None


async def _uploaded(
    work: Work, key: str, to: Address, voice: VoiceOut, storage: Storage
) -> int | None:
    try:
        data = await storage.get(name_of(voice.digest))
    except Missing:
        async with work.transaction() as session:
            await restore(session, voice.digest, now=utc_now())
        raise
    return await leave_once(work, key, _playing(work, to, voice, data))


def _playing(
    work: Work, to: Address, voice: VoiceOut, content: bytes | str
) -> Callable[[], Awaitable[int]]:
    async def play() -> int:
        name = f"{voice.digest[:12]}.ogg"
        played = await work.resources.telegram.play(to, Sound(content, voice.seconds, name))
        if played.file_id is not None and played.file_id != voice.file_id:
            async with work.transaction() as session:
                await Voices(session).keep_file(voice.digest, to.bot_id, played.file_id)
        return played.message_id

    return play
