"""From the parameters of a call to a text with entities, or to a refusal."""

from dataclasses import dataclass

from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.detect import with_detected
from infra.local.telegram.rules.entities import read_entities, settled
from infra.local.telegram.rules.html import parse_html
from infra.local.telegram.rules.markdown import parse_markdown_v2
from infra.local.telegram.rules.text import Formatted, clean, trimmed, utf16_len

TEXT_MAX = 4096
CAPTION_MAX = 1024


@dataclass(frozen=True)
class Written:
    """A text as a bot writes it: markup for `parse_mode`, or explicit `entities`."""

    text: str
    parse_mode: str | None
    entities: object = None


def parsed(given: Written) -> Formatted:
    """The text after markup, cleaned and trimmed, with entities that Telegram itself finds."""
    raw = given.text if given.entities else clean(given.text)
    match (given.parse_mode or "").lower():
        case "":
            found = Formatted(raw, read_entities(given.entities, raw))
        case "html":
            found = parse_html(raw)
        case "markdownv2":
            found = parse_markdown_v2(raw)
        case _:
            raise bad_request("unsupported parse_mode")
    return with_detected(trimmed(Formatted(found.text, settled(found.entities))))


def message_text(given: Written) -> Formatted:
    found = parsed(given)
    if not found.text:
        raise _empty(given)
    if utf16_len(found.text) > TEXT_MAX:
        raise bad_request("message is too long")
    return found


def _empty(given: Written) -> ApiError:
    return bad_request("text must be non-empty" if given.text.strip() else "message text is empty")


def caption_text(given: Written) -> Formatted:
    found = parsed(given)
    if utf16_len(found.text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    return found
