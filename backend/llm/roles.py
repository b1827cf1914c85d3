"""How each role asks: the table of temperatures and limits. Which model it asks is a setting."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.llm.asking import Role

LONGEST = 45.0  # seconds: nobody waits longer for whatever a model is asked


@dataclass(frozen=True)
class Manner:
    """`max_tokens` is of the reply. `tries` is how many calls may fail before we give up.

    `patience` is for one call, or for each piece of a stream, `deadline` for all together, seconds.
    """

    temperature: float
    max_tokens: int
    patience: float
    deadline: float
    tries: int = 2


MANNERS: Mapping[Role, Manner] = {
    # A learner waits for it, and is promised an end within 45 s whatever else happens.
    Role.judge: Manner(temperature=0.0, max_tokens=700, patience=12, deadline=26),
    Role.explain: Manner(temperature=0.2, max_tokens=700, patience=12, deadline=26),
    Role.converse: Manner(temperature=0.7, max_tokens=900, patience=15, deadline=LONGEST),
    # Nobody waits for these.
    Role.generate: Manner(temperature=0.9, max_tokens=3000, patience=30, deadline=LONGEST),
    Role.critique: Manner(temperature=0.0, max_tokens=1200, patience=20, deadline=LONGEST),
    Role.report: Manner(temperature=0.3, max_tokens=1500, patience=20, deadline=LONGEST),
}
