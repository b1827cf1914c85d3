"""Files between the chat page and the server.

An upload is multipart: `kind` (photo, voice, audio, document), `file`, and where wanted `caption`,
`duration` in seconds and `reply_to`.
"""

from aiohttp import web

from infra.local.telegram.bot_api.body import multipart
from infra.local.telegram.bot_api.params import Params, Upload
from infra.local.telegram.context import Context
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.media import incoming
from infra.local.telegram.media.incoming import Sent
from infra.local.telegram.media.recordings import as_voice
from infra.local.telegram.people_api.actions import Seat, send_file
from infra.local.telegram.store.files import NewFile
from infra.local.telegram.store.messages import Message

DURATION_MAX = 3600
# What a browser may show in the page; everything else is downloaded.
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/")


async def receive(at: Seat, request: web.Request) -> Message:
    """Store what the page uploads and write it into the chat."""
    if not request.content_type.startswith("multipart/"):
        raise ApiError(415, "the body must be multipart")
    params = Params(await multipart(await request.multipart(), largest=at.ctx.limits.upload))
    upload = params.file("file")
    if not isinstance(upload, Upload) or not upload.content:
        raise bad_request("there is no file")
    new = _new_file(at, params, upload)
    caption = params.text("caption") or ""
    return send_file(at, new, caption=caption, reply_to=params.integer("reply_to"))


def _new_file(at: Seat, params: Params, upload: Upload) -> NewFile:
    duration = min(max(params.integer("duration") or 0, 0), DURATION_MAX)
    sent = Sent(upload.name, upload.content, upload.mime_type, duration=duration)
    match params.text("kind"):
        case "voice":
            return as_voice(sent)
        case "photo":
            return incoming.photo(sent, largest=at.ctx.limits.photo)
        case "audio":
            return incoming.audio(sent)
    return incoming.document(sent)


def download(ctx: Context, request: web.Request) -> web.StreamResponse:
    """The bytes of a file, with a type that cannot run as a page."""
    stored = ctx.store.files.get(int(request.match_info["bot"]), request.match_info["file_id"])
    if stored is None:
        raise ApiError(404, "no such file")
    path = ctx.store.files.location(stored)
    kind = str(stored.facts.get("mime_type") or incoming.kind_of_picture(path))
    headers = {"Content-Type": kind, "Cache-Control": "private, max-age=3600"}
    if not kind.startswith(SHOWN) or "name" in request.query:
        headers["Content-Type"] = "application/octet-stream"
        headers["Content-Disposition"] = "attachment"
    return web.FileResponse(path, headers=headers)
