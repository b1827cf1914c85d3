"""Ten times the exercises and the attempts: answering stays as fast, and reads as little."""

import asyncio
from collections.abc import Sequence
from itertools import zip_longest
from statistics import median

from tests.bench.plans import MODES, PRESSES, Plan, explaining, statements_of
from tests.bench.report import Reporter, at_least, at_most
from tests.bench.rounds import Case, bare, practice, take_turns, tell_beside
from tests.bench.seed import Size
from tests.bench.stack import a_stack

SMALL = Size(exercises=10_000, profiles=2_000)
LARGE = Size(exercises=100_000, profiles=20_000)
CONNECTIONS = 16
FLAT = 1.2
# Profiles whose presses are explained: of every language and level, each with an exercise open.
EXPLAINED = range(600, 636, 3)


def run() -> None:
    report = Reporter("growth")
    with a_stack() as stack:
        databases = [stack.database(f"growth_{size.exercises}", size) for size in (SMALL, LARGE)]
        # Before anybody plays: who has an exercise open is known as it was seeded.
        for press in PRESSES:
            _tell_plans(report, press, *(asyncio.run(_plans(url, press)) for url in databases))
        with (
            stack.api(databases[0]) as small,
            stack.api(databases[1]) as large,
            stack.bare(databases[1]) as yardstick,
        ):
            cases = (
                practice(small, SMALL, CONNECTIONS),
                practice(large, LARGE, CONNECTIONS),
                bare(yardstick, LARGE, CONNECTIONS),
            )
            take_turns(cases)
            _tell(report, *cases)


def _tell(report: Reporter, small: Case, large: Case, yardstick: Case) -> None:
    name = f"1 process, {CONNECTIONS} connections"
    for size, case in ((SMALL, small), (LARGE, large)):
        tell_beside(report, f"{name}, {size.name}", case, yardstick)
    p50 = median(large.latencies("answer")) / median(small.latencies("answer"))
    throughput = large.throughput("answer") / small.throughput("answer")
    report(name, "answer p50 ratio", p50, "large / small", at_most(FLAT))
    report(name, "throughput ratio", throughput, "large / small", at_least(round(1 / FLAT, 3)))


async def _plans(url: str, press: str) -> list[list[Plan]]:
    """For every statement of the press, in its order: its plans, for each profile that sends it."""
    found = []
    async with explaining(url) as explain:
        for profile in EXPLAINED:
            sent = await statements_of(url, PRESSES[press], profile)
            found.append([await explain(each, mode) for each in sent for mode in MODES])
    return [[plan for plan in plans if plan] for plans in zip_longest(*found)]


def _tell_plans(
    report: Reporter, press: str, small: Sequence[list[Plan]], large: Sequence[list[Plan]]
) -> None:
    # A profile with nothing left to repair opens nothing: its press has a statement less.
    nobody: list[Plan] = []
    for number, (few, many) in enumerate(zip_longest(small, large, fillvalue=nobody)):
        statement, mode = divmod(number, len(MODES))
        name = f"{press}, statement {statement + 1}, {MODES[mode]}"
        for size, plans in ((SMALL, few), (LARGE, many)):
            buffers = [plan.buffers() for plan in plans] or [0]
            report(f"{name}, {size.name}", "pages touched, median", median(buffers), "8 KB")
            report(f"{name}, {size.name}", "pages touched, most", max(buffers), "8 KB")
        whole = {table for plan in (*few, *many) for table in plan.read_whole()}
        report(name, "growing tables read whole", len(whole), "tables", at_most(0))
