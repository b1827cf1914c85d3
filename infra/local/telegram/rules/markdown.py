"""`parse_mode=MarkdownV2`, refused in Telegram's words."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from infra.local.telegram.rules.html import unparsable
from infra.local.telegram.rules.links import normal, problem
from infra.local.telegram.rules.moments import moment_of
from infra.local.telegram.rules.text import Entity, Formatted, utf8_len, utf16_len

RESERVED = set("_*[]()~`>#+-=|{}.!")
MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
    "[": "text_link",
    "![": "custom_emoji",
}
TITLES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}


@dataclass
class _Open:
    mark: str
    begins: int
    byte: int
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class _State:
    text: str
    at: int = 0
    size: int = 0
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    quote: int | None = None

    def put(self, text: str) -> None:
        self.out.append(text)
        self.size += utf16_len(text)

    def byte(self) -> int:
        return utf8_len(self.text[: self.at])

    def starts_line(self) -> bool:
        return self.at == 0 or self.text[self.at - 1] == "\n"


def parse_markdown_v2(text: str) -> Formatted:
    """Text and entities of `text`. Raises `ApiError` 400 "can't parse entities: …"."""
    state = _State(text)
    while state.at < len(text):
        _step(state)
    _end_quote(state)
    if state.stack:
        opened = state.stack[-1]
        title = TITLES[MARKS[opened.mark]]
        raise unparsable(f"Can't find end of {title} entity at byte offset {opened.byte}")
    return Formatted("".join(state.out), tuple(state.entities))


def _step(state: _State) -> None:
    char = state.text[state.at]
    if char == "\\" and _escapes(state):
        state.put(state.text[state.at + 1])
        state.at += 2
    elif _in_code(state):
        _code(state, char)
    elif state.starts_line() and not state.stack and _quote_line(state):
        return
    elif char in RESERVED:
        _reserved(state)
    else:
        state.put(char)
        state.at += 1


def _escapes(state: _State) -> bool:
    following = state.text[state.at + 1 : state.at + 2]
    return bool(following) and following.isascii() and following.isprintable()


def _in_code(state: _State) -> bool:
    return bool(state.stack) and state.stack[-1].mark in {"`", "```"}


def _code(state: _State, char: str) -> None:
    mark = state.stack[-1].mark
    if state.text.startswith(mark, state.at):
        _end(state, mark)
        return
    if char == "`":
        raise _must_be_escaped(char)
    state.put(char)
    state.at += 1


def _must_be_escaped(char: str) -> Exception:
    return unparsable(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")


def _quote_line(state: _State) -> bool:
    """Open, continue or end a quotation at the start of a line; whether a `>` was taken."""
    expands = state.text.startswith("**>", state.at)
    if not expands and state.text[state.at] != ">":
        _end_quote(state)
        return False
    if expands:
        _end_quote(state)
    if state.quote is None:
        state.quote = state.size
    state.at += 3 if expands else 1
    return True


def _end_quote(state: _State, kind: str = "blockquote") -> None:
    if state.quote is not None and state.size > state.quote:
        state.entities.append(Entity(kind, state.quote, state.size - state.quote))
    state.quote = None


def _reserved(state: _State) -> None:
    if _ends_expandable(state):
        state.at += 2
        _end_quote(state, "expandable_blockquote")
        return
    if state.stack and _closes(state):
        return
    mark = _mark(state)
    if mark is None:
        raise _must_be_escaped(state.text[state.at])
    state.stack.append(_Open(mark, state.size, state.byte()))
    state.at += len(mark)
    if mark == "```":
        _language(state)


def _ends_expandable(state: _State) -> bool:
    if state.quote is None or any(opened.mark == "||" for opened in state.stack):
        return False
    rest = state.text[state.at :]
    return rest == "||" or rest.startswith("||\n")


def _mark(state: _State) -> str | None:
    for mark in ("```", "||", "__", "!["):
        if state.text.startswith(mark, state.at):
            return mark
    char = state.text[state.at]
    return char if char in MARKS else None


def _closes(state: _State) -> bool:
    mark = state.stack[-1].mark
    if mark in {"[", "!["}:
        if state.text[state.at] != "]":
            return False
        _end_link(state)
        return True
    found = _mark(state)
    # `___` closes italic first when italic is the innermost.
    if mark == "_" and found == "__" and state.text.startswith("___", state.at):
        found = "_"
    if found != mark:
        return False
    _end(state, mark)
    return True


def _end(state: _State, mark: str) -> None:
    opened = state.stack.pop()
    state.at += len(mark)
    length = state.size - opened.begins
    if length:
        state.entities.append(Entity(MARKS[mark], opened.begins, length, opened.extra))


def _language(state: _State) -> None:
    line, newline, _ = state.text[state.at :].partition("\n")
    if newline and line and not any(char.isspace() or char == "`" for char in line):
        state.stack[-1].extra["language"] = line
        state.at += len(line) + 1
    elif newline and not line:
        state.at += 1


def _end_link(state: _State) -> None:
    opened = state.stack.pop()
    state.at += 1
    label = "".join(state.out)
    url = label[-1 * (state.size - opened.begins) :] if state.size > opened.begins else ""
    if state.text.startswith("(", state.at):
        url = _url(state)
    length = state.size - opened.begins
    extra = _target(opened.mark, url)
    if length and extra:
        kind = "date_time" if "unix_time" in extra else MARKS[opened.mark]
        state.entities.append(Entity(kind, opened.begins, length, extra))


def _url(state: _State) -> str:
    begins, url = state.byte(), []
    state.at += 1
    while state.at < len(state.text) and state.text[state.at] != ")":
        if state.text[state.at] == "\\" and _escapes(state):
            state.at += 1
        url.append(state.text[state.at])
        state.at += 1
    if state.at >= len(state.text):
        raise unparsable(f"Can't find end of a URL at byte offset {begins}")
    state.at += 1
    return "".join(url)


def _target(mark: str, url: str) -> dict[str, Any]:
    if mark == "[":
        return {} if problem(url) else {"url": normal(url)}
    if url.startswith("tg://time?"):
        return _moment(url)
    prefix = "tg://emoji?id="
    if not url.startswith(prefix):
        raise unparsable("Custom emoji URL must have scheme tg and path emoji")
    return {"custom_emoji_id": url.removeprefix(prefix)}


def _moment(url: str) -> dict[str, Any]:
    asked = dict(parse_qsl(urlsplit(url).query))
    moment = moment_of(asked.get("unix"), asked.get("format", ""))
    if moment is None:
        raise unparsable("Date-time URL must have valid parameters unix and format")
    return moment
