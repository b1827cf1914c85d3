"""Answering and asking for what comes next, beside a bare route of the same framework."""

from tests.bench.report import Reporter, at_least
from tests.bench.rounds import Case, bare, practice, take_turns, tell_latencies
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
                _tell(report, connections, *pair)


def _tell(report: Reporter, connections: int, answering: Case, yardstick: Case) -> None:
    name = f"1 process, {connections} connections"
    answers, requests = answering.throughput("answer"), yardstick.throughput("bare")
    promised = at_least(PROMISED) if connections == PROMISED_AT else None
    report(name, "answers, of the time that they take", answers, "1/s")
    report(name, "answers and next actions", answering.presses(), "1/s")
    report(name, "bare route", requests, "1/s")
    report(name, "throughput ratio", answers / requests, "answers / bare requests", promised)
    for case, kind in ((answering, "answer"), (answering, "next_action"), (yardstick, "bare")):
        tell_latencies(report, name, case, kind)
    report(name, "processor time a press", answering.cpu(), "ms")
    report(name, "processor time a bare request", yardstick.cpu(), "ms")
    report(name, "processor time ratio", yardstick.cpu() / answering.cpu(), "bare / press")
