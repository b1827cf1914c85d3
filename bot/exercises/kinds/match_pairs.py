from aiogram.utils.formatting import Text

from backend.exercises.kinds.match_pairs import MatchPairsShown
from bot.exercises.callbacks import NOWHERE, letter
from bot.exercises.kinds.assigning import Board, board, check_row, marked, tapped
from bot.exercises.kinds.task import Task
from bot.screen import Button, Row
from bot.texts import Texts

NUMBERS = "①②③④⑤⑥"
WAITS = "▸"


def task(shown: MatchPairsShown, attempt_id: int, texts: Texts, state: tuple[str, int]) -> Task:
    """Two columns; what is matched carries the same number on both sides."""
    it = board(attempt_id, shown.left, shown.right, state, once=True)
    made = [
        Text(f"{NUMBERS[n]} {left} — {shown.right[ord(pick) - ord('a')]}")
        for n, (left, pick) in enumerate(zip(shown.left, it.picks, strict=True))
        if pick != NOWHERE
    ]
    return Task(texts("task-match-pairs"), made, [*_rows(it), check_row(it, texts)])


def _rows(it: Board) -> list[Row]:
    return [[_left(it, n), _right(it, n)] for n in range(len(it.items))]


def _left(it: Board, item: int) -> Button:
    placed = it.picks[item] != NOWHERE
    mark = NUMBERS[item] if placed else WAITS if item == it.waiting else ""
    return tapped(marked(mark, it.items[item]), it.pressed_item(item), style=_style(matched=placed))


def _right(it: Board, place: int) -> Button:
    item = it.picks.find(letter(place))
    mark = NUMBERS[item] if item >= 0 else ""
    label = marked(mark, it.places[place])
    return tapped(label, it.pressed_place(place), style=_style(matched=item >= 0))


def _style(*, matched: bool) -> str | None:
    return "primary" if matched else None
