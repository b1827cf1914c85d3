"""What comes next for a learner who is held under lock."""

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from backend.attempts.focusing import Focus
from backend.attempts.opinions import Run, Step
from backend.attempts.replies import showing, showing_again
from backend.attempts.repository import NOTHING, Practice
from backend.attempts.standing import Held, Offered, Standing
from backend.errors import NoExercises
from backend.exercises.hearing import hears
from backend.exercises.schemas import Because
from backend.gateways.grammar import Grammar
from backend.kit.actor import Actor
from backend.lessons.choosing import Candidate, choose
from backend.lessons.pacing import Beat, beat, before_exercise
from backend.lessons.pauses import pause
from backend.lessons.schemas import DoneNext, NextAction, SetDone
from backend.profiles.schemas import Opinion


@dataclass(frozen=True)
class World:
    """Who asks, when, with what luck, and with whose knowledge of grammar.

    `judged`: there is a model that can judge what the rules cannot. `asr`: the model that hears
    what is spoken, none where it is empty.
    """

    actor: Actor
    now: datetime
    chance: Random
    grammar: Grammar
    judged: bool = False
    asr: str = ""

    def speaks(self, standing: Standing) -> bool:
        """Whether this learner can answer by voice now."""
        return not standing.is_silent(self.now) and hears(self.asr, standing.target)


@dataclass(frozen=True)
class Following:
    """What comes next, where the learner then stands, and the attempt to open for it, if any.

    `aside` is an open attempt that gives way to it.
    """

    action: NextAction | None
    standing: Standing
    opened: dict[str, Any] | None = None
    aside: int | None = None


async def following(
    practice: Practice,
    standing: Standing,
    world: World,
    *,
    held: Held | None = None,
    go_on: bool = False,
    focus: Focus | None = None,
) -> Following:
    """What comes after `held` is closed, or, without it, what comes now.

    Raises NoExercises where the course has nothing at all.
    """
    what = _beat(standing, world, go_on=go_on, asks=focus is not None and held is None)
    if what is not Beat.exercise and held is not None:
        return _pause(what, standing, world.now, focus)
    speaks = world.speaks(standing)
    offered = await practice.offered(standing, held, focus, speaks=speaks, now=world.now)
    if not offered and held is None and focus is None:
        # A course of one exercise has only that to repeat.
        anything = replace(standing, last_exercise_id=None)
        offered = await practice.offered(anything, held, speaks=speaks, now=world.now)
    opened = next((each for each in offered if each.opened), None)
    if opened is not None and (held is not None or focus is None or focus.fits(opened)):
        return Following(showing_again(opened, standing, standing.pace), standing)
    if what is not Beat.exercise:
        return _pause(what, standing, world.now, focus)
    if focus is None:
        return _choose(offered, standing, world, held)
    return _asked_for(focus, offered, standing, world, held)


def _beat(standing: Standing, world: World, *, go_on: bool, asks: bool) -> Beat:
    """Asking for something is going on after praise, though not through a rest."""
    at = (standing.rhythm, standing.today, standing.pace)
    what = beat(*at, now=world.now, go_on=go_on)
    return beat(*at, now=world.now, go_on=True) if what is Beat.praise and asks else what


def _asked_for(
    focus: Focus, offered: list[Offered], standing: Standing, world: World, held: Held | None
) -> Following:
    fitting = focus.of([each for each in offered if not each.opened], begun=held is not None)
    if not fitting:
        return Following(DoneNext(focus=focus.on), standing)
    aside = next((each for each in offered if each.opened), None)
    if aside is None:
        return _choose(fitting, standing, world, held)
    before = walked_back(aside.candidate.because, aside.place, standing)
    found = _choose(fitting, before, world, held)
    return replace(found, aside=aside.attempt_id)


def _choose(
    offered: list[Offered], standing: Standing, world: World, held: Held | None
) -> Following:
    rhythm = before_exercise(standing.rhythm, standing.pace, world.now)
    number = rhythm.set_answered + 1
    chosen = choose(
        _wished_for([each.candidate for each in offered], standing.run),
        number=number,
        after_mistake=held is not None and held.because in (Because.mistake, Because.repair),
    )
    if chosen is None:
        if held is None:
            raise NoExercises(f"there is no exercise for {standing.target} yet")
        return _pause(Beat.rest, standing, world.now)
    picked = next(each for each in offered if each.candidate is chosen)
    order = picked.content.shuffled(world.chance)
    told = _as_told(picked, standing.run)
    standing = _walked(picked, replace(standing, rhythm=rhythm, run=standing.run.told))
    shown = showing(told, standing, standing.pace, order=order, number=number)
    return Following(shown, standing, _opening(told, order, number))


def _walked(picked: Offered, standing: Standing) -> Standing:
    if picked.walked_again:
        return replace(standing, again=picked.place)
    if picked.candidate.because is Because.new:
        return replace(standing, place=picked.place)
    return standing


def walked_back(because: Because, place: int, standing: Standing) -> Standing:
    """What is set aside without an answer comes again when the course goes on."""
    if because not in (Because.new, Because.again):
        return standing
    if place == standing.place:
        return replace(standing, place=place - 1)
    return replace(standing, again=place - 1) if place == standing.again else standing


def _wished_for(candidates: list[Candidate], run: Run) -> list[Candidate]:
    """Where the course has just moved, what it has there comes before all that returns."""
    of_course = [each for each in candidates if each.because in (Because.new, Because.again)]
    return of_course if run.step is Step.moved and of_course else candidates


def _as_told(picked: Offered, run: Run) -> Offered:
    """What was seen before is not called new, though the walk has come to it anew."""
    if run.step is Step.moved:
        picked = replace(picked, moved="easier" if run.opinion is Opinion.hard else "harder")
    candidate = picked.candidate
    if candidate.because is Because.new and candidate.seen:
        return replace(picked, candidate=replace(candidate, because=Because.again))
    return picked


def _opening(picked: Offered, order: list[int], number: int) -> dict[str, Any]:
    """The columns of the attempt that the showing opens."""
    values = (
        picked.attempt_id,
        picked.candidate.exercise_id,
        picked.candidate.because.value,
        picked.candidate.point_id,
        order,
        number,
    )
    return dict(zip(NOTHING, values, strict=True))


def _pause(what: Beat, standing: Standing, now: datetime, focus: Focus | None = None) -> Following:
    action = pause(
        what,
        standing.rhythm,
        standing.today,
        standing.pace,
        daily_goal=standing.daily_goal,
        now=now,
        timezone=standing.timezone,
    )
    if isinstance(action, SetDone) and focus is not None:
        action = action.model_copy(update={"focus": focus.on})
    return Following(action, standing)
