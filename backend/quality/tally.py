"""Pure: what was seen of an exercise since it was looked at last, and whether that is usual."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

from backend.exercises.accepting import normal
from backend.exercises.grading import Verdict
from backend.quality.evidence import Evidence, Seen, bar
from backend.quality.schemas import Cause, FlagReason
from backend.quality.statistics import Abilities, correlation, discrimination, share

SURE = 1.96
SURER = 3.0
FEWEST_PEOPLE = 3  # one voice hides nothing, however sure it is
FEWEST = 30  # answers before a share of right ones says something
PATIENCE = 4  # times as many, for each review that found it good
FEWEST_EASY = 100
EASY = 0.97
LEAST_RIGHT = 0.2  # where chance is nothing: typed and built answers
FEWEST_CORRELATED = 50
# Three times what is usual of good ones: three reports in a thousand.
USUAL_REPORTS = 0.01
FEWEST_REPORTS = 3  # people
MOST_SHOWN = 5  # wrong answers


@dataclass(frozen=True)
class Told:
    """One answer as the record counts it. `part`: a wrong answer's name, None where it has none."""

    right: bool
    gave_up: bool
    part: str | None
    options: int | None

    def seen(self, ability: float) -> Seen:
        return Seen(self.right, ability, self.options, self.part)


def told(
    said: dict[str, Any] | None, order: Sequence[int], verdict: Verdict, language: str
) -> Told | None:
    """What an answer was, by the attempt's columns; None where it says nothing of the exercise."""
    kind = (said or {}).get("type")
    if verdict is Verdict.unsure or said is None or kind is None:
        return None
    options = len(order) if kind == "choice" else None
    if kind == "give_up":
        return Told(right=False, gave_up=True, part=None, options=options)
    right = verdict.is_right
    part = None if right else _part(said, order, language)
    return Told(right=right, gave_up=False, part=part, options=options)


def _part(said: dict[str, Any], order: Sequence[int], language: str) -> str | None:
    """Options by their number in the content, whatever their order on the screen; words as such."""
    match said["type"]:
        case "choice" if said["index"] < len(order):
            return f"#{order[said['index']]}"
        case "typed":
            return normal(said["text"], language)
        case "ordered":
            return " ".join(f"#{order[chip]}" for chip in said["order"] if chip < len(order))
        case _:
            return None


NO_ABILITIES = Abilities()


@dataclass(frozen=True)
class Tally:
    """The counts are of first answers; `given_up` ones count among the `exposures`."""

    exposures: int = 0
    right: int = 0
    given_up: int = 0
    flags: int = 0
    abilities: Abilities = NO_ABILITIES
    evidence: Evidence = field(default_factory=Evidence)

    def after(self, it: Told, ability: float) -> "Tally":
        """With one more answer. Whoever gave up says nothing of the key."""
        able = self.abilities
        return replace(
            self,
            exposures=self.exposures + 1,
            right=self.right + it.right,
            given_up=self.given_up + it.gave_up,
            abilities=Abilities(
                able.total + ability,
                able.squares + ability * ability,
                able.of_right + ability * it.right,
            ),
            evidence=self.evidence if it.gave_up else self.evidence.after(it.seen(ability)),
        )

    def flagged(self, reason: FlagReason, *, right: bool) -> "Tally":
        evidence = self.evidence.flagged(reason, right=right)
        return replace(self, flags=self.flags + 1, evidence=evidence)

    def appealed(self) -> "Tally":
        """Whoever gave the last answer says that it should be right: as telling as a report."""
        evidence = self.evidence.flagged(FlagReason.two_keys, right=False)
        return replace(self, evidence=evidence)

    def figures(self) -> dict[str, Any]:
        """What an inspection keeps: shares with their bounds, at 95 %."""
        found = discrimination(self.exposures, self.right, self.abilities)
        most = sorted(self.evidence.wrong.items(), key=lambda pair: -pair[1])[:MOST_SHOWN]
        return {
            "exposures": self.exposures,
            "right": self.right,
            "given_up": self.given_up,
            "flags": self.flags,
            "facility": _rounded(share(self.right, self.exposures, z=SURE)),
            "reported": _rounded(share(*self._reports(), z=SURE)),
            "discrimination": None if found is None else round(found, 3),
            "odds": round(self.evidence.odds(), 2),
            "matter": self.evidence.matter(),
            "wrong": dict(most),
        }

    def _reports(self) -> tuple[int, int]:
        return self.flags, max(self.exposures, self.flags)

    def reported_beyond_band(self) -> bool:
        """Whether more people report it than is usual, as far as that can be told."""
        enough = self.flags >= FEWEST_REPORTS
        return enough and share(*self._reports(), z=SURE).low > USUAL_REPORTS


def out_of_band(it: Tally, *, options: int | None, reviews: int) -> Cause | None:
    """Why somebody should look at it, if anybody should. `reviews` found it good before."""
    if it.exposures >= FEWEST_PEOPLE and it.evidence.odds() > bar(reviews):
        return Cause.broken
    if it.reported_beyond_band():
        return Cause.reports
    return _of_answers(it, options=options, patience=PATIENCE**reviews)


def _of_answers(it: Tally, *, options: int | None, patience: int) -> Cause | None:
    answers = it.exposures
    if answers >= FEWEST * patience and it.right < _by_chance(answers, options):
        return Cause.too_hard
    found = discrimination(answers, it.right, it.abilities)
    enough = found is not None and answers >= FEWEST_CORRELATED * patience
    if enough and correlation(found or 0.0, answers, z=SURER).high < 0:
        return Cause.against_ability
    if answers >= FEWEST_EASY * patience and share(it.right, answers, z=SURE).low > EASY:
        return Cause.too_easy
    return None


def _by_chance(answers: int, options: int | None) -> float:
    """So many right answers could be guessed: the share of chance and two standard deviations."""
    chance = 0.0 if options is None else 1 / max(options, 2)
    by_chance = chance + 2 * sqrt(chance * (1 - chance) / answers)
    return max(by_chance, LEAST_RIGHT) * answers


def _rounded(bounds: tuple[float, float]) -> list[float]:
    return [round(bound, 3) for bound in bounds]


LEARNS, FORGETS, SLOWEST = 0.4, 0.05, 0.05


def abler(ability: float, answers: int, *, expected: float, right: bool) -> float:
    """A learner's ability after one more answer, Elo's way: the more is known, the less it moves.

    Source of the first step, 0.4: what calibrates exercises best in public answers to a grammar
    examination (see the measures of difficulty by Elo against Rasch).
    """
    step = max(LEARNS / (1 + FORGETS * answers), SLOWEST)
    return ability + step * (right - expected)
