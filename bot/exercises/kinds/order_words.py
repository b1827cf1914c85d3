"""Chips that move to the line above when they are tapped. The buttons carry the order so far.

A chip leaves its place empty, so that no other one slips under a finger that taps twice.
"""

from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.order_words import OrderWordsShown
from bot.exercises.callbacks import ChipPressed, OrderPressed, indices, letter
from bot.exercises.kinds.task import BLANK, Task
from bot.screen import Row, button, flow, still
from bot.texts import Texts

CHIPS_IN_A_ROW = 4
WIDEST_ROW = 26
FEWEST_TO_CHECK = 2
EMPTY = "·"


def task(shown: OrderWordsShown, attempt_id: int, texts: Texts, letters: str) -> Task:
    """`letters` that name no chip, or one twice, are passed over."""
    chosen = _real(letters, len(shown.chips))
    meaning = [Text(shown.meaning)] if shown.meaning else []
    return Task(
        texts("task-order-words"),
        [*meaning, _line(shown, chosen)],
        [*_chips(shown, attempt_id, chosen), _controls(attempt_id, chosen, texts)],
    )


def _real(letters: str, chips: int) -> str:
    kept = [one for one in dict.fromkeys(letters) if indices(one)[0] < chips]
    return "".join(kept)


def _line(shown: OrderWordsShown, chosen: str) -> Text:
    words = [shown.chips[index] for index in indices(chosen)]
    complete = len(words) == len(shown.chips)
    return Bold(" ".join(words if complete else [*words, BLANK]))


def _chips(shown: OrderWordsShown, attempt_id: int, chosen: str) -> list[Row]:
    number = len(shown.chips)
    orders = [_real(chosen + letter(index), number) for index in range(number)]
    chips = [
        button(chip, ChipPressed(attempt_id=attempt_id, letters=order))
        for chip, order in zip(shown.chips, orders, strict=True)
    ]
    rows = flow(chips, most=CHIPS_IN_A_ROW, widest=WIDEST_ROW)
    unmoved = ChipPressed(attempt_id=attempt_id, letters=chosen).pack()
    return [[still(EMPTY) if one.callback_data == unmoved else one for one in row] for row in rows]


def _controls(attempt_id: int, chosen: str, texts: Texts) -> Row:
    row: Row = []
    if chosen:
        undone = ChipPressed(attempt_id=attempt_id, letters=chosen[:-1])
        row.append(button(texts("button-undo"), undone))
    if len(chosen) >= FEWEST_TO_CHECK:
        ready = OrderPressed(attempt_id=attempt_id, letters=chosen)
        row.append(button(texts("button-check"), ready, style="success"))
    return row
