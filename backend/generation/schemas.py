"""The life of what a model is asked to write for the stock, in words."""

from enum import StrEnum


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
