"""Pure: exercises of a course that are one exercise, or nearly."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from backend.catalogue.measures import Fault, Measure, measured
from backend.catalogue.schemas import Item, Shelf
from backend.exercises.kinds.read_text import ReadContent
from backend.kit.text import words

# Of 100: sentences whose words, sorted, are as good as the same. In a sentence of five words one
# word changed is about 85, a different ending about 95.
ALIKE = 90
FEWEST_WORDS = 3


def likeness(shelf: Shelf) -> Measure:
    """Model answers of three words and more, each against each. Single words may come again."""
    answers = [(item.key, answer) for item in shelf.items if (answer := _answer(item))]
    faults = list(_pairs(answers))
    limit = f"no two model answers >= {ALIKE} % alike"
    return measured("near-duplicates", len(faults), limit, faults)


def _answer(item: Item) -> str:
    content = item.content
    text = content.text if isinstance(content, ReadContent) else content.right
    said = words(text)
    return " ".join(sorted(said)) if len(said) >= FEWEST_WORDS else ""


def _pairs(answers: list[tuple[str, str]]) -> Iterator[Fault]:
    for (first, one), (second, other) in combinations(answers, 2):
        ratio = fuzz.ratio(one, other, score_cutoff=ALIKE)
        if ratio:
            yield Fault(second, f"its model answer is {ratio:.0f} % that of {first}")
