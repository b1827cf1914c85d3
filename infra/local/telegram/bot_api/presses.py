"""`answerCallbackQuery`: once, and soon."""

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.numbers import query_id
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.text import utf16_len
from infra.local.telegram.store.presses import Press

TEXT_MAX = 200


def answer_callback_query(call: Call) -> bool:
    press = _waiting(call)
    text = call.params.text("text") or ""
    if utf16_len(text) > TEXT_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    call.ctx.store.presses.mark_answered(press.id)
    call.ctx.broadcast.signal(
        "answer",
        id=str(press.id),
        bot=call.bot.id,
        person=press.person_id,
        message_id=press.message_id,
        text=text,
        alert=call.params.flag("show_alert"),
        url=call.params.text("url"),
    )
    return True


def _waiting(call: Call) -> Press:
    asked = query_id(call.params.text("callback_query_id"))
    press = None if asked is None else call.ctx.store.presses.get(call.bot.id, asked)
    if press is None or press.answered:
        raise _too_old()
    if call.now - press.pressed > call.ctx.limits.callback_answer_within:
        raise _too_old()
    return press


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
