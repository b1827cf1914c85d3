"""Pure: what a model wrote, before a person reads it."""

import unicodedata

MOST_LINES = 40
MOST_ALOUD = 600  # characters: some forty seconds, for which one can listen
_SILENT = {"So", "Sk", "Cs", "Me"}  # emoji, and what is drawn around others
_MARKUP = "*_#`~|<>\ufe0e\ufe0f\u200d"
_KEPT = {"Cf": "\u200d\u200c"}  # joiners of emoji and of some scripts


def tidy(text: str, most: int = 6_000) -> str:
    """Composed, without what no eye can see, at most one empty line in a row, `most` characters."""
    visible = "".join(char for char in text[: 2 * most] if char == "\n" or _is_seen(char))
    composed = unicodedata.normalize("NFC", visible)
    lines = [" ".join(line.split()) for line in composed.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at > 0 and lines[at - 1])][
        :MOST_LINES
    ]
    return "\n".join(kept).strip()[:most].rstrip()


def _is_seen(char: str) -> bool:
    if char.isspace():
        return True
    category = unicodedata.category(char)
    return category not in {"Cc", "Cf", "Co", "Cs"} or char in _KEPT.get(category, "")


def whole_sentences(text: str) -> str:
    """What is left of a reply that broke off: up to the end of its last sentence; "" for none."""
    end = max((text.rfind(mark) for mark in ".!?…"), default=-1)
    return text[: end + 1].strip()


def aloud(text: str, most: int = MOST_ALOUD) -> str:
    """What a voice reads of a reply: its words, without emoji and markup, in whole sentences where
    they fit; "" for nothing."""
    kept = "".join(
        " " if char in _MARKUP or unicodedata.category(char) in _SILENT else char
        for char in unicodedata.normalize("NFC", text)
    )
    said = " ".join(kept.split())
    if not any(char.isalnum() for char in said):
        return ""
    if len(said) <= most:
        return said
    return whole_sentences(said[:most]) or said[:most].rpartition(" ")[0] or said[:most]


def pieces(text: str, most: int) -> list[str]:
    """The text in messages of at most `most` UTF-16 units, cut at lines, else at words."""
    parts: list[str] = []
    rest = text
    while _units(rest) > most:
        cut = _cut(rest, most)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _cut(text: str, most: int) -> int:
    fitting = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
    line, word = fitting.rfind("\n"), fitting.rfind(" ")
    if line > len(fitting) // 2:
        return line
    if text[len(fitting)].isspace():
        return len(fitting)
    return max(line, word) if max(line, word) > 0 else len(fitting)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
