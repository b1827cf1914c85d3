"""What one kind of exercise adds to a screen: its instruction, its lines and its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.base import GAP
from bot.exercises.callbacks import ChoicePressed
from bot.screen import Button, Row, button, flow

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
    """The options as buttons; as lettered lines and letter buttons where one is too long."""
    if any(len(option) > LONGEST_LABEL for option in options):
        labels = [chr(ord("A") + index) for index in range(len(options))]
        listed = [
            Text(Bold(label), "  ", option) for label, option in zip(labels, options, strict=True)
        ]
        return listed, flow(_buttons(attempt_id, labels), most=LETTERS_IN_A_ROW, widest=100)
    return [], flow(_buttons(attempt_id, options), most=2, widest=SIDE_BY_SIDE)


def _buttons(attempt_id: int, labels: Sequence[str]) -> list[Button]:
    return [
        button(label, ChoicePressed(attempt_id=attempt_id, choice=index))
        for index, label in enumerate(labels)
    ]
