"""What one kind of exercise adds to a screen: its instruction, its lines and its buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.base import GAP
from bot.exercises.callbacks import ChoicePressed
from bot.screen import Row, button, flow

BLANK = "_____"
LONGEST_LABEL = 28
SIDE_BY_SIDE = 24
LETTERS_IN_A_ROW = 6


@dataclass(frozen=True)
class Task:
    instruction: str
    lines: Sequence[Text]
    rows: Sequence[Row] = field(default=())


def sentence_with_gap(sentence: str) -> Text:
    return Bold(sentence.replace(GAP, BLANK))


def choices(attempt_id: int, options: Sequence[str]) -> tuple[list[Text], list[Row]]:
    """The options of an exercise that one press answers."""
    return labelled(options, lambda index: ChoicePressed(attempt_id=attempt_id, choice=index))


def labelled(
    options: Sequence[str], carried: Callable[[int], CallbackData]
) -> tuple[list[Text], list[Row]]:
    """The options as buttons; as lettered lines and letter buttons where one is too long."""
    if all(len(option) <= LONGEST_LABEL for option in options):
        return [], flow(_buttons(options, carried), most=2, widest=SIDE_BY_SIDE)
    labels = [chr(ord("A") + index) for index in range(len(options))]
    listed = [
        Text(Bold(label), "  ", option) for label, option in zip(labels, options, strict=True)
    ]
    return listed, flow(_buttons(labels, carried), most=LETTERS_IN_A_ROW, widest=100)


def _buttons(labels: Sequence[str], carried: Callable[[int], CallbackData]) -> Row:
    return [button(label, carried(index)) for index, label in enumerate(labels)]
