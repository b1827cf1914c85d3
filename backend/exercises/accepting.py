"""Pure: answers that are found to be right later, and how they join those of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson
from rapidfuzz import fuzz

from backend.exercises.kinds.base import Content
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import TWO_ALPHABETS
from backend.exercises.tongues.alphabets import latin
from backend.exercises.tongues.registry import tongue_of
from backend.kit.text import comparable

MOST = 60  # accepted answers of one exercise
LONGEST = 300  # characters
# What may change without the question being another one.
_ANSWERS = ("accepted", "slips", "why", "meaning")


def normal(text: str, language: str) -> str:
    """The same for everybody who says the same."""
    return " ".join(tongue_of(language).of(text).words(text))


def digest(text: str, language: str) -> str:
    """Of an answer, as it is told from others."""
    return sha256(normal(text, language).encode()).hexdigest()


def acceptable(content: Content, raw: str, language: str) -> str | None:
    """A typed answer as it could be accepted; None where the exercise takes no further one."""
    if not isinstance(content, TypedContent) or len(content.accepted) >= MOST:
        return None
    text = content.alone(raw, tongue_of(language))
    if text is None or len(text) > LONGEST or not comparable(text):
        return None
    return latin(text) if language in TWO_ALPHABETS else text


def asked(stored: Mapping[str, Any]) -> str:
    """A digest of what an exercise asks, whatever it accepts."""
    question = {key: value for key, value in stored.items() if key not in _ANSWERS}
    return sha256(orjson.dumps(question, option=orjson.OPT_SORT_KEYS)).hexdigest()


def with_accepted(stored: Mapping[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """The content with these answers accepted too. What is accepted is no slip any more."""
    accepted = {comparable(text): text for text in stored["accepted"]}
    for text in texts:
        if len(accepted) < MOST:
            accepted.setdefault(comparable(text), text)
    slips = [slip for slip in stored["slips"] if comparable(slip["text"]) not in accepted]
    return {**stored, "accepted": list(accepted.values()), "slips": slips}


def closeness(text: str, accepted: Sequence[str], language: str) -> float:
    """From 0 to 1: how near an answer comes to one that is accepted."""
    ours = normal(text, language)
    best = max((fuzz.ratio(ours, normal(each, language)) for each in accepted), default=0.0)
    return best / 100
