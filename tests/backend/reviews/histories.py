"""Random histories of answers, lived through by the rules that every answer is decided by."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from backend.attempts.effects import Effects, remember
from backend.attempts.standing import Held, PointState, Standing
from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.lessons.pacing import PACES, Rhythm, Today, after_answer, amend, before_exercise
from backend.reviews.mistakes import Slip, after_wrong
from backend.reviews.scheduling import Remembered, met
from backend.users.days import current_day
from backend.users.schemas import Plan
from tests.backend.exercises.contents import a_content

BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)
ZONES = ("Europe/Amsterdam", "America/Los_Angeles", "Asia/Tokyo", "UTC")


@dataclass(frozen=True)
class Step:
    """An answer, a mistake seen elsewhere (`raised`), or a word that was looked at (`met`).

    What is `void` was answered, and leaves no trace in memory.
    """

    at: datetime
    exercise: int = 0
    verdict: Verdict = Verdict.correct
    void: bool = False
    self_checked: bool | None = None
    hints: int = 0
    because: Because = Because.new
    raised: int | None = None
    met: int | None = None


@dataclass
class Life:
    """What a profile has by the end."""

    memories: dict[int, Remembered] = field(default_factory=dict)
    trained_by: dict[int, int] = field(default_factory=dict)
    slips: dict[int, Slip] = field(default_factory=dict)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    raised: list[dict[str, Any]] = field(default_factory=list)
    met_of: dict[int, Remembered] = field(default_factory=dict)
    rhythm: Rhythm = field(default_factory=Rhythm)
    today: Today = field(default_factory=Today)
    answered: int = 0


def a_history(
    chance: Random, exercises: list[int], skills: list[int], words: list[int]
) -> list[Step]:
    now, steps = BEGAN, []
    if chance.random() < 0.5:
        steps.append(Step(at=now, met=chance.choice(words)))
    for _ in range(chance.randint(3, 16)):
        now += chance.choice(
            [timedelta(seconds=20), timedelta(minutes=7), timedelta(hours=9), timedelta(days=1.4)]
        )
        if chance.random() < 0.08:
            steps.append(Step(at=now, raised=chance.choice(skills)))
            continue
        verdict = chance.choice([*Verdict, Verdict.wrong, Verdict.correct])
        unsure = verdict is Verdict.unsure
        steps.append(
            Step(
                at=now,
                exercise=chance.choice(exercises),
                verdict=verdict,
                self_checked=chance.choice([True, False, None]) if unsure else None,
                hints=chance.choice([0, 0, 0, 1, 3]),
                because=chance.choice([Because.new, Because.repair]),
            )
        )
    return steps


def lived(
    steps: list[Step], trains: dict[int, dict[int, PointKind]], zone: str, *, raised_in: int
) -> Life:
    """The life of a profile that answers so. What is not about an answer is about `raised_in`."""
    life = Life()
    for number, step in enumerate(steps):
        day = current_day(step.at, zone, life.today.day)
        if step.met is not None:
            memory = met(now=step.at, day=day)
            life.memories[step.met] = life.met_of[step.met] = memory
            life.trained_by[step.met] = raised_in
        elif step.raised is not None:
            life.slips[step.raised] = after_wrong(
                life.slips.get(step.raised),
                exercise_id=raised_in,
                answered=life.answered,
                now=step.at,
            )
            life.raised.append(
                {"point_id": step.raised, "raised_at": step.at, "answered": life.answered}
            )
        else:
            _answer(life, number, step, trains[step.exercise], zone, day)
    return life


def _answer(
    life: Life, number: int, step: Step, points: dict[int, PointKind], zone: str, day: date
) -> None:
    pace = PACES[Plan.free]
    rhythm, today = before_exercise(life.rhythm, pace, step.at), life.today.on(day)
    verdict = step.verdict
    life.rhythm, life.today = after_answer(rhythm, today, pace, right=verdict.is_right, now=step.at)
    held = _held(life, step, points, zone, today)
    effects = remember(held, Effects(verdict=verdict), verdict, step.at)
    life.answered += 1
    if verdict is Verdict.unsure and step.self_checked is not None:
        if step.self_checked:
            life.rhythm, life.today = amend(life.rhythm, life.today)
        held = replace(_held(life, step, points, zone, life.today), answered_at=step.at)
        word = Verdict.correct if step.self_checked else Verdict.wrong
        effects = remember(held, effects, word, step.at)
    if step.void:
        return
    for memory in effects.memories:
        point = memory.pop("point_id")
        life.memories[point], life.trained_by[point] = Remembered(**memory), step.exercise
    for slip in effects.slips:
        point = slip.pop("point_id")
        life.slips[point] = Slip(**slip)
    life.reviews += [
        {**each, "step": number, "day": day, "at": step.at} for each in effects.reviews
    ]


def _held(life: Life, step: Step, points: dict[int, PointKind], zone: str, today: Today) -> Held:
    standing = Standing(
        profile_id=1,
        user_id=1,
        native="en",
        target="nl",
        level=Level.a1,
        alphabet=Alphabet.latin,
        daily_goal=1,
        plan=Plan.free,
        timezone=zone,
        place=0,
        again=0,
        answered=life.answered,
        last_exercise_id=None,
        reported=[],
        rhythm=life.rhythm,
        today=today,
    )
    return Held(
        id=1,
        exercise_id=step.exercise,
        because=step.because,
        point_id=None,
        order=[],
        number=1,
        shown_at=step.at,
        answered_at=None,
        verdict=None,
        self_checked=None,
        key=None,
        said=None,
        reply=None,
        hints=step.hints,
        content=a_content("fill_gap"),
        points=[
            PointState(id, kind, life.memories.get(id), life.slips.get(id))
            for id, kind in points.items()
        ],
        standing=standing,
    )
