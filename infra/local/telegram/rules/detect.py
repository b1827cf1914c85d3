"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses."""

import re
from collections.abc import Iterator

from infra.local.telegram.rules.text import Entity, Formatted, utf16_len

PATTERNS = (
    ("url", re.compile(r"(?<![\w@/.])https?://[^\s<>\"'«»]+[^\s<>\"'«».,:;!?)\]}]", re.IGNORECASE)),
    (
        "email",
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE),
    ),
    (
        "url",
        re.compile(r"(?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|app|dev)\b", re.IGNORECASE),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w/@.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)
CLOSED = {"code", "pre", "text_link", "text_mention"}


def with_detected(given: Formatted) -> Formatted:
    """Add the found entities where they do not cross code, links or each other."""
    entities = list(given.entities)
    taken = [entity for entity in entities if entity.type in CLOSED]
    for found in _found(given.text):
        if not any(_overlap(found, other) for other in taken):
            entities.append(found)
            taken.append(found)
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return Formatted(given.text, tuple(entities))


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield Entity(kind, utf16_len(text[: match.start()]), utf16_len(match.group()))


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end
