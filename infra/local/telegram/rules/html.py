"""`parse_mode=HTML`: Telegram's small dialect, refused in Telegram's words."""

import re
import sys
from dataclasses import dataclass, field
from typing import Any

from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.rules.links import normal, problem
from infra.local.telegram.rules.moments import moment_of
from infra.local.telegram.rules.text import Entity, Formatted, utf8_len, utf16_len

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAGS = {*SIMPLE, "a", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
SURROGATES = range(0xD800, 0xE000)
NAME = re.compile(r"[^\s>/]*")
ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/]+)(?:\s*=\s*(?:\"(?P<d>[^\"]*)\"|'(?P<s>[^']*)'|(?P<p>[A-Za-z0-9.-]+)))?"
)


def unparsable(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


@dataclass
class _Open:
    tag: str
    begins: int  # UTF-16 offset in the result
    attributes: dict[str, str]


@dataclass
class _State:
    html: str
    at: int = 0
    size: int = 0
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def put(self, text: str) -> None:
        self.out.append(text)
        self.size += utf16_len(text)

    def byte(self) -> int:
        return utf8_len(self.html[: self.at])


def parse_html(html: str) -> Formatted:
    """Text and entities of `html`. Raises `ApiError` 400 "can't parse entities: …"."""
    state = _State(html)
    while state.at < len(html):
        match html[state.at]:
            case "<" if html.startswith("</", state.at):
                _close(state)
            case "<":
                _open(state)
            case "&":
                _reference(state)
            case _:
                _plain(state)
    if state.stack:
        tag = state.stack[-1].tag
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return Formatted("".join(state.out), tuple(state.entities))


def _plain(state: _State) -> None:
    ends = [at for at in (state.html.find(mark, state.at) for mark in "<&") if at >= 0]
    end = min(ends, default=len(state.html))
    state.put(state.html[state.at : end])
    state.at = end


def decode(text: str) -> str:
    return REFERENCE.sub(lambda match: _decoded(match) or match.group(), text)


def _decoded(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= sys.maxunicode and code not in SURROGATES else None


def _reference(state: _State) -> None:
    match = REFERENCE.match(state.html, state.at)
    decoded = _decoded(match) if match else None
    if match is None or decoded is None:
        state.put("&")
        state.at += 1
        return
    state.put(decoded)
    state.at = match.end()


def _open(state: _State) -> None:
    name = NAME.match(state.html, state.at + 1)
    tag = name.group().lower() if name else ""
    after = state.at + 1 + len(tag)
    if tag not in TAGS and after < len(state.html):
        raise unparsable(f'Unsupported start tag "{tag}" at byte offset {state.byte()}')
    attributes, end = _attributes(state, after)
    opened = _Open(tag, state.size, attributes)
    _check_span(opened, state)
    state.stack.append(opened)
    state.at = end


def _attributes(state: _State, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while True:
        while at < len(state.html) and state.html[at].isspace():
            at += 1
        if at >= len(state.html):
            raise unparsable(f"Unclosed start tag at byte offset {state.byte()}")
        if state.html[at] == ">":
            return found, at + 1
        match = ATTRIBUTE.match(state.html, at)
        if match is None or match.end() == at:
            raise unparsable(f"Empty attribute name in the tag at byte offset {state.byte()}")
        value = match["d"] or match["s"] or match["p"] or ""
        found[match["name"].lower()] = decode(value)
        at = match.end()


def _check_span(opened: _Open, state: _State) -> None:
    if opened.tag == "span" and opened.attributes.get("class") != "tg-spoiler":
        raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {state.byte()}')
    if opened.tag == "tg-emoji" and not opened.attributes.get("emoji-id"):
        raise unparsable(
            f'Attribute "emoji-id" is missing in the tag "tg-emoji" at byte offset {state.byte()}'
        )


def _close(state: _State) -> None:
    if not state.stack:
        raise unparsable(f"Unexpected end tag at byte offset {state.byte()}")
    end = state.html.find(">", state.at)
    if end < 0:
        raise unparsable(f"Unclosed end tag at byte offset {state.byte()}")
    tag = state.html[state.at + 2 : end].strip().lower()
    opened = state.stack.pop()
    if tag and tag != opened.tag:
        raise unparsable(
            f"Unmatched end tag at byte offset {state.byte()}, "
            f'expected "</{opened.tag}>", found "</{tag}>"'
        )
    state.at = end + 1
    _finish(state, opened)


def _finish(state: _State, opened: _Open) -> None:
    length = state.size - opened.begins
    kind, extra = _meaning(state, opened)
    if length == 0 or kind is None:
        return
    if _names_the_language(state, opened, length):
        return
    state.entities.append(Entity(kind, opened.begins, length, extra))


def _names_the_language(state: _State, opened: _Open, length: int) -> bool:
    """`<pre><code class="language-x">` is one block: the inner tag only names the language."""
    outer = state.stack[-1] if state.stack else None
    if opened.tag != "code" or outer is None or outer.tag != "pre":
        return False
    if outer.begins != opened.begins or length == 0:
        return False
    kind = opened.attributes.get("class", "")
    if kind.startswith("language-"):
        outer.attributes["language"] = kind.removeprefix("language-")
        return True
    return False


def _meaning(state: _State, opened: _Open) -> tuple[str | None, dict[str, Any]]:
    attributes = opened.attributes
    match opened.tag:
        case "a":
            shown = "".join(state.out)[-(state.size - opened.begins) :]
            return _link(attributes.get("href") or shown)
        case "tg-time":
            return _time(attributes)
        case "tg-emoji":
            return "custom_emoji", {"custom_emoji_id": attributes["emoji-id"]}
        case "blockquote" if "expandable" in attributes:
            return "expandable_blockquote", {}
    language = attributes.get("language") if opened.tag == "pre" else None
    return SIMPLE[opened.tag], {"language": language} if language else {}


def _link(url: str) -> tuple[str | None, dict[str, Any]]:
    # Telegram shows a link with a wrong address as plain text instead of refusing it.
    return (None, {}) if problem(url) else ("text_link", {"url": normal(url)})


def _time(attributes: dict[str, str]) -> tuple[str | None, dict[str, Any]]:
    moment = moment_of(attributes.get("unix"), attributes.get("format", ""))
    if moment is None:
        wrong = "format" if moment_of(attributes.get("unix"), "") else "unix"
        raise unparsable(f'Invalid value of the attribute "{wrong}" in the tag "tg-time"')
    return "date_time", moment
