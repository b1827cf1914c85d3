"""Every kind of exercise and its view. A kind without one is a type error."""

from typing import assert_never

from backend.exercises.kinds.choose_sentence import ChooseSentenceShown
from backend.exercises.kinds.fill_gap import FillGapShown
from backend.exercises.kinds.order_words import OrderWordsShown
from backend.exercises.kinds.translate import TranslateShown
from backend.exercises.kinds.type_gap import TypeGapShown
from backend.exercises.kinds.union import AnyShown
from bot.exercises.kinds import choose_sentence, fill_gap, order_words, translate, type_gap
from bot.exercises.kinds.task import Task
from bot.texts import Texts


def task(shown: AnyShown, attempt_id: int, texts: Texts, letters: str = "") -> Task:
    """`letters` are the chips tapped so far, where there are chips."""
    match shown:
        case ChooseSentenceShown():
            return choose_sentence.task(shown, attempt_id, texts)
        case FillGapShown():
            return fill_gap.task(shown, attempt_id, texts)
        case TypeGapShown():
            return type_gap.task(shown, texts)
        case OrderWordsShown():
            return order_words.task(shown, attempt_id, texts, letters)
        case TranslateShown():
            return translate.task(shown, texts)
        case _:
            assert_never(shown)
