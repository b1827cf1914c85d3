"""What tokens cost. A dollar for a million tokens is a micro-dollar for each."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from backend.llm.calling import Call, Usage

MICRO = 1_000_000  # micro-dollars of a dollar
ANY = "*"  # the price of models that are not named
_AROUND = 16  # bytes that stand around each message, at most
_BYTES = 3  # of a token, on average: a little too few for English, about right for Cyrillic


@dataclass(frozen=True)
class Price:
    """Dollars for a million tokens."""

    input: float
    cached: float
    output: float

    def of(self, usage: Usage) -> int:
        """Micro-dollars, rounded up."""
        fresh = max(usage.input - usage.cached, 0)
        paid = fresh * self.input + usage.cached * self.cached + usage.output * self.output
        return math.ceil(paid)


@dataclass(frozen=True)
class Prices:
    by_model: Mapping[str, Price]

    def of(self, model: str, usage: Usage) -> int:
        return (self.by_model.get(model) or self.by_model[ANY]).of(usage)


def pairs(text: str) -> dict[str, str]:
    """`a=b,c=d`. Raises ValueError."""
    found = [part.split("=", 1) for part in text.split(",") if part.strip()]
    if any(len(one) != 2 for one in found):  # noqa: PLR2004 - a name and its value
        raise ValueError("name=value, separated by commas, is expected")
    return {name.strip(): value.strip() for name, value in found}


def prices_in(text: str) -> Prices:
    """`model=input/cached/output,*=…`, dollars for a million tokens. Raises ValueError."""
    found = {}
    for model, told in pairs(text).items():
        numbers = [float(one) for one in told.split("/")]
        if len(numbers) != 3 or min(numbers) < 0:  # noqa: PLR2004 - the three of a Price
            raise ValueError(f"{model}: input/cached/output in dollars is expected")
        found[model] = Price(*numbers)
    if ANY not in found:
        raise ValueError("a price for all other models, *=…, is missing")
    return Prices(found)


def most(call: Call) -> Usage:
    """More tokens than the call can take: no token is shorter than a byte."""
    return Usage(input=_bytes(call), output=call.max_tokens)


def likely(call: Call, text: str) -> Usage:
    """About what was used, where nobody told: the prompt, and what came of the reply."""
    return Usage(input=-(-_bytes(call) // _BYTES), output=-(-len(text.encode()) // _BYTES))


def _bytes(call: Call) -> int:
    texts = [call.system, *(line.text for line in call.lines)]
    if call.schema is not None:
        texts += map(str, call.schema)
    return sum(len(text.encode()) + _AROUND for text in texts)
