"""Rounds of load on a process, and what they say together."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import median, quantiles

import orjson

from tests.bench.load import PATIENCE, Load, Measured
from tests.bench.report import Reporter, Target, progress
from tests.bench.seed import FIRST_SUBJECT, Size
from tests.bench.stack import Process
from tests.conftest import ROOT, TOKEN
from tests.factories import BOT

SECONDS = 4.0  # of a round
ROUNDS = 5


@dataclass(frozen=True)
class Round:
    """What was measured, and the processor time that the process took for it, in seconds."""

    seconds: float
    measured: Measured
    cpu: float


@dataclass
class Case:
    """One process under one number of connections, over all its rounds."""

    process: Process
    load: Load
    rounds: list[Round] = field(default_factory=list)

    def run(self, *, seconds: float = SECONDS) -> None:
        load = replace(self.load, seconds=seconds)
        before = self.process.cpu()
        measured = _generate(load)
        self.rounds.append(Round(seconds, measured, self.process.cpu() - before))
        # Nobody is played twice before everybody was played once.
        self.load = replace(load, first=load.first + measured.played)

    def warm_up(self) -> None:
        self.run(seconds=2)
        self.rounds.clear()

    def latencies(self, kind: str) -> list[float]:
        return [each for one in self.rounds for each in getattr(one.measured, kind)]

    def presses(self) -> float:
        """Requests of any kind a second, the median of the rounds."""
        return median(len(_all(one.measured)) / one.seconds for one in self.rounds)

    def throughput(self, kind: str) -> float:
        """Requests of one kind a second of the time that went to them, the median of the rounds.

        Answering needs a next action now and then; its time is no time of answering.
        """
        rates = []
        for one in self.rounds:
            latencies = getattr(one.measured, kind)
            share = sum(latencies) / sum(_all(one.measured))
            rates.append(len(latencies) / (one.seconds * share))
        return float(median(rates))

    def cpu(self) -> float:
        """Milliseconds of the process's own processor time a request."""
        count = sum(len(_all(one.measured)) for one in self.rounds)
        return 1000 * sum(one.cpu for one in self.rounds) / count


def practice(process: Process, size: Size, connections: int) -> Case:
    """Learners who practise."""
    load = Load(
        port=process.port,
        connections=connections,
        seconds=SECONDS,
        token=TOKEN,
        bot=BOT,
        first_subject=FIRST_SUBJECT,
        learners=size.profiles,
    )
    return Case(process, load)


def bare(process: Process, size: Size, connections: int) -> Case:
    """The bare route."""
    return Case(process, Load(process.port, connections, SECONDS, exercises=size.exercises))


def take_turns(cases: Sequence[Case]) -> None:
    """All rounds of all cases, interleaved: whatever else the machine does meets them all."""
    for case in cases:
        case.warm_up()
    for number in range(ROUNDS):
        progress(f"round {number + 1} of {ROUNDS}")
        # Every other round the other way about, so that nobody always follows the same one.
        for case in cases[:: 1 if number % 2 == 0 else -1]:
            case.run()


def tell_latencies(report: Reporter, name: str, case: Case, kind: str) -> None:
    cuts = quantiles(case.latencies(kind), n=100)
    for percent in (50, 95, 99):
        metric = f"{kind.replace('_', ' ')} p{percent}"
        report(name, metric, cuts[percent - 1], "ms")


def _all(measured: Measured) -> list[float]:
    return [*measured.answer, *measured.next_action, *measured.bare]


def _generate(load: Load) -> Measured:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=orjson.dumps(asdict(load)),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
        timeout=load.seconds + 2 * PATIENCE,
    )
    return Measured(**orjson.loads(done.stdout))


def tell_beside(
    report: Reporter, name: str, answering: Case, yardstick: Case, promised: Target | None = None
) -> None:
    """What answering took, beside the bare route."""
    answers, requests = answering.throughput("answer"), yardstick.throughput("bare")
    report(name, "answers, of the time that they take", answers, "1/s")
    report(name, "answers and next actions", answering.presses(), "1/s")
    report(name, "bare route", requests, "1/s")
    report(name, "throughput ratio", answers / requests, "answers / bare requests", promised)
    for case, kind in ((answering, "answer"), (answering, "next_action"), (yardstick, "bare")):
        tell_latencies(report, name, case, kind)
    report(name, "processor time a press", answering.cpu(), "ms")
    report(name, "processor time a bare request", yardstick.cpu(), "ms")
    report(name, "processor time ratio", yardstick.cpu() / answering.cpu(), "bare / press")
