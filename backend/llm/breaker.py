"""A circuit breaker: a model that fails again and again is left alone for a while. Pure.

closed ── `most` failures in a row ──> open ── `rest` over ──> one probe: closed, or open for longer
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    closed = "closed"
    half_open = "half_open"
    open = "open"


@dataclass(frozen=True)
class Breaker:
    """Times are seconds of any one clock. Each opening in a row is twice as long as the one before,
    up to `longest`."""

    most: int = 5
    rest: float = 20.0
    longest: float = 300.0
    failures: int = 0
    openings: int = 0
    until: float | None = None
    probed: float | None = None

    def state(self, now: float) -> State:
        if self.until is None:
            return State.closed
        return State.open if now < self.until else State.half_open

    def allows(self, now: float) -> bool:
        """Whether a call may be made. Whoever makes it says so by `begun`."""
        state = self.state(now)
        # A probe of which nothing is heard must not keep the model out for ever.
        free = self.probed is None or now - self.probed >= self.longest
        return state is State.closed or (state is State.half_open and free)

    def begun(self, now: float) -> "Breaker":
        return replace(self, probed=now) if self.state(now) is State.half_open else self

    def succeeded(self) -> "Breaker":
        return replace(self, failures=0, openings=0, until=None, probed=None)

    def failed(self, now: float) -> "Breaker":
        """Calls that were under way when it opened change nothing when they fail too."""
        if self.state(now) is State.open:
            return self
        failures = self.failures + 1
        if self.until is None and failures < self.most:
            return replace(self, failures=failures)
        rest = min(self.rest * 2**self.openings, self.longest)
        openings = min(self.openings + 1, 10)
        return replace(self, failures=0, openings=openings, until=now + rest, probed=None)

    def unknown(self) -> "Breaker":
        """A call ended and says nothing about the model: it was cancelled, or we asked wrongly."""
        return replace(self, probed=None)
