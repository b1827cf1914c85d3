from aiogram.utils.formatting import Text

from backend.exercises.kinds.match_pairs import MatchPairsShown
from bot.exercises.callbacks import NOWHERE, letter
from bot.exercises.kinds.assigning import Board, board, check_row, marked, tapped, undo_row
from bot.exercises.kinds.task import Task
from bot.screen import Button, Row, still
from bot.texts import Texts

NUMBERS = "①②③④⑤⑥"
WAITS = "▸"


def task(shown: MatchPairsShown, attempt_id: int, texts: Texts, state: tuple[str, int]) -> Task:
    """Two columns; what is matched carries the same number on both sides, and rests there until the
    pair is taken back."""
    it = board(attempt_id, shown.left, shown.right, state, once=True)
    made = [
        Text(f"{NUMBERS[n]} {left} — {shown.right[ord(pick) - ord('a')]}")
        for n, (left, pick) in enumerate(zip(shown.left, it.picks, strict=True))
        if pick != NOWHERE
    ]
    controls = [*undo_row(it, texts), *check_row(it, texts)]
    return Task(texts("task-match-pairs"), made, [*_rows(it), controls])


def _rows(it: Board) -> list[Row]:
    return [[_left(it, n), _right(it, n)] for n in range(len(it.items))]


def _left(it: Board, item: int) -> Button:
    label = it.items[item]
    if it.picks[item] != NOWHERE:
        return _matched(item, label)
    mark = WAITS if item == it.waiting else ""
    return tapped(marked(mark, label), it.pressed_item(item))


def _right(it: Board, place: int) -> Button:
    item = it.picks.find(letter(place))
    if item >= 0:
        return _matched(item, it.places[place])
    return tapped(it.places[place], it.pressed_place(place))


def _matched(item: int, label: str) -> Button:
    return still(marked(NUMBERS[item], label), style="primary")
