"""Pure: is it in the stock already, or nearly?"""

from rapidfuzz import fuzz

from backend.catalogue.likeness import ALIKE
from backend.catalogue.schemas import Item
from backend.generation.gates.base import Context, Neighbour, Reasons
from backend.generation.likeness import ALONE, JACCARD, fingerprint

MOST_TOLD = 3


def alike(item: Item, context: Context) -> Reasons:
    own = fingerprint(item.content, context.language)
    near = [each for each in context.neighbours if is_alike(own.line, each)]
    return [f"exercise {each.exercise_id} says the same: {each.line}" for each in near[:MOST_TOLD]]


def is_alike(line: str, other: Neighbour) -> bool:
    if line.startswith(ALONE) or other.line.startswith(ALONE):
        return line == other.line
    ours, theirs = set(line.split()), set(other.line.split())
    if len(ours & theirs) >= JACCARD * len(ours | theirs):
        return True
    return fuzz.ratio(line, other.line) >= ALIKE
