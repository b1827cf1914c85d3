"""Which sound of English a piece of a recording is: linear discriminants (Fisher, as in Rao 1948)
on what the recogniser's encoder makes of it, of which the logarithm of the right sound's posterior
is a goodness of pronunciation (Hu et al. 2015). `sounds.json` holds the numbers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from operator import mul
from typing import Self

_FLOOR = -12.0  # nats: below, all is equally wrong
_UNKNOWN = -0.7  # nats: about what a sound that was said well has
Vector = Sequence[float]


@dataclass(frozen=True)
class Posterior:
    """Of one sound that should be there: the natural logarithm of its probability, ≤ 0, and the
    sound that is the likeliest."""

    value: float
    likeliest: str


@dataclass(frozen=True)
class Sounds:
    """`weights`: for each sound a bias, then one number for each of the encoder's."""

    weights: Mapping[str, Vector]

    @classmethod
    def read(cls, text: str) -> Self:
        """From `{sound: [bias, weight, …]}`. Raises ValueError for rows of unlike lengths."""
        told: dict[str, list[float]] = json.loads(text)
        if len({len(row) for row in told.values()}) != 1:
            raise ValueError("no table of sounds")
        return cls(told)

    def told(self) -> str:
        """What `read` reads: a line for each sound, four digits of each number."""
        rows = (
            f"{json.dumps(name)}: [{', '.join(f'{one:.4g}' for one in row)}]"
            for name, row in self.weights.items()
        )
        return "{\n" + ",\n".join(rows) + "\n}\n"

    def posterior(self, name: str, state: Vector) -> Posterior:
        """A sound too rare for the table is taken to be said well."""
        if name not in self.weights:
            return Posterior(_UNKNOWN, name)
        said = {one: row[0] + sum(map(mul, row[1:], state)) for one, row in self.weights.items()}
        top = max(said, key=said.__getitem__)
        whole = said[top] + log(sum(exp(value - said[top]) for value in said.values()))
        return Posterior(max(_FLOOR, said[name] - whole), top)
