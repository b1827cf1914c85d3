"""Answering and asking for what comes next, beside a bare route of the same framework."""

from tests.bench.report import Reporter, at_least
from tests.bench.rounds import bare, practice, take_turns, tell_beside
from tests.bench.seed import Size
from tests.bench.stack import a_stack

SIZE = Size(exercises=10_000, profiles=2_000)
CONNECTIONS = (16, 64)
PROMISED_AT = 16
PROMISED = 0.125


def run() -> None:
    report = Reporter("answer")
    with a_stack() as stack:
        database = stack.database("answer", SIZE)
        with stack.api(database) as api, stack.bare(database) as yardstick:
            pairs = {
                connections: (
                    practice(api, SIZE, connections),
                    bare(yardstick, SIZE, connections),
                )
                for connections in CONNECTIONS
            }
            for connections, pair in pairs.items():
                take_turns(pair)
                promised = at_least(PROMISED) if connections == PROMISED_AT else None
                tell_beside(report, f"1 process, {connections} connections", *pair, promised)
