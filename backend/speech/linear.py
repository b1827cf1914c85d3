"""Ridge regressions as plain numbers, which `coefficients.json` holds, and what comes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

FURTHEST = 3.5  # standard deviations: what is further out was never seen, and says no more

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Term:
    """A feature's share: its mean and deviation where it was fitted, the weight of its distance
    from that mean in deviations, and the weight of the square of that distance."""

    mean: float
    deviation: float
    weight: float
    bend: float

    def share(self, value: float) -> float:
        distance = (value - self.mean) / self.deviation
        distance = max(-FURTHEST, min(FURTHEST, distance))
        return self.weight * distance + self.bend * distance * distance

    def is_strange(self, value: float) -> bool:
        return abs(value - self.mean) > FURTHEST * self.deviation


@dataclass(frozen=True)
class Linear:
    """A sum of shares above a bias."""

    bias: float
    terms: Mapping[str, Term]

    @classmethod
    def read(cls, told: Mapping[str, object]) -> Self:
        """From `{"": [bias], feature: [mean, deviation, weight, bend]}`. Raises ValueError."""
        numbers = {name: _floats(value) for name, value in told.items()}
        [bias] = numbers.pop("")
        return cls(bias, {name: Term(*values) for name, values in numbers.items()})

    def told(self) -> dict[str, list[float]]:
        """What `read` reads, rounded to what matters."""
        shown = {
            name: [term.mean, term.deviation, term.weight, term.bend]
            for name, term in self.terms.items()
        }
        return {
            name: [round(one, 5) for one in found]
            for name, found in {"": [self.bias], **shown}.items()
        }

    def value(self, features: Numbers) -> float:
        """Raises KeyError where a feature is missing: never a guess."""
        return self.bias + sum(term.share(features[name]) for name, term in self.terms.items())

    def strange(self, features: Numbers) -> list[str]:
        """Features such as were never seen where this was fitted."""
        return [name for name, term in self.terms.items() if term.is_strange(features[name])]


def _floats(value: object) -> list[float]:
    if not isinstance(value, list) or not all(isinstance(one, int | float) for one in value):
        raise ValueError(f"no coefficients: {value!r}")
    return [float(one) for one in value]
