"""Pure: whether an exercise is broken, told from the first answers to it and the reports on it.

A sequential probability ratio test. Each hypothesis says how likely an answer and a report are:
that the exercise is good and of this or that difficulty, that its key is wrong, that it has two
keys, and so on. After every answer the odds of "broken" against "good" are compared with a bar, so
that one may look after each of them. Source: Wald, "Sequential tests of statistical hypotheses"
(1945), with mixtures for what is not known: the difficulty, and what is broken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

from backend.quality.schemas import FlagReason

SLIP = 0.04  # of those who know, so many miss
TYPED_GUESS = 0.03  # of those who do not know, so many type it all the same
ONE_WAY = (0, 1, 2)  # options among which there is one way to be wrong
MOST_CHOICES = 20  # different wrong answers that are remembered of one exercise
LONGEST_CHOICE = 60  # characters

# ln(odds). One in thirty is broken before anything is known; beyond the bar, a little under even,
# it leaves practice: to look at a good one costs less than to go on asking a broken one.
BAR = -0.1
PER_REVIEW = 1.0  # whoever looked at it and found it good raises the bar
FLOOR = -9.0  # no hypothesis falls further behind: a change is noticed, however long it was good
BROKEN = 1 / 30


@dataclass(frozen=True)
class Hypothesis:
    """What could be the matter, and how likely it is beforehand (`prior`).

    Of those who know, the share `knows` answers as the key says; nobody knows where `difficulty`
    is None. `flags_wrong` and `flags_right` are the shares of learners who report it when their
    answer counted as wrong and as right, `reason` what six in ten of them would say. Wrong answers
    are alike where `spread` is near 0.
    """

    name: str
    prior: float
    difficulty: float | None
    bad: bool = False
    knows: float = 1 - SLIP
    flags_wrong: float = 0.01
    flags_right: float = 0.001
    reason: FlagReason | None = None
    spread: float = 0.7

    def right(self, ability: float, guess: float) -> float:
        """The probability that a learner's answer counts as right."""
        knowing = 0.0 if self.difficulty is None else logistic(ability - self.difficulty)
        return knowing * self.knows + (1 - knowing) * guess

    def flags(self, *, right: bool) -> float:
        return self.flags_right if right else self.flags_wrong

    def says(self, reason: FlagReason) -> float:
        """How likely a report gives this reason."""
        if self.reason is None:
            return 1 / len(FlagReason)
        return 0.6 if reason is self.reason else 0.4 / (len(FlagReason) - 1)


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


_GOOD = {-4.2: 0.08, -3.0: 0.17, -2.2: 0.25, -1.4: 0.27, -0.7: 0.16, 0.0: 0.07}
_EASY, _USUAL, _HARD = -3.0, -1.8, -0.8


def _broken(name: str, share: float, *difficulties: float | None, **how: Any) -> list[Hypothesis]:
    prior = share * BROKEN / len(difficulties)
    return [Hypothesis(name, prior, each, bad=True, **how) for each in difficulties]


_WRONG_KEY = {"knows": 0.03, "flags_wrong": 0.4, "flags_right": 0.05, "spread": 0.1}
_TWO_KEYS = {"knows": 0.5, "flags_wrong": 0.35, "flags_right": 0.005, "spread": 0.1}
_NO_KEY = {"flags_wrong": 0.4, "flags_right": 0.3}
_UNTRUE = {"flags_wrong": 0.2, "flags_right": 0.35}

HYPOTHESES: tuple[Hypothesis, ...] = (
    *(Hypothesis("good", p * (1 - BROKEN), at) for at, p in _GOOD.items()),
    *_broken("wrong key", 0.25, _EASY, _USUAL, _HARD, reason=FlagReason.wrong_key, **_WRONG_KEY),
    *_broken("two keys", 0.35, _EASY, _USUAL, _HARD, reason=FlagReason.two_keys, **_TWO_KEYS),
    *_broken("no key", 0.15, None, **_NO_KEY),
    *_broken("too hard", 0.05, 1.8, flags_wrong=0.04, flags_right=0.01),
    *_broken("untrue", 0.2, _EASY, _USUAL, _HARD, reason=FlagReason.other, **_UNTRUE),
)


@dataclass(frozen=True)
class Seen:
    """A first answer to an exercise. `ability` of the learner, in logits, 0 being usual.

    `options` is how many there were to choose from, None where it was typed or built. `choice`
    names a wrong answer, so that it can be compared with others; None where it cannot.
    """

    right: bool
    ability: float
    options: int | None = None
    choice: str | None = None

    @property
    def guess(self) -> float:
        return TYPED_GUESS if self.options is None else 1 / max(self.options, 2)


@dataclass(frozen=True)
class Evidence:
    """All that speaks for and against: ln(likelihood) of each hypothesis, and the wrong answers."""

    weights: tuple[float, ...] = (0.0,) * len(HYPOTHESES)
    wrong: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def kept(cls, weights: Sequence[float], wrong: Mapping[str, int]) -> "Evidence":
        """As it was kept. What was weighed against other hypotheses than these is forgotten."""
        return cls(tuple(weights), wrong) if len(weights) == len(HYPOTHESES) else cls()

    def after(self, seen: Seen) -> "Evidence":
        """With one more answer, and no report on it."""
        steps = (
            log(_likely(each, seen, self.wrong)) + log(1 - each.flags(right=seen.right))
            for each in HYPOTHESES
        )
        return self._moved(steps, _counted(self.wrong, seen))

    def flagged(self, reason: FlagReason, *, right: bool) -> "Evidence":
        """With a report by somebody who has answered; `right`: the answer counted as right."""
        steps = (
            log(each.flags(right=right) / (1 - each.flags(right=right)) * each.says(reason))
            for each in HYPOTHESES
        )
        return self._moved(steps, self.wrong)

    def _moved(self, steps: Iterable[float], wrong: Mapping[str, int]) -> "Evidence":
        moved = [weight + step for weight, step in zip(self.weights, steps, strict=True)]
        top = max(moved)
        return Evidence(tuple(max(weight - top, FLOOR) for weight in moved), wrong)

    def odds(self) -> float:
        """ln(odds) that it is broken."""
        return _odds(self.weights)

    def matter(self) -> str:
        """What is most likely the matter, if anything is."""
        shares = zip(_shares(self.weights), HYPOTHESES, strict=True)
        return max(((share, each.name) for share, each in shares if each.bad))[1]

    def expected(self, seen: Seen) -> float:
        """The probability of a right answer by this learner, all hypotheses considered."""
        shares = _shares(self.weights)
        each_right = (each.right(seen.ability, seen.guess) for each in HYPOTHESES)
        return sum(share * right for share, right in zip(shares, each_right, strict=True))


def bar(reviews: int) -> float:
    """What the odds must exceed after so many reviews that found nothing."""
    return BAR + PER_REVIEW * reviews


def _likely(it: Hypothesis, seen: Seen, wrong: Mapping[str, int]) -> float:
    right = it.right(seen.ability, seen.guess)
    if seen.right:
        return right
    return (1 - right) * _of_choice(it, seen, wrong)


def _of_choice(it: Hypothesis, seen: Seen, wrong: Mapping[str, int]) -> float:
    """How likely this wrong answer is among the wrong ones: as those before, or a new one."""
    if seen.choice is None or seen.options in ONE_WAY:
        return 1.0
    before, same = sum(wrong.values()), wrong.get(seen.choice, 0)
    if seen.options is not None:
        return (same + it.spread) / (before + it.spread * (seen.options - 1))
    fresh = 3 * it.spread  # people find more ways to be wrong where they write
    return (same or fresh) / (before + fresh)


def _counted(wrong: Mapping[str, int], seen: Seen) -> Mapping[str, int]:
    if seen.right or seen.choice is None:
        return wrong
    choice = seen.choice[:LONGEST_CHOICE]
    if choice not in wrong and len(wrong) >= MOST_CHOICES:
        return wrong
    return {**wrong, choice: wrong.get(choice, 0) + 1}


def _shares(weights: Sequence[float]) -> list[float]:
    """The probability of each hypothesis."""
    masses = [exp(w) * each.prior for w, each in zip(weights, HYPOTHESES, strict=True)]
    whole = sum(masses)
    return [mass / whole for mass in masses]


def _odds(weights: Sequence[float]) -> float:
    top = max(weights)
    sides = {True: 1e-300, False: 1e-300}
    for weight, each in zip(weights, HYPOTHESES, strict=True):
        sides[each.bad] += exp(weight - top) * each.prior
    return log(sides[True] / sides[False])
