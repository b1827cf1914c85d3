from collections.abc import Sequence

from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.match_pairs import MatchPairsShown
from bot.exercises.callbacks import NOWHERE, letter
from bot.exercises.kinds.assigning import Board, board, check_row, marked, tapped, undo_row
from bot.exercises.kinds.task import Task
from bot.screen import Button, Row, still
from bot.texts import Texts

NUMBERS = "①②③④⑤⑥"
LETTERS = "ABCDEF"
WAITS = "▸"
WIDEST = 16  # characters that half a row of a phone shows


def task(shown: MatchPairsShown, attempt_id: int, texts: Texts, state: tuple[str, int]) -> Task:
    """Two columns; what is matched carries the same number on both sides, and rests there until the
    pair is taken back. Sides too long for half a row stand in lines of their own.
    """
    it = board(attempt_id, shown.left, shown.right, state, once=True)
    long = any(len(side) > WIDEST for side in (*shown.left, *shown.right))
    listed = [*_listed(NUMBERS, shown.left), Text(""), *_listed(LETTERS, shown.right)]
    made = [
        Text(f"{NUMBERS[n]} {left} — {shown.right[ord(pick) - ord('a')]}")
        for n, (left, pick) in enumerate(zip(shown.left, it.picks, strict=True))
        if pick != NOWHERE
    ]
    gap = [Text("")] if long and made else []
    controls = [*undo_row(it, texts), *check_row(it, texts)]
    lines = [*(listed if long else []), *gap, *made]
    return Task(texts("task-match-pairs"), lines, [*_rows(it, long=long), controls])


def _listed(labels: str, sides: Sequence[str]) -> list[Text]:
    return [Text(Bold(label), "  ", side) for label, side in zip(labels, sides, strict=False)]


def _rows(it: Board, *, long: bool) -> list[Row]:
    count = len(it.items)
    lefts = NUMBERS[:count] if long else it.items
    rights = LETTERS[:count] if long else it.places
    return [[_left(it, n, lefts[n]), _right(it, n, rights[n])] for n in range(count)]


def _left(it: Board, item: int, label: str) -> Button:
    if it.picks[item] != NOWHERE:
        return _matched(item, label)
    mark = WAITS if item == it.waiting else ""
    return tapped(marked(mark, label), it.pressed_item(item))


def _right(it: Board, place: int, label: str) -> Button:
    item = it.picks.find(letter(place))
    return _matched(item, label) if item >= 0 else tapped(label, it.pressed_place(place))


def _matched(item: int, label: str) -> Button:
    number = NUMBERS[item]
    return still(number if label == number else marked(number, label), style="primary")
