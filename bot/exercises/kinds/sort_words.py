from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.sort_words import SortWordsShown
from bot.exercises.callbacks import NOWHERE, letter
from bot.exercises.kinds.assigning import Board, board, check_row, marked, tapped
from bot.exercises.kinds.task import Task
from bot.screen import Button, flow
from bot.texts import Texts

COLOURS = ("🟦", "🟨", "🟩")
WAITS = "▸"
WORDS_IN_A_ROW = 3
WIDEST_ROW = 26


def task(shown: SortWordsShown, attempt_id: int, texts: Texts, state: tuple[str, int]) -> Task:
    """The groups fill up line by line; words above, groups below."""
    it = board(attempt_id, shown.words, shown.groups, state, once=False)
    lines = [_group(it, place) for place in range(len(it.places))]
    words = flow(
        (_word(it, item) for item in range(len(it.items))), most=WORDS_IN_A_ROW, widest=WIDEST_ROW
    )
    groups = flow(
        (
            tapped(marked(COLOURS[place], name), it.pressed_place(place))
            for place, name in enumerate(it.places)
        ),
        most=len(COLOURS),
        widest=WIDEST_ROW,
    )
    return Task(texts("task-sort-words"), lines, [*words, *groups, check_row(it, texts)])


def _group(it: Board, place: int) -> Text:
    inside = [item for item, pick in zip(it.items, it.picks, strict=True) if pick == letter(place)]
    return Text(COLOURS[place], " ", Bold(it.places[place]), ": ", ", ".join(inside) or "…")


def _word(it: Board, item: int) -> Button:
    pick = it.picks[item]
    mark = WAITS if item == it.waiting else ""
    if pick != NOWHERE:
        mark = COLOURS[ord(pick) - ord("a")]
    return tapped(marked(mark, it.items[item]), it.pressed_item(item))
