"""`copyMessage`: the same content again, without a link to the original."""

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.editing import MEDIA
from infra.local.telegram.bot_api.numbers import identifier
from infra.local.telegram.bot_api.sending import caption_body, deliver, read_options
from infra.local.telegram.errors import bad_request
from infra.local.telegram.store.messages import Body

CONTENT = {*MEDIA, "text", "entities", "caption", "caption_entities", "has_media_spoiler"}


def copy_message(call: Call) -> dict[str, int]:
    person = call.writable()
    source = identifier(call.params.text("from_chat_id")) or 0
    message_id = call.params.integer("message_id") or 0
    original = call.ctx.store.messages.get(call.bot.id, source, message_id)
    if original is None:
        raise bad_request("message to copy not found")
    body = _content(call, original.body)
    if not body:
        raise bad_request("message can't be copied")
    sent = deliver(call, person, body, read_options(call, person))
    return {"message_id": sent["message_id"]}


def _content(call: Call, body: Body) -> Body:
    kept = {key: value for key, value in body.items() if key in CONTENT}
    if not MEDIA & set(kept) or not call.params.has("caption"):
        return kept
    bare = {key: value for key, value in kept.items() if not key.startswith("caption")}
    return bare | caption_body(call)
