"""Pure: can a scenario be played to its end, by typing or by chips alone?"""

from collections import Counter
from collections.abc import Iterator

from backend.catalogue.scenarios import Intent, Phrase, Scenario, Step
from backend.exercises.understanding import likeness, says_nothing

FEWEST_TURNS, MOST_TURNS = 5, 8
FEWEST_CHIPS, MOST_CHIPS = 2, 3
NOT_HEARD = (-1, 0)


def dialogue_problems(scenario: Scenario) -> Iterator[str]:
    """What would leave a learner standing, one sentence each."""
    astray = [*_repeated(scenario), *_leading_nowhere(scenario)]
    yield from astray
    if not astray:
        yield from _ways(scenario)
    for step in scenario.steps:
        yield from _misheard(scenario, step)
    if any("{phrase}" not in line.say for line in scenario.manners.helping):
        yield "a line of helping has no place for {phrase}"


def phrases_of(scenario: Scenario) -> Iterator[Phrase]:
    """All that is said in it, the manners of its language among it."""
    yield from (scenario.opening, *scenario.phrases)
    for step in scenario.steps:
        yield from (*step.lines, step.rephrase)
        for intent in step.intents:
            yield from (each for each in (intent.chip, intent.answer) if each is not None)
    yield from (line for end in scenario.ends for line in end.lines)
    manners = scenario.manners
    yield from (*manners.puzzled, *manners.repeating, *manners.helping)


def _repeated(scenario: Scenario) -> Iterator[str]:
    keys = [*(step.key for step in scenario.steps), *(end.key for end in scenario.ends)]
    yield from (f"two places are called '{key}'" for key, n in Counter(keys).items() if n > 1)


def _leading_nowhere(scenario: Scenario) -> Iterator[str]:
    """Each step leads onward only, so that no way goes round in a circle."""
    ends = {end.key for end in scenario.ends}
    ahead = [step.key for step in scenario.steps]
    reached = {scenario.steps[0].key}
    for place, step in enumerate(scenario.steps, start=1):
        if step.key not in reached:
            yield f"nothing leads to '{step.key}'"
        for intent in step.intents:
            if intent.then not in {*ahead[place:], *ends}:
                yield f"'{intent.key}' of '{step.key}' leads to no later place: '{intent.then}'"
            reached.add(intent.then)
    yield from (f"nothing leads to '{key}'" for key in sorted(ends - reached))


def _ways(scenario: Scenario) -> Iterator[str]:
    lengths = ways(scenario)
    outside = [n for n in sorted(lengths) if not FEWEST_TURNS <= n <= MOST_TURNS]
    yield from (f"a way through it takes {n} turns" for n in outside)


def ways(scenario: Scenario) -> set[int]:
    """How many replies the ways through it take. Every step must lead onward only."""
    left: dict[str, set[int]] = {end.key: {0} for end in scenario.ends}
    for step in reversed(scenario.steps):
        left[step.key] = {1 + n for intent in step.intents for n in left[intent.then]}
    return left[scenario.steps[0].key]


def _misheard(scenario: Scenario, step: Step) -> Iterator[str]:
    """A chip must be understood as what it is the chip of."""
    hearing = scenario.hearing()

    def score(intent: Intent, said: str) -> tuple[int, int]:
        return likeness(said, intent.accept, hearing) or NOT_HEARD

    if not FEWEST_CHIPS <= len(step.chips()) <= MOST_CHIPS:
        yield f"'{step.key}' has {len(step.chips())} chips; {FEWEST_CHIPS} or {MOST_CHIPS} fit"
    for intent in step.intents:
        if not (intent.accept or intent.open):
            yield f"'{intent.key}' of '{step.key}' accepts nothing"
            continue
        empty = [pattern for pattern in intent.accept if says_nothing(pattern, hearing.tongue)]
        yield from (f"nothing fits '{pattern}' of '{intent.key}'" for pattern in empty)
        if intent.chip is None:
            continue
        said = intent.chip.say
        best = max(step.intents, key=lambda each: score(each, said))
        if best is not intent or score(intent, said) == NOT_HEARD:
            yield f"the chip of '{intent.key}' at '{step.key}' is not understood: {said}"
