"""Every kind of exercise and its view. A kind without one is a type error."""

from typing import assert_never

from backend.exercises.kinds.answer_aloud import AnswerAloudShown
from backend.exercises.kinds.choose_heard import ChooseHeardShown, MinimalPairShown
from backend.exercises.kinds.choose_sentence import ChooseSentenceShown
from backend.exercises.kinds.choose_stress import ChooseStressShown
from backend.exercises.kinds.choose_word import ChooseWordShown
from backend.exercises.kinds.complete_dialogue import CompleteDialogueShown
from backend.exercises.kinds.correct_mistake import CorrectMistakeShown
from backend.exercises.kinds.dictation import DictationShown
from backend.exercises.kinds.fill_gap import FillGapShown
from backend.exercises.kinds.hear_story import HearStoryShown
from backend.exercises.kinds.match_pairs import MatchPairsShown
from backend.exercises.kinds.order_words import OrderWordsShown
from backend.exercises.kinds.read_text import ReadTextShown
from backend.exercises.kinds.say_again import ReadAloudShown, RepeatAfterMeShown
from backend.exercises.kinds.sort_words import SortWordsShown
from backend.exercises.kinds.translate import TranslateShown
from backend.exercises.kinds.type_gap import TypeGapShown
from backend.exercises.kinds.union import AnyShown
from backend.exercises.kinds.write_text import WriteTextShown
from bot.exercises.kinds import (
    choose_sentence,
    choose_stress,
    choose_word,
    complete_dialogue,
    correct_mistake,
    fill_gap,
    listening,
    match_pairs,
    order_words,
    read_text,
    sort_words,
    speaking,
    translate,
    type_gap,
    write_text,
)
from bot.exercises.kinds.task import Task
from bot.texts import Texts


def task(  # noqa: C901, PLR0911, PLR0912  # one line a kind: as short as it can be
    shown: AnyShown, attempt_id: int, texts: Texts, letters: str = "", at: int = -1
) -> Task:
    """`letters` are the chips or places tapped so far, `at` the item that waits for its place."""
    match shown:
        case AnswerAloudShown():
            return speaking.answer_aloud(shown, texts)
        case ChooseHeardShown():
            return listening.choose_heard(shown, attempt_id, texts)
        case ChooseSentenceShown():
            return choose_sentence.task(shown, attempt_id, texts)
        case ChooseStressShown():
            return choose_stress.task(shown, attempt_id, texts)
        case ChooseWordShown():
            return choose_word.task(shown, attempt_id, texts)
        case CompleteDialogueShown():
            return complete_dialogue.task(shown, attempt_id, texts)
        case CorrectMistakeShown():
            return correct_mistake.task(shown, attempt_id, texts, letters)
        case DictationShown():
            return listening.dictation(shown, attempt_id, texts)
        case FillGapShown():
            return fill_gap.task(shown, attempt_id, texts)
        case HearStoryShown():
            return listening.hear_story(shown, attempt_id, texts, letters)
        case MatchPairsShown():
            return match_pairs.task(shown, attempt_id, texts, (letters, at))
        case MinimalPairShown():
            return listening.minimal_pair(shown, attempt_id, texts)
        case OrderWordsShown():
            return order_words.task(shown, attempt_id, texts, letters)
        case ReadAloudShown():
            return speaking.read_aloud(shown, texts)
        case ReadTextShown():
            return read_text.task(shown, attempt_id, texts, letters)
        case RepeatAfterMeShown():
            return speaking.repeat_after_me(shown, attempt_id, texts)
        case SortWordsShown():
            return sort_words.task(shown, attempt_id, texts, (letters, at))
        case TranslateShown():
            return translate.task(shown, texts)
        case TypeGapShown():
            return type_gap.task(shown, texts)
        case WriteTextShown():
            return write_text.task(shown, texts)
        case _:
            assert_never(shown)
