"""Pure: do the explanations speak of this exercise?

Whether what they say is true the critic is asked. What can be told by looking: an explanation says
something, and where it quotes a whole phrase of the course's language, a word of that stands in the
exercise.
"""

from collections.abc import Iterator

from backend.catalogue.schemas import Item
from backend.generation.gates.base import Context, Reasons
from backend.generation.gates.language import another
from backend.generation.gates.texts import Told, quoted, told
from backend.kit.text import words

STEM = 3
PHRASE = 3  # words
SHORTEST = 10  # characters of a reason
REASONS = {"why", "because"}


def explanations(item: Item, context: Context) -> Reasons:
    texts = told(item.content)
    stems = {
        word[:STEM] for each in texts if each.field not in REASONS for word in words(each.text)
    }
    reasons = [each for each in texts if each.field in REASONS]
    return [reason for each in reasons for reason in _of(each, stems, context.language)]


def _of(each: Told, stems: set[str], code: str) -> Iterator[str]:
    where = f"{each.path} ({each.language})"
    if len(each.text.strip()) < SHORTEST:
        yield f"{where}: that explains nothing: {each.text}"
    for phrase in quoted(each.text):
        said = words(phrase)
        if any(word[:STEM] in stems for word in said) or len(said) < PHRASE:
            continue
        if another(said, code, 0.0) is None:
            yield f"{where}: it is about another exercise: {each.text}"
