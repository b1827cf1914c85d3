"""Pure: does it fit on a phone, and is it plain text?

A button carries 64 bytes: twenty letters of a state and the number of an attempt are what the kinds
of exercises may need at most, so what counts here is how many parts there are to tap, and whether
their labels can be read.
"""

import re
import unicodedata
from collections.abc import Iterator

from backend.catalogue.schemas import Item
from backend.exercises.grading import FALLBACK
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.generation.gates.base import Context, Reasons
from backend.generation.gates.texts import Told, told

MOST_PARTS = 20  # letters that a button carries
LABEL = 60  # characters of an option, a chip, a side of a pair
SHORT_LABEL = 32  # of what stands on a button of its own
EXPLANATION = 320
MOST_OPTIONS = 5
WHOLE = 2600  # characters that may be shown at once, with room for what the bot says
_MARKUP = re.compile(
    r"</?[a-z][^>]*>|&[a-z]+;|```|\*\*|(?<!_)__(?!_)|\[[^\]]+\]\(|^#+ ", re.IGNORECASE
)


def limits(item: Item, _: Context) -> Reasons:
    content = item.content
    texts = told(content)
    return [*_plain(texts), *_short(texts, content), *_labels(content), *_parts(content)]


def _plain(texts: list[Told]) -> Iterator[str]:
    for each in texts:
        if _MARKUP.search(each.text):
            yield f"{each.path}: marks of a page or of a chat stand in it"
        if any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"} for sign in each.text):
            yield f"{each.path}: there are characters in it that nobody sees"


def _short(texts: list[Told], content: Content) -> Iterator[str]:
    for each in texts:
        if each.language and len(each.text) > EXPLANATION:
            yield f"{each.path}: {len(each.text)} characters are too many to be read in a chat"
    shown = len(content.show(range(content.parts()), FALLBACK).model_dump_json())
    if shown > WHOLE:
        yield f"{shown} characters are more than a message holds"


def _labels(content: Content) -> Iterator[str]:
    for label, most in _pressed(content):
        if len(label) > most:
            yield f"'{label}' does not fit on a button"


def _pressed(content: Content) -> Iterator[tuple[str, int]]:
    match content:
        case MatchPairs():
            sides = [side for pair in content.pairs for side in (pair.left, pair.right) if side]
            yield from ((side, LABEL) for side in sides)
        case SortWords():
            yield from ((word, SHORT_LABEL) for group in content.groups for word in group.words)
        case OrderWords():
            yield from ((chip, SHORT_LABEL) for chip in (*content.chips, *content.spare))
        case CorrectMistake():
            yield from ((word, SHORT_LABEL) for word in content.sentence.split())
        case ReadContent():
            yield from ((option, LABEL) for q in content.questions for option in q.options)
        case Options():
            yield from ((option, LABEL) for option in content.offered(range(content.parts())))


def _parts(content: Content) -> Iterator[str]:
    if content.parts() > MOST_PARTS:
        yield f"{content.parts()} parts are more than a button can carry"
    if isinstance(content, Options) and content.parts() > MOST_OPTIONS:
        yield f"{content.parts()} options are too many to choose from"
