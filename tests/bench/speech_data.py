"""Read-aloud recordings that experts scored, in the shape of speechocean762's `scores.jsonl`."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from backend.speech.scoring import ASPECTS

HERE = Path(__file__).parents[2].parent / "shared" / "data" / "speechocean762"
GROWN = 16  # years
MISPRONOUNCED = 5.0  # points of ten: below, experts found most of a word wrong
_KEYS = {"prosody": "prosodic"}


@dataclass(frozen=True)
class Recording:
    """`aspects` and `words`: what experts gave, 0-10; `sounds`: of each word those it should have,
    with what experts gave them, 0-2, or nothing."""

    name: str
    voice: Path
    text: str
    speaker: str
    age: int
    aspects: dict[str, float]
    words: tuple[float, ...]
    sounds: tuple[tuple[tuple[str, float], ...], ...]


def folder() -> tuple[Path, bool]:
    """Where the recordings are, and whether that was asked for by DATA."""
    asked = os.environ.get("DATA")
    return (Path(asked) if asked else HERE), bool(asked)


def recordings(place: Path) -> list[Recording]:
    lines = (place / "scores.jsonl").read_bytes().splitlines()
    return [_recording(place, orjson.loads(line)) for line in lines if line.strip()]


def _recording(place: Path, told: dict[str, Any]) -> Recording:
    return Recording(
        name=told["utterance"],
        voice=place / told["voice"],
        text=told["text"],
        speaker=told["speaker"],
        age=told["age"],
        aspects={aspect: float(told[_KEYS.get(aspect, aspect)]) for aspect in ASPECTS},
        words=tuple(float(word["total"]) for word in told["words"]),
        sounds=tuple(_sounds(word) for word in told["words"]),
    )


def _sounds(word: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    """Without the stress that their names end with."""
    names, given = word.get("phones") or (), word.get("phones_accuracy") or ()
    pairs = zip(names, given, strict=False)
    return tuple((name.rstrip("0123456789"), float(value)) for name, value in pairs)


def parted(speakers: Sequence[str], parts: int) -> Iterator[frozenset[str]]:
    """Speakers in so many parts, none in two; always the same."""
    order = sorted(set(speakers), key=lambda name: (name[::-1], name))
    for part in range(parts):
        yield frozenset(order[part::parts])
