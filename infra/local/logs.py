"""The children's logs: kept short on disk, and of their lines only the troubling ones shown."""

import json
import re
from pathlib import Path

_KEEP = 5_000_000  # bytes of a log before a start begins a new one; one old one is kept
_READ = 65_536  # bytes looked at in one go
_WIDTH = 300
_TROUBLE = re.compile(r"\b(WARN(ING)?|ERROR|CRITICAL|FATAL|PANIC)\b|\[(warning|error|critical) *\]")
# The line of a traceback that names the error, whose text may go on for more lines.
_REASON = re.compile(r"^[A-Za-z_][\w.]*: .*$", re.MULTILINE)
_LEVELS = {"warning", "error", "critical"}
_DULL = {"level", "timestamp", "logger", "exception", "event"}


def rotate(log: Path) -> None:
    """Put a long log aside, over the one that was put aside before."""
    if log.exists() and log.stat().st_size > _KEEP:
        log.replace(log.with_name(f"{log.name}.1"))


class Tail:
    """The lines that were added to a log since the last look."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._at = log.stat().st_size if log.exists() else 0
        self._rest = b""

    def fresh(self) -> list[str]:
        """Whole lines only; a line that is still being written waits for the next look."""
        if not self._log.exists():
            return []
        with self._log.open("rb") as file:
            file.seek(self._at)
            added = file.read(_READ)
        self._at += len(added)
        *lines, self._rest = (self._rest + added).split(b"\n")
        self._rest = self._rest[-_READ:]
        return [line.decode(errors="replace") for line in lines]


def troubling(line: str) -> str | None:
    """The line as a person wants to see it, or None when it tells of no trouble."""
    try:
        record = json.loads(line)
    except ValueError:
        return _plain(line) if _TROUBLE.search(line) else None
    if not isinstance(record, dict) or record.get("level") not in _LEVELS:
        return None
    facts = [f"{name}={value}" for name, value in record.items() if name not in _DULL]
    reasons = _REASON.findall(str(record.get("exception", "")))
    return _plain(" ".join([record["level"], str(record.get("event", "")), *facts, *reasons[-1:]]))


def _plain(text: str) -> str:
    """Whatever a learner wrote into it, it cannot speak to the terminal."""
    return "".join(each if each.isprintable() else " " for each in text).strip()[:_WIDTH]
