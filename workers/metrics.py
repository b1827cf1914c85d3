"""What Prometheus may ask a worker. Made in `main`, for one registry."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from backend.jobs.schemas import Claim, Load, Outcome

_DURATIONS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120, 300, 600)
_WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)


class Metrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._attempts = Counter(
            "tutor_jobs", "Attempts at jobs.", ["job", "outcome"], registry=registry
        )
        self._durations = Histogram(
            "tutor_job_duration_seconds",
            "How long an attempt took.",
            ["job", "outcome"],
            buckets=_DURATIONS,
            registry=registry,
        )
        self._waits = Histogram(
            "tutor_job_wait_seconds",
            "How long a job had been due when an attempt began.",
            ["job"],
            buckets=_WAITS,
            registry=registry,
        )
        self._loads = {
            field: Gauge(f"tutor_jobs_{field}", title, ["queue"], registry=registry)
            for field, title in {
                "ready": "Jobs that are due and wait for a worker.",
                "deferred": "Jobs that are not due yet.",
                "in_progress": "Jobs that a worker holds.",
                "dead": "Jobs that failed for good.",
            }.items()
        }

    def began(self, claim: Claim) -> None:
        self._waits.labels(claim.kind).observe(max(claim.waited.total_seconds(), 0))

    def ended(self, kind: str, outcome: Outcome, *, seconds: float | None = None) -> None:
        """`seconds` is None for an attempt whose end nobody saw."""
        self._attempts.labels(kind, outcome.value).inc()
        if seconds is not None:
            self._durations.labels(kind, outcome.value).observe(seconds)

    def loads(self, loads: Iterable[Load]) -> None:
        """What is not mentioned has been emptied."""
        for field, gauge in self._loads.items():
            gauge.clear()
            for load in loads:
                gauge.labels(load.queue).set(getattr(load, field))


def counting_recordings(registry: CollectorRegistry) -> Callable[[str], None]:
    """What counts a recording by what became of it."""
    recordings = Counter(
        "tutor_recordings", "Recordings, by what became of them.", ["outcome"], registry=registry
    )
    return lambda outcome: recordings.labels(outcome).inc()
