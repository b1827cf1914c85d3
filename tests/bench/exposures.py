"""How soon a broken exercise leaves practice: learners simulated by ability, with reports.

What is assumed, all of it here and none of it the monitor's own:
- Abilities are N(0, 1) in logits; the monitor knows them with an error of N(0, 0.5).
- Good exercises have a difficulty of N(-1.4, 0.8), cut at -4 and 0.3: three of four are right.
- Half have three or four options, half are typed. Who does not know picks a wrong option by an
  attraction of its own (gamma 0.7), or writes one of five usual mistakes or one of their own.
- Of those who know, one in thirty slips.
- Of those who notice a defect, `REPORTED` say so (by a report, or by "should be right"), and half
  of them with the reason that fits. Without a defect, one in a hundred who were marked wrong
  complains, and one in a thousand who were right: some three reports in a thousand exposures.
Who notices: with a wrong or a second key, those who know and were marked wrong; with no key, or an
untrue explanation, those who know, whatever it counted as; in another language everybody. Nobody
notices that an exercise is above the level: that is for the gates, and for the facility later on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp
from random import Random

from backend.quality.evidence import Evidence, Seen, bar
from backend.quality.schemas import FlagReason
from backend.quality.tally import FEWEST_PEOPLE
from tests.bench.report import Reporter, at_least, at_most, progress

RUNS = 1000
EXPOSURES = 20
LONG = 300
REPORTED = 0.7
OTHERS = (0.0, 0.2, 0.4, 0.6)
SLIPS = 1 / 30
GRUMBLES = {True: 0.001, False: 0.01}
RIGHT_REASON = 0.5  # of those who notice; the others give any of the four
KEY = "key"


@dataclass
class Item:
    """One exercise. Who knows says what `known` draws; `noticed` tells who sees the defect."""

    difficulty: float
    wrong: dict[str, float]
    options: int | None
    known: Callable[[Random], str] = field(default=lambda _: KEY)
    noticed: Callable[[bool, bool], bool] = field(default=lambda *_: False)
    reason: FlagReason = FlagReason.other


def a_good_one(chance: Random) -> Item:
    options = chance.choice([3, 4, None, None])
    names = "abc"[: options - 1] if options else "abcde"
    weights = [chance.gammavariate(0.7, 1) + 1e-9 for _ in names]
    difficulty = min(max(chance.gauss(-1.4, 0.8), -4.0), 0.3)
    return Item(difficulty, dict(zip(names, weights, strict=True)), options)


def _wrong_key(item: Item, chance: Random) -> None:
    item.known = lambda _: "truth"
    item.reason = FlagReason.wrong_key
    item.noticed = lambda knew, right: knew and not right


def _two_keys(item: Item, chance: Random) -> None:
    share = chance.uniform(0.35, 0.65)
    item.reason = FlagReason.two_keys
    item.known = lambda chance: KEY if chance.random() < share else "also right"
    item.noticed = lambda knew, right: knew and not right


def _no_key(item: Item, chance: Random) -> None:
    among = [*item.wrong, KEY] if item.options else list(item.wrong)
    item.known = lambda chance: chance.choice(among)
    item.noticed = lambda knew, _: knew
    item.reason = FlagReason.wrong_key


def _another_language(item: Item, chance: Random) -> None:
    item.difficulty = 9.0
    item.noticed = lambda *_: True
    item.reason = FlagReason.language


def _off_level(item: Item, chance: Random) -> None:
    item.difficulty += 3.5


def _untrue(item: Item, chance: Random) -> None:
    item.noticed = lambda knew, _: knew


DEFECTS: dict[str, Callable[[Item, Random], None]] = {
    "wrong key": _wrong_key,
    "two keys": _two_keys,
    "no key": _no_key,
    "another language": _another_language,
    "untrue explanation": _untrue,
}


ABOVE = "above the level"
ALL = {**DEFECTS, ABOVE: _off_level}


def answered(item: Item, ability: float, chance: Random) -> tuple[str, bool]:
    """What a learner says, and whether they knew."""
    knows = chance.random() < 1 / (1 + exp(item.difficulty - ability))
    if knows and chance.random() > SLIPS:
        return item.known(chance), True
    choices, weights = zip(*item.wrong.items(), strict=True)
    if item.options is None and chance.random() < 0.3:
        return f"own {chance.random()}", knows
    if item.options is not None and not knows and chance.random() < 1 / item.options:
        return KEY, knows
    return chance.choices(choices, weights)[0], knows


def retired_after(item: Item, chance: Random, *, reported: float, most: int) -> int | None:
    """The exposure after which it left practice; None where it stayed for `most` of them."""
    evidence = Evidence()
    for number in range(1, most + 1):
        ability = chance.gauss(0, 1)
        said, knew = answered(item, ability, chance)
        right = said == KEY
        known_as = ability + chance.gauss(0, 0.5)
        seen = Seen(right, known_as, item.options, None if right else said)
        evidence = evidence.after(seen)
        noticed = item.noticed(knew, right)
        if chance.random() < (reported if noticed else GRUMBLES[right]):
            sure = noticed and chance.random() < RIGHT_REASON
            reason = item.reason if sure else chance.choice(list(FlagReason))
            evidence = evidence.flagged(reason, right=right)
        if number >= FEWEST_PEOPLE and evidence.odds() > bar(0):
            return number
    return None


def share(
    make: Callable[[Random], Item], seed: str, *, reported: float = REPORTED, most: int = EXPOSURES
) -> float:
    gone = 0
    for run in range(RUNS):
        chance = Random(f"{seed} {run}")
        gone += retired_after(make(chance), chance, reported=reported, most=most) is not None
    return gone / RUNS


def planted(*defects: str) -> Callable[[Random], Item]:
    def make(chance: Random) -> Item:
        item = a_good_one(chance)
        ALL[chance.choice(defects)](item, chance)
        return item

    return make


def run() -> None:
    report = Reporter("exposures")
    progress(f"exposures: {RUNS} runs a line, {EXPOSURES} exposures each; seeded")
    everything = planted(*DEFECTS)
    kept = "reported by 70% of those who notice"
    found = share(everything, "planted")
    report(f"planted, {kept}", "retired within 20", found, "of all", at_least(0.99))
    report("good", "retired within 20", share(a_good_one, "good"), "of all", at_most(0.02))
    long = share(a_good_one, "good", most=LONG)
    report("good", f"retired within {LONG}", long, "of all")
    for name in ALL:
        report(f"{name}, {kept}", "retired within 20", share(planted(name), name), "of all")
    for rate in OTHERS:
        for name in DEFECTS:
            found = share(planted(name), name, reported=rate)
            report(f"{name}, reported by {rate:.0%}", "retired within 20", found, "of all")
