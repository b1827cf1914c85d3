"""Which model is asked, and the breaker of each. One a process: each learns by its own calls."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.llm.asking import Role, Unavailable
from backend.llm.breaker import Breaker, State
from backend.llm.calling import MUTE, WELL, Outcome
from backend.llm.metrics import Metrics


@dataclass(frozen=True)
class Crew:
    """The model of each role, and the one that steps in for all of them, if there is one."""

    usual: str
    fallback: str = ""
    by_role: Mapping[Role, str] = field(default_factory=dict)

    def of(self, role: Role) -> list[str]:
        """In the order in which they are asked."""
        first = self.by_role.get(role, self.usual)
        return [first, self.fallback] if self.fallback not in {"", first} else [first]


class Choice:
    def __init__(self, crew: Crew, metrics: Metrics, breaker: Breaker) -> None:
        self._crew = crew
        self._metrics = metrics
        self._new = breaker
        self._breakers: dict[str, Breaker] = {}

    def model(self, role: Role, *, after: str | None = None) -> str:
        """Whom to ask now; `after` has just failed, and is asked again only if nobody else is
        there. Raises Unavailable. Say how it went by `ended`."""
        now = self._now()
        models = sorted(self._crew.of(role), key=lambda model: model == after)
        for model in models:
            breaker = self._breaker(model)
            if breaker.allows(now):
                self._keep(model, breaker.begun(now))
                return model
        raise Unavailable(f"{', '.join(models)}: left alone after too many failures")

    def is_alone(self, role: Role) -> bool:
        """Whether nobody steps in when the model of this role fails."""
        return len(self._crew.of(role)) == 1

    def ended(self, model: str, outcome: Outcome | None) -> None:
        """`outcome` is None where no call was made after all."""
        breaker = self._breaker(model)
        if outcome is None or outcome in MUTE:
            self._keep(model, breaker.unknown())
        elif outcome in WELL:
            self._keep(model, breaker.succeeded())
        else:
            self._keep(model, breaker.failed(self._now()))

    def states(self) -> dict[str, State]:
        return {model: one.state(self._now()) for model, one in self._breakers.items()}

    def _breaker(self, model: str) -> Breaker:
        return self._breakers.get(model, self._new)

    def _keep(self, model: str, breaker: Breaker) -> None:
        self._breakers[model] = breaker
        self._metrics.breaker(model, breaker.state(self._now()))

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
