"""Pure: may somebody who does not know the language guess the key by how it looks?"""

from collections.abc import Callable, Iterator

from backend.catalogue.form import ECHO_TELLS, SEVERAL, Choosing, choices, echo, stems
from backend.catalogue.schemas import Item
from backend.catalogue.stopwords import STOPWORDS
from backend.exercises.kinds.base import MOST_OUT
from backend.generation.gates.base import Context, Reasons
from backend.kit.text import comparable

STANDS_OUT, STANDS_OUT_BY = 1.5, 8  # characters
TWICE, TWICE_BY = 2.0, 7

_FORMS: dict[str, Callable[[str], bool]] = {
    "ends with a mark": lambda text: text[-1:] in ".!?…",
    "begins with a capital": lambda text: text[:1].isupper(),
    "has a comma or a bracket": lambda text: any(sign in text for sign in ",;("),
}


def tells(item: Item, context: Context) -> Reasons:
    found = choices(item, context.language)
    return [reason for each in found for reason in _of(each, context.language)]


def _of(each: Choosing, language: str) -> Iterator[str]:
    if each.options < SEVERAL:
        yield "two options are a coin's toss"
        return
    yield from _length(each)
    yield from _form(each)
    yield from _echo(each, STOPWORDS.get(language, frozenset()))


def _length(each: Choosing) -> Iterator[str]:
    own, wrong = len(each.answer), sorted(len(text) for text in each.wrong)
    for factor, by in ((STANDS_OUT, STANDS_OUT_BY), (TWICE, TWICE_BY)):
        if own > wrong[-1] * factor and own - wrong[-1] >= by:
            yield f"'{each.answer}' is much longer than every wrong option"
            return
    if own * TWICE < wrong[0] and wrong[0] - own >= STANDS_OUT_BY:
        yield f"'{each.answer}' is much shorter than every wrong option"


def _form(each: Choosing) -> Iterator[str]:
    """A form that the key has and all of at least two wrong options lack, or the other way."""
    if len(each.wrong) < MOST_OUT:
        return
    for name, has in _FORMS.items():
        wrong = {has(text) for text in each.wrong}
        if wrong == {not has(each.answer)}:
            told = name if has(each.answer) else f"is the only one that not {name}"
            yield f"the key '{each.answer}' alone stands out: it {told}"


def _echo(each: Choosing, stop: frozenset[str]) -> Iterator[str]:
    asked_for = f" {comparable(each.asked)} "
    said = {text: f" {comparable(text)} " in asked_for for text in (each.answer, *each.wrong)}
    if said.pop(each.answer) and " " in each.answer and not any(said.values()):
        yield f"'{each.answer}' stands in what is asked, and no wrong option does"
    if each.kind not in ECHO_TELLS:
        return
    only = echo(each, stop)
    key, asked = stems(each.answer, stop), stems(each.asked, stop)
    elsewhere = any(asked & stems(text, stop) - key for text in each.wrong)
    if only and not elsewhere:
        yield f"only the key takes up '{', '.join(sorted(only))}' of what is asked"
