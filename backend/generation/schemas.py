"""The life of what a model is asked to write for the stock, in words."""

from dataclasses import dataclass
from enum import StrEnum

from backend.kit.levels import Level


class RefillState(StrEnum):
    running = "running"
    done = "done"
    stopped = "stopped"  # by its budget, or because no model answers
    lapsed = "lapsed"  # its time is over and something of it was never settled


class OrderState(StrEnum):
    open = "open"
    written = "written"  # the drafts are here and wait for the critic
    done = "done"
    refused = "refused"  # never asked again
    failed = "failed"
    skipped = "skipped"  # its refill had been stopped before


class DraftState(StrEnum):
    waiting = "waiting"  # for the critic
    published = "published"
    rejected = "rejected"


@dataclass(frozen=True)
class Ordered:
    """What drafts are asked for: what they train, how, and in whose voice."""

    language: str
    level: Level
    kind: str
    skill: str
    topic: str
    persona: str
    tone: str
    wanted: int
