import asyncio

import structlog
from fastapi import APIRouter, Request

from backend.attempts.advancing import World
from backend.db import transaction
from backend.deps import Acting, Configured, Id, Now, Tx
from backend.gateways.storage import StorageError
from backend.kit.clock import utc_now
from backend.metrics import VOICE_NOTES
from backend.recordings import forgetting, service
from backend.recordings.schemas import (
    DeletedOut,
    MessageIn,
    MessageOut,
    ReceivedOut,
    SilenceIn,
    SilenceOut,
    VoiceIn,
)

router = APIRouter(tags=["recordings"])

PATIENCE = 5.0  # seconds that whoever asks waits for the storage

log = structlog.get_logger(__name__)


@router.post("/voice")
async def receive(
    given: VoiceIn, session: Tx, actor: Acting, configured: Configured, now: Now
) -> ReceivedOut:
    """A voice note of the actor's. Whether somebody listens to it; what it says is told later."""
    received = await service.receive(session, actor, given, configured, now=now)
    VOICE_NOTES.labels(received.state).inc()
    return received


@router.put("/recordings/{recording_id}/message")
async def place(recording_id: Id, given: MessageIn, session: Tx, actor: Acting) -> MessageOut:
    """Where the bot waits for what becomes of a recording."""
    return await service.place(session, actor, recording_id, given.message_id)


@router.delete("/recordings")
async def delete(request: Request, actor: Acting, now: Now) -> DeletedOut:
    """No recording of the actor's is kept any longer: their sound is gone when this returns,
    or soon after, where the storage is slow."""
    state = request.state
    async with transaction(state.sessions, state.queue) as session:
        unwanted = await forgetting.disown(session, actor, now=now)
    try:
        async with asyncio.timeout(PATIENCE):
            await forgetting.delete(state.storage, list(unwanted.values()))
    except (StorageError, TimeoutError):  # the job that was asked for tries again
        log.warning("recordings.not_deleted_yet", count=len(unwanted), exc_info=True)
    return DeletedOut(count=len(unwanted))


@router.post("/profiles/{profile_id}/silence")
async def fall_silent(
    profile_id: Id, given: SilenceIn, request: Request, session: Tx, actor: Acting
) -> SilenceOut:
    """ "I can't speak now", or that one can again; and what comes next."""
    state = request.state
    world = World(
        actor,
        utc_now(),
        state.chance,
        state.grammar,
        judged=state.settings.llm_configured,
        asr=state.settings.asr_model,
    )
    return await service.fall_silent(session, profile_id, given, world)
