"""Pure: is there exactly one key, as far as it can be told without understanding?

The rules that grade learners grade the draft first: every accepted answer has to be right by them,
every known slip and every wrong option wrong.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from backend.catalogue.schemas import Item
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Content, Reasoned
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.matching import Closeness, match
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.generation.gates.base import Context, Reasons
from backend.kit.text import comparable

_ASIDE = re.compile(r"\([^)]*\)")
_SENSES = re.compile("[;,/]")
_ARTICLE = re.compile(r"^(to|the|an?)\s+")


def key(item: Item, context: Context) -> Reasons:
    return list(_of(item.content, tongue_of(context.language)))


def _of(content: Content, tongue: Tongue) -> Iterator[str]:
    match content:
        case TypedContent():
            yield from _typed(content, tongue)
        case OrderWords():
            yield from _ordered(content, tongue)
        case ReadContent():
            for question in content.questions:
                yield from _same(question.options, tongue)
        case MatchPairs():
            yield from _paired(content)
        case Options():
            yield from _same(content.offered(range(content.parts())), tongue)


def _typed(content: TypedContent, tongue: Tongue) -> Iterator[str]:
    for text in content.accepted:
        if content.judge_text(text, tongue).verdict is not Verdict.correct:
            yield f"'{text}' is accepted, and the rules call it wrong"
    yield from _forgiven(content.slips, content.accepted, tongue)


def _ordered(content: OrderWords, tongue: Tongue) -> Iterator[str]:
    yield from _forgiven(content.slips, content.accepted, tongue)


def _forgiven(slips: Sequence[Reasoned], accepted: Sequence[str], tongue: Tongue) -> Iterator[str]:
    for slip in slips:
        if any(_says(slip.text, text, tongue) for text in accepted):
            yield f"'{slip.text}' is a slip, and the rules call it right"


def _same(options: Sequence[str], tongue: Tongue) -> Iterator[str]:
    """Two options that say the same by the rules of the language: there would be two keys."""
    for one, other in combinations(options, 2):
        if _says(one, other, tongue) and _says(other, one, tongue):
            yield f"'{one}' and '{other}' are one answer"


def _says(one: str, other: str, tongue: Tongue) -> bool:
    return match(one, [other], tongue=tongue).closeness is Closeness.same


def _paired(content: MatchPairs) -> Iterator[str]:
    for one, other in combinations(content.pairs, 2):
        both = _senses(one.meaning) & _senses(other.meaning)
        if both:
            shared = ", ".join(sorted(f"{text} ({code})" for code, text in both))
            yield f"'{one.left}' and '{other.left}' share a meaning: {shared}"


def _senses(meaning: dict[str, str] | None) -> set[tuple[str, str]]:
    return {
        (code, bare)
        for code, text in (meaning or {}).items()
        for sense in _SENSES.split(_ASIDE.sub("", text))
        if (bare := comparable(_ARTICLE.sub("", sense.strip().casefold())))
    }
