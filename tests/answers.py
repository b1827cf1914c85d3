"""Answers to the exercises that the factories make, right and wrong, for every kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from backend.attempts.schemas import AnyAnswer
from backend.exercises.kinds.base import Choice, Ordered, Picked, Typed
from backend.exercises.kinds.choose_stress import ChooseStressShown
from backend.exercises.kinds.correct_mistake import CorrectMistakeShown
from backend.exercises.kinds.hear_story import HearStoryShown
from backend.exercises.kinds.match_pairs import MatchPairsShown
from backend.exercises.kinds.order_words import OrderWordsShown
from backend.exercises.kinds.read_text import ReadTextShown
from backend.exercises.kinds.sort_words import SortWordsShown
from backend.exercises.kinds.translate import TranslateShown


class Reader(NamedTuple):
    """Whoever answers, where nobody in particular does."""

    native: str = "en"
    target: str = "nl"


Answering: TypeAlias = Callable[[Any, bool], AnyAnswer]


def _beginning(good: bool, options: Sequence[str]) -> int:  # one of two answers
    word = "goed" if good else "fout"
    return next(n for n, option in enumerate(options) if option.startswith(word))


def _option(shown: Any, good: bool) -> AnyAnswer:
    return Choice(index=_beginning(good, shown.options))


def _stress(shown: ChooseStressShown, good: bool) -> AnyAnswer:
    fitting = (n for n, one in enumerate(shown.options) if one.endswith("GOED") == good)
    return Choice(index=next(fitting))


def _pairs(shown: MatchPairsShown, good: bool) -> AnyAnswer:
    made = [shown.right.index(f"rechts {left[-1]}") for left in shown.left]
    return Picked(picks=made if good else [*made[1:], made[0]])


def _reading(shown: ReadTextShown | HearStoryShown, good: bool) -> AnyAnswer:
    return Picked(picks=[_beginning(good, question.options) for question in shown.questions])


def _mending(shown: CorrectMistakeShown, good: bool) -> AnyAnswer:
    return Picked(picks=[shown.words.index("zijn"), _beginning(good, shown.options)])


def _sorting(shown: SortWordsShown, good: bool) -> AnyAnswer:
    return Picked(picks=[int(word.startswith("b") == good) for word in shown.words])


def _order(shown: OrderWordsShown, good: bool) -> AnyAnswer:
    a, b, *rest = sorted(shown.chips)
    chips = (a, b, *rest) if good else (b, a, *rest)
    return Ordered(order=[shown.chips.index(chip) for chip in chips])


def _form(_: Any, good: bool) -> AnyAnswer:
    return Typed(text="goedkoop" if good else "goedkope")


def _dictated(_: Any, good: bool) -> AnyAnswer:
    return Typed(text=f"{'dit' if good else 'dat'} is goed gehoord")


def _translation(shown: TranslateShown, good: bool) -> AnyAnswer:
    number = "".join(filter(str.isdigit, shown.text))
    return Typed(text=f"{'dit' if good else 'dat'} is goedkoop nummer {number}")


ANSWERS: Mapping[str, Answering] = {
    "choose_heard": _option,
    "choose_sentence": _option,
    "choose_stress": _stress,
    "choose_word": _option,
    "complete_dialogue": _option,
    "correct_mistake": _mending,
    "dictation": _dictated,
    "fill_gap": _option,
    "hear_story": _reading,
    "match_pairs": _pairs,
    "minimal_pair": _option,
    "order_words": _order,
    "read_text": _reading,
    "sort_words": _sorting,
    "translate": _translation,
    "type_gap": _form,
}
