"""Keyboards: which fields a button may have, how many there may be, and how large they are."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules import links

Json: TypeAlias = dict[str, Any]

LOOKS = {"text", "icon_custom_emoji_id", "style"}
STYLES = {"danger", "success", "primary"}
INLINE_ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
REPLY_ACTIONS = {
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
REPLY_OPTIONS = {
    "keyboard",
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
    "force_reply",
}
BUTTONS_MAX = 100
ROW_MAX = 8
DATA_MAX = 64
COPY_MAX = 256
PLACEHOLDER_MAX = 64


def inline_keyboard(raw: object) -> Json | None:
    """The checked InlineKeyboardMarkup, `None` when it has no buttons. Raises `ApiError` 400."""
    markup = _object(raw)
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    _only(markup, {"inline_keyboard", "force_reply"}, "inline keyboard markup")
    rows = _rows(markup["inline_keyboard"], "inline_keyboard", _inline_button)
    return {**markup, "inline_keyboard": rows} if rows else None


def any_keyboard(raw: object) -> Json | None:
    """Any of the four reply markups, checked; `None` for an inline keyboard without buttons."""
    markup = _object(raw)
    if "inline_keyboard" in markup:
        return inline_keyboard(markup)
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        _only(markup, {"remove_keyboard", *REPLY_OPTIONS} - {"keyboard"}, "reply markup")
        return markup
    raise bad_request("object expected as reply markup")


def check_pay_button(keyboard: Json | None, *, pays: bool) -> None:
    """Only an invoice has a button that pays, as its first one. Raises `ApiError` 400."""
    rows: list[list[Json]] = (keyboard or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    paying = [index for index, button in enumerate(buttons) if "pay" in button]
    if paying != ([0] if pays and buttons else []):
        raise bad_request("BUTTON_TYPE_INVALID")


def _reply_keyboard(markup: Json) -> Json:
    _only(markup, REPLY_OPTIONS, "reply keyboard markup")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(str(placeholder)) <= PLACEHOLDER_MAX:
        raise bad_request("input field placeholder must be 1-64 characters long")
    rows = _rows(markup["keyboard"], "keyboard", _reply_button)
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    return {**markup, "keyboard": rows}


def _object(raw: object) -> Json:
    if not isinstance(raw, Mapping):
        raise bad_request("object expected as reply markup")
    return {key: value for key, value in raw.items() if value is not None}


def _only(markup: Json, allowed: set[str], what: str) -> None:
    if unknown := sorted(set(markup) - allowed):
        raise bad_request(f'can\'t parse {what}: unknown field "{unknown[0]}"')


def _rows(raw: object, name: str, button: Callable[[object], Json]) -> list[list[Json]]:
    if not isinstance(raw, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in raw):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    rows = [[button(one) for one in row] for row in raw if row]
    if sum(map(len, rows)) > BUTTONS_MAX or any(len(row) > ROW_MAX for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _unparsable(kind: str, what: str) -> ApiError:
    return bad_request(f"can't parse {kind} button: {what}")


def _looks(raw: object, kind: str, actions: set[str]) -> Json:
    if not isinstance(raw, Mapping):
        raise _unparsable(kind, "expected an Object")
    button = {key: value for key, value in raw.items() if value is not None}
    if "text" not in button:
        raise _unparsable(kind, 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unparsable(kind, 'Field "text" must be of type String')
    if not button["text"].strip():
        raise _unparsable(kind, "Text must be non-empty")
    if unknown := sorted(set(button) - LOOKS - actions):
        raise _unparsable(kind, f'unknown field "{unknown[0]}"')
    if "style" in button and button["style"] not in STYLES:
        raise _unparsable(kind, "style must be one of danger, success, primary")
    return button


def _inline_button(raw: object) -> Json:
    button = _looks(raw, "inline keyboard", INLINE_ACTIONS)
    actions = sorted(set(button) & INLINE_ACTIONS)
    # An empty callback_data counts as no action at all.
    if not actions or button.get("callback_data") == "":
        raise _unparsable("inline keyboard", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable(
            "inline keyboard", f"exactly one action is allowed, found {', '.join(actions)}"
        )
    check = CHECKS.get(actions[0])
    if check:
        check(button[actions[0]])
    return button


def _reply_button(raw: object) -> Json:
    if isinstance(raw, str):
        raw = {"text": raw}
    button = _looks(raw, "keyboard", REPLY_ACTIONS)
    actions = sorted(set(button) & REPLY_ACTIONS)
    if len(actions) > 1:
        raise _unparsable("keyboard", f"at most one action is allowed, found {', '.join(actions)}")
    return button


def _callback_data(value: object) -> None:
    if not isinstance(value, str):
        raise _unparsable("inline keyboard", 'Field "callback_data" must be of type String')
    if len(value.encode("utf-8", "surrogatepass")) > DATA_MAX:
        raise bad_request("BUTTON_DATA_INVALID")


def _url(value: object) -> None:
    if not isinstance(value, str):
        raise _unparsable("inline keyboard", 'Field "url" must be of type String')
    if wrong := links.problem(value):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {wrong}")


def _web_app(value: object) -> None:
    url = value.get("url") if isinstance(value, Mapping) else None
    if not isinstance(url, str):
        raise _unparsable("inline keyboard", 'Can\'t find field "url" in the Web App')
    if not links.may_be_app(url):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    _url(url)


def _copy_text(value: object) -> None:
    text = value.get("text") if isinstance(value, Mapping) else None
    if not isinstance(text, str) or not 1 <= len(text) <= COPY_MAX:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _disabled(value: object) -> None:
    if value != {}:
        raise _unparsable("inline keyboard", 'Field "disabled" must be an empty Object')


CHECKS: dict[str, Callable[[object], None]] = {
    "callback_data": _callback_data,
    "url": _url,
    "web_app": _web_app,
    "copy_text": _copy_text,
    "disabled": _disabled,
}
