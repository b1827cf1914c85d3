"""Pure: a scenario played without a model.

A reply is understood by the patterns of the step where the learner stands. One that is not is asked
for again, in other words and with chips to tap; after the second the partner helps and goes on, so
that every conversation ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from pydantic import BaseModel, ConfigDict

from backend.catalogue.scenarios import Chip, Intent, Phrase, Scenario, Step
from backend.exercises.matching import Closeness
from backend.exercises.matching import match as matched
from backend.exercises.tongues.rules import Tongue
from backend.exercises.understanding import is_part, known_words, likeness
from backend.tutor.lost import words_lost

PATIENCE = 2  # replies to one question that are not understood
SHORT = 3  # words; a longer reply needs no fuller way to say it


class State(BaseModel):
    """Where a conversation stands: JSON by `model_dump(mode="json")` and back.

    `step` is the key of what was asked last, or of the end. `own` are the steps that the learner
    answered, `helped` those that the partner went on from.
    """

    model_config = ConfigDict(frozen=True)

    scenario: str
    seed: int
    step: str
    tries: int = 0
    turns: int = 0
    own: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    over: bool = False


@dataclass(frozen=True)
class Said:
    """What the partner says to a reply, and what can be said next.

    `fuller` is a fuller way to say what the learner said in a word or two, `slip` what they said
    with a slip of the finger. `lost`: the learner asked to hear it again. `hint` and `praise` are
    for the learner: language code -> text; praise comes with the end, a line for each step that
    the learner answered.
    """

    lines: tuple[Phrase, ...]
    chips: tuple[Chip, ...] = ()
    hint: dict[str, str] | None = None
    understood: bool = True
    lost: bool = False
    fuller: Phrase | None = None
    slip: Phrase | None = None
    over: bool = False
    goal_reached: bool = False
    praise: tuple[dict[str, str], ...] = ()


def start(scenario: Scenario, chance: Random) -> State:
    return State(scenario=scenario.key, seed=chance.randrange(2**31), step=scenario.steps[0].key)


def opening(scenario: Scenario, state: State) -> Said:
    """The greeting, and the first question."""
    asked = asking(scenario, state)
    return replace(asked, lines=(scenario.opening, *asked.lines))


def asking(scenario: Scenario, state: State) -> Said:
    """What stands open: said again when a conversation goes on after a pause."""
    if state.over:
        return _ending(scenario, state)
    step = _step(scenario, state)
    return Said(lines=(_one(step.lines, state),), chips=_chips(step, state), hint=step.hint)


def reply(scenario: Scenario, state: State, text: str) -> tuple[State, Said]:
    """What follows a reply. To a conversation that is over, its last words again."""
    if state.over:
        return state, _ending(scenario, state)
    step = _step(scenario, state)
    meant = understood(scenario, step, text)
    if meant is not None:
        return _gone_on(scenario, state, step, meant, text)
    if state.tries + 1 < PATIENCE:
        return _asked_again(scenario, state, step, text)
    return _helped(scenario, state, step, text)


def joined(
    scenario: Scenario, said: Sequence[str], chance: Random, stood: State | None = None
) -> State:
    """Where a conversation stands that somebody else has led: never at its end.

    `said` are the learner's replies to them, in their order; what fits no step is passed over.
    `stood` is where it was left to them, where it was not theirs from the beginning.
    """
    state = stood or start(scenario, chance)
    for text in said:
        meant = understood(scenario, _step(scenario, state), text)
        if meant is None or scenario.step(meant.then) is None:
            continue
        state = _moved(scenario, state, meant, own=(*state.own, state.step))
    return state


def understood(scenario: Scenario, step: Step, text: str) -> Intent | None:
    """What a reply means at this step: of several, what fits it best.

    None for a reply that asks to hear it again, where an answer would rest on a word at most:
    "I don't understand" is neither a name nor a no.
    """
    hearing = scenario.hearing()
    best: tuple[tuple[int, int], Intent] | None = None
    for intent in step.intents:
        score = likeness(text, intent.accept, hearing)
        if score is not None and (best is None or score > best[0]):
            best = score, intent
    words = 0 if best is None else best[0][0]
    if words <= 1 and words < _asks(scenario, text):
        return None
    if best is not None:
        return best[1]
    known = known_words(text, hearing.tongue)
    return next((each for each in step.intents if 0 < each.open <= known), None)


def _asks(scenario: Scenario, text: str) -> int:
    """In how many words a reply asks to hear it again. "Sofia, please" does not: of one word that
    may mean something else as well, the reply must be all."""
    hearing, elsewhere = scenario.hearing(), words_lost(text, scenario.language)
    found = likeness(text, scenario.manners.again, hearing)
    if found is None or (found[0] == 1 and len(hearing.tongue.words(text)) > 1):
        return elsewhere
    return max(found[0], elsewhere)


def _is_lost(scenario: Scenario, text: str) -> bool:
    again = likeness(text, scenario.manners.again, scenario.hearing())
    return again is not None or words_lost(text, scenario.language) > 0


def _gone_on(
    scenario: Scenario, state: State, step: Step, meant: Intent, text: str
) -> tuple[State, Said]:
    after = _moved(scenario, state, meant, own=(*state.own, step.key))
    asked = asking(scenario, after)
    first = () if meant.answer is None else (meant.answer,)
    told = replace(asked, lines=(*first, *asked.lines))
    return after, told if meant.chip is None else _better(told, meant.chip, text, scenario)


def _better(told: Said, chip: Chip, text: str, scenario: Scenario) -> Said:
    tongue = scenario.hearing().tongue
    match matched(text, [chip.say], tongue=tongue).closeness:
        case Closeness.same:
            return told
        case Closeness.slip:
            return replace(told, slip=chip)
        case _:
            return replace(told, fuller=chip) if _is_short_for(chip, text, tongue) else told


def _asked_again(scenario: Scenario, state: State, step: Step, text: str) -> tuple[State, Said]:
    after = state.model_copy(update={"tries": state.tries + 1, "turns": state.turns + 1})
    manners = scenario.manners
    lost = _is_lost(scenario, text)
    first = _one(manners.repeating if lost else manners.puzzled, after)
    asked = asking(scenario, after)
    return after, replace(asked, lines=(first, step.rephrase), understood=False, lost=lost)


def _helped(scenario: Scenario, state: State, step: Step, text: str) -> tuple[State, Said]:
    """The partner says what could be said, takes it for said, and goes on."""
    chip = step.chips()[0]
    after = _moved(scenario, state, step.shown_by(chip), helped=(*state.helped, step.key))
    asked = asking(scenario, after)
    helping = _one(scenario.manners.helping, after)
    # The phrase is one of the catalogue's own: it means here what it means there.
    line = Phrase(
        say=helping.say.replace("{phrase}", chip.say),
        meaning={
            code: meant.replace("{phrase}", chip.meaning.get(code, chip.say))
            for code, meant in helping.meaning.items()
        },
    )
    lost = _is_lost(scenario, text)
    return after, replace(asked, lines=(line, *asked.lines), understood=False, lost=lost)


def _moved(
    scenario: Scenario,
    state: State,
    meant: Intent,
    *,
    own: tuple[str, ...] | None = None,
    helped: tuple[str, ...] | None = None,
) -> State:
    return state.model_copy(
        update={
            "step": meant.then,
            "tries": 0,
            "turns": state.turns + 1,
            "own": state.own if own is None else own,
            "helped": state.helped if helped is None else helped,
            "over": scenario.step(meant.then) is None,
        }
    )


def _ending(scenario: Scenario, state: State) -> Said:
    end = scenario.end(state.step) or scenario.ends[0]
    return Said(
        lines=(_one(end.lines, state),),
        over=True,
        # Whoever was helped with most of it was shown the way, and has not gone it yet.
        goal_reached=len(state.own) > len(state.helped),
        praise=tuple(step.praise for step in scenario.steps if step.key in state.own),
    )


def _step(scenario: Scenario, state: State) -> Step:
    """A step that a newer version of the file has no more is the first one."""
    return scenario.step(state.step) or scenario.steps[0]


def _one(lines: Sequence[Phrase], state: State) -> Phrase:
    """The same at the same place of one conversation, however often it is asked for."""
    return Random(f"{state.seed} {state.step} {state.tries}").choice(lines)


def _chips(step: Step, state: State) -> tuple[Chip, ...]:
    chips = step.chips()
    return tuple(Random(f"{state.seed} {state.step}").sample(chips, len(chips)))


def _is_short_for(chip: Chip, text: str, tongue: Tongue) -> bool:
    """Whether a reply is a word or two of what the chip says in full."""
    return len(tongue.of(text).words(text)) <= SHORT and is_part(text, chip.say, tongue)
