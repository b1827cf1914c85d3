"""What Prometheus may ask about models. Made in `main`, for one registry."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from backend.llm.asking import Role
from backend.llm.breaker import State
from backend.llm.prices import MICRO

_SECONDS = (0.1, 0.3, 1, 2, 3, 5, 8, 12, 20, 30, 45)
_STATES = {State.closed: 0.0, State.half_open: 0.5, State.open: 1.0}


class Metrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "tutor_llm_calls",
            "HTTP calls to models.",
            ["role", "model", "outcome"],
            registry=registry,
        )
        self._seconds = Histogram(
            "tutor_llm_seconds",
            "How long a call took.",
            ["role", "model"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._cost = Counter(
            "tutor_llm_cost_usd", "What calls cost.", ["role", "model"], registry=registry
        )
        self._over_budget = Counter(
            "tutor_llm_over_budget",
            "Questions that no budget was left for.",
            ["role"],
            registry=registry,
        )
        self._breakers = Gauge(
            "tutor_llm_breaker_open",
            "Whether a model is left alone: 1 yes, 0.5 it is tried again, 0 no.",
            ["model"],
            registry=registry,
        )

    def called(self, role: Role, model: str, outcome: str, *, seconds: float, cost: int) -> None:
        """`cost` is in micro-dollars."""
        self._calls.labels(role.value, model, outcome).inc()
        self._seconds.labels(role.value, model).observe(seconds)
        self._cost.labels(role.value, model).inc(cost / MICRO)

    def over_budget(self, role: Role) -> None:
        self._over_budget.labels(role.value).inc()

    def breaker(self, model: str, state: State) -> None:
        self._breakers.labels(model).set(_STATES[state])
