"""Sending files, and handing them back by `getFile`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.editing import MEDIA, own_message, replace_body
from infra.local.telegram.bot_api.params import Upload
from infra.local.telegram.bot_api.sending import caption_body, deliver, read_options
from infra.local.telegram.errors import bad_request
from infra.local.telegram.media import incoming
from infra.local.telegram.media.incoming import Sent
from infra.local.telegram.store.files import NewFile, StoredFile
from infra.local.telegram.store.messages import Body

EDITABLE = {"photo", "audio", "document"}
NAMES = {"photo": "Photo", "voice": "VoiceNote", "audio": "Audio", "document": "Document"}


def sender(kind: str) -> Callable[[Call], dict[str, Any]]:
    """`sendPhoto`, `sendVoice`, `sendAudio` or `sendDocument`."""

    def send(call: Call) -> dict[str, Any]:
        person = call.writable()
        stored = _stored(call, kind)
        body = file_body(stored) | caption_body(call)
        if call.params.flag("has_spoiler") and stored.kind == "photo":
            body["has_media_spoiler"] = True
        return deliver(call, person, body, read_options(call, person))

    return send


def edit_message_media(call: Call) -> dict[str, Any]:
    """Another photo, audio or document in the place of the old one, with a caption of its own."""
    message = own_message(call)
    if not MEDIA & set(message.body):
        raise bad_request("there is no media in the message to edit")
    media = call.params.json("media")
    kind = media.get("type") if isinstance(media, dict) else None
    if not isinstance(media, dict) or kind not in EDITABLE:
        raise bad_request("can't parse InputMedia: unsupported type specified")
    inner = replace(call, params=call.params.inside(media, kind))
    content = file_body(_stored(inner, str(kind))) | caption_body(inner)
    return replace_body(call, message, {*MEDIA, "caption", "caption_entities"}, content)


def file_body(stored: StoredFile) -> Body:
    shown = stored.as_json()
    return {stored.kind: [shown] if stored.kind == "photo" else shown}


def _stored(call: Call, kind: str) -> StoredFile:
    given = call.params.file(kind)
    if given is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, Upload):
        return _uploaded(call, kind, given)
    stored = call.ctx.store.files.get(call.bot.id, given)
    if stored is None and given.startswith(("http://", "https://")):
        # The local stack has no way out: a real server would download it.
        raise bad_request("failed to get HTTP URL content")
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {NAMES[stored.kind]} as {NAMES[kind]}")
    return stored


def _uploaded(call: Call, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    params = call.params
    sent = Sent(
        name=upload.name,
        content=upload.content,
        mime_type=upload.mime_type,
        duration=params.integer("duration"),
        title=params.text("title"),
        performer=params.text("performer"),
    )
    return call.ctx.store.files.add(call.bot.id, _as_kind(call, kind, sent))


def _as_kind(call: Call, kind: str, sent: Sent) -> NewFile:
    match kind:
        case "photo":
            return incoming.photo(sent, largest=call.ctx.limits.photo)
        case "voice":
            return incoming.voice(sent)
        case "audio":
            return incoming.audio(sent)
    return incoming.document(sent)


def get_file(call: Call) -> dict[str, Any]:
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.ctx.store.files.get(call.bot.id, file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > call.ctx.limits.download:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
