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
    answers, presses = answering.throughput("answer"), answering.throughput("answer", "next_action")
    requests = yardstick.throughput("bare")
    promised = at_least(PROMISED) if connections == PROMISED_AT else None
    report(name, "answers", answers, "1/s")
    report(name, "answers and next actions", presses, "1/s")
    report(name, "bare route", requests, "1/s")
    report(name, "throughput ratio", answers / requests, "answers / bare requests", promised)
    report(name, "throughput ratio of all presses", presses / requests, "presses / bare requests")
    tell_latencies(report, name, answering, "answer")
    tell_latencies(report, name, answering, "next_action")
    tell_latencies(report, name, yardstick, "bare")
    report(name, "processor time a press", answering.cpu("answer", "next_action"), "ms")
    report(name, "processor time a bare request", yardstick.cpu("bare"), "ms")
