from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from backend.deps import Acting, Id, Now, Tx
from backend.spoken import service
from backend.spoken.schemas import PATTERN, FileIn, Pace, VoiceOut

router = APIRouter(tags=["spoken"])

Digest = Annotated[str, Path(pattern=PATTERN)]


@router.get("/attempts/{attempt_id}/voice")
async def voice(attempt_id: Id, session: Tx, actor: Acting, pace: Pace = Pace.normal) -> VoiceOut:
    """How what was shown sounds."""
    return await service.voice(session, actor, attempt_id, pace)


@router.get(
    "/spoken/{digest}",
    response_class=Response,
    responses={200: {"content": {"audio/ogg": {}}}},
)
async def sound(digest: Digest, request: Request, now: Now) -> Response:
    """The sound itself, OGG/Opus: it never changes."""
    state = request.state
    data = await service.sound(state.storage, state.sessions, state.queue, digest, now=now)
    return Response(data, media_type="audio/ogg")


@router.put("/spoken/{digest}/file", status_code=204)
async def keep_file(digest: Digest, given: FileIn, session: Tx, actor: Acting) -> None:
    """Telegram has the sound by now: the next time its own name is enough."""
    await service.keep_file(session, actor, digest, given)
