"""Pure: what the stock lacks, by how it is used; and what is asked for therefore.

Everything that is published serves everybody of a language and level, so that the learner with the
least before them says how much is wanted. Whoever has stopped practising wants nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from random import Random
from typing import NamedTuple

from backend.exercises.course import PER_LEVEL, ceiling, stage
from backend.generation.schemas import Ordered
from backend.kit.levels import Level

RESERVE = 10  # days that the unseen exercises of an active learner are to last
FEWEST_A_DAY = 2.0
EXPECTED = 0.6  # of the drafts are published
MOST_ORDERS = 24  # of one refill
DRAFTS_A_CALL: Mapping[str, int] = {"hear_story": 2, "read_text": 2}
DRAFTS = 3
CRITICISMS = 2.5  # calls for a draft that has passed the other gates
SPREAD = timedelta(minutes=45)
OF_FEW_SKILLS = frozenset({"choose_stress"})
"""Kinds that only fit skills which have such exercises already."""
ANOTHER_VOICE = 8  # tries


class Use(NamedTuple):
    """A learner who practised lately: `new_a_day` exercises, `unseen` lie before them."""

    language: str
    level: Level
    place: int
    new_a_day: float
    unseen: int

    @property
    def walks(self) -> Level:
        """The level that they have walked on to."""
        return list(Level)[min(ceiling(self.level, self.place) // PER_LEVEL - 1, len(Level) - 1)]

    def with_waiting(self, places: Collection[int]) -> "Use":
        """Those at these places lie before them too, as far as they may walk."""
        most = ceiling(self.level, self.place)
        return self._replace(unseen=self.unseen + sum(self.place < at < most for at in places))

    @property
    def lacks(self) -> int:
        return max(ceil(RESERVE * max(self.new_a_day, FEWEST_A_DAY)) - self.unseen, 0)


class Cell(NamedTuple):
    """What the stock has of one kind for one skill at one level. `place` is the first of them;
    `waiting` of those that are `there` wait for a voice.
    """

    language: str
    level: Level
    skill: str
    kind: str
    place: int
    there: int
    waiting: int = 0


class Want(NamedTuple):
    """One call."""

    language: str
    level: Level
    skill: str
    kind: str
    wanted: int


@dataclass(frozen=True)
class Voice:
    """What a language's exercises can be about, and who could say them: keys."""

    topics: Sequence[str]
    personas: Sequence[str]
    tones: Sequence[str]


def lacks(uses: Sequence[Use]) -> dict[tuple[str, Level], list[Use]]:
    """The learners who soon have nothing new, by language and level."""
    found: dict[tuple[str, Level], list[Use]] = defaultdict(list)
    for use in uses:
        if use.lacks:
            found[use.language, use.walks].append(use)
    return found


def wants(
    uses: Sequence[Use], stock: Sequence[Cell], kinds: Collection[str], *, most: int = MOST_ORDERS
) -> list[Want]:
    """What is asked for, at most `most` calls, where it is lacking most first in every round."""
    queues = [
        list(_of_level(max(use.lacks for use in short), _cells(short, stock, kinds)))
        for short in lacks(uses).values()
    ]
    queues.sort(key=len, reverse=True)
    rounds = max(map(len, queues), default=0)
    turns = (queue[turn] for turn in range(rounds) for queue in queues if turn < len(queue))
    return [want for want, _ in zip(turns, range(most), strict=False)]


def _cells(short: Sequence[Use], stock: Sequence[Cell], kinds: Collection[str]) -> list[Cell]:
    """Each kind for each skill that lies before one of them; for all, where none does."""
    language, level = short[0].language, short[0].walks
    here = [cell for cell in stock if cell.language == language and cell.level is level]
    first = min(stage(use.place) for use in short)
    ahead = [cell for cell in here if cell.place >= first] or here
    # What waits for a voice in a language was perhaps never read aloud there.
    shown = {cell.kind for cell in stock if cell.language == language and cell.there > cell.waiting}
    fitting = shown & set(kinds)
    counted = {(cell.skill, cell.kind): cell for cell in here}
    skills = {cell.skill: cell.place for cell in ahead}
    return [
        counted.get((skill, kind)) or Cell(language, level, skill, kind, place, 0)
        for skill, place in skills.items()
        for kind in sorted(fitting)
        if kind not in OF_FEW_SKILLS or (skill, kind) in counted
    ]


def _of_level(lacking: int, cells: list[Cell]) -> Iterator[Want]:
    """The cell with the least in it first, until enough is asked for."""
    left = ceil(lacking / EXPECTED)
    counts = {(cell.skill, cell.kind): cell.there for cell in cells}
    of_kind: dict[str, int] = defaultdict(int)
    while left > 0 and cells:
        cell = min(cells, key=lambda c: (counts[c.skill, c.kind], of_kind[c.kind], c.place, c.kind))
        size = min(DRAFTS_A_CALL.get(cell.kind, DRAFTS), left)
        yield Want(cell.language, cell.level, cell.skill, cell.kind, size)
        counts[cell.skill, cell.kind] += size
        of_kind[cell.kind] += size
        left -= size


def ordered(
    want: Want, voice: Voice, refused: Collection[str], prompts: str, chance: Random
) -> Ordered | None:
    """The want in a voice and on a topic by chance; None where the model refuses whatever is tried.

    `refused` are digests of what it has refused before.
    """
    for _ in range(ANOTHER_VOICE):
        order = Ordered(
            *want[:2],
            kind=want.kind,
            skill=want.skill,
            topic=chance.choice(voice.topics),
            persona=chance.choice(voice.personas),
            tone=chance.choice(voice.tones),
            wanted=want.wanted,
        )
        if digest(order, prompts) not in refused:
            return order
    return None


def digest(order: Ordered, prompts: str) -> str:
    """Two orders with one digest ask the same. `prompts` are the names and versions of them."""
    asked = (
        order.language,
        order.level.value,
        order.kind,
        order.skill,
        order.topic,
        order.persona,
        order.tone,
        prompts,
    )
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


def calls(orders: Sequence[Ordered]) -> tuple[int, int]:
    """About how many calls that is: to the author, and to the critic."""
    return len(orders), ceil(sum(order.wanted for order in orders) * CRITICISMS)


def moments(number: int) -> list[timedelta]:
    """After how long each of so many orders is sent, evenly."""
    return [SPREAD * place / max(number, 1) for place in range(number)]
