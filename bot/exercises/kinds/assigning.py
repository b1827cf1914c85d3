"""Tapping each thing to where it belongs. The buttons carry what was tapped so far.

`picks` has a letter for every item: where it was put, a for the first place; a dot where nothing
was put yet. `at` is the item that was tapped last: it waits for its place, or has just got it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.exercises.callbacks import NOWHERE, AssignPressed, PicksReady, letter
from bot.screen import Button, Row, button
from bot.texts import Texts

NOBODY = -1


@dataclass(frozen=True)
class Board:
    """`at` is the item that waits for its place, or the one that was put somewhere last."""

    attempt_id: int
    items: Sequence[str]
    places: Sequence[str]
    picks: str
    at: int

    def pressed_item(self, item: int) -> AssignPressed:
        """Takes a placed item back; else makes it the one that waits."""
        if self.picks[item] != NOWHERE:
            return self._state(_with(self.picks, item, NOWHERE), item)
        return self._state(self.picks, item)

    def pressed_place(self, place: int) -> AssignPressed:
        """Puts the item that waits, or the first one that has no place, where the finger is."""
        item = self.waiting
        if item is None:
            return self._state(self.picks, NOBODY)
        return self._state(_with(self.picks, item, letter(place)), item)

    def pressed_undo(self) -> AssignPressed | None:
        """Takes back what was put last; further back, whatever stands last."""
        placed = [item for item, pick in enumerate(self.picks) if pick != NOWHERE]
        if not placed:
            return None
        item = self.at if self.at in placed else placed[-1]
        return self._state(_with(self.picks, item, NOWHERE), item)

    @property
    def waiting(self) -> int | None:
        if 0 <= self.at < len(self.items) and self.picks[self.at] == NOWHERE:
            return self.at
        unplaced = self.picks.find(NOWHERE)
        return None if unplaced < 0 else unplaced

    def _state(self, picks: str, at: int) -> AssignPressed:
        return AssignPressed(attempt_id=self.attempt_id, picks=picks, at=at)


def board(
    attempt_id: int,
    items: Sequence[str],
    places: Sequence[str],
    state: tuple[str, int],
    *,
    once: bool,
) -> Board:
    """A state that fits no board of this size is an empty one. `once`: a place takes one item."""
    picks, at = state
    known = {NOWHERE, *(letter(place) for place in range(len(places)))}
    taken = [pick for pick in picks if pick != NOWHERE]
    sound = len(picks) == len(items) and set(picks) <= known
    if not sound or (once and len(set(taken)) < len(taken)):
        picks, at = NOWHERE * len(items), NOBODY
    return Board(attempt_id, items, places, picks, at)


def undo_row(it: Board, texts: Texts) -> Row:
    undone = it.pressed_undo()
    return [button(texts("button-undo"), undone)] if undone else []


def check_row(it: Board, texts: Texts) -> Row:
    """The button that ends it, once everything has its place."""
    if NOWHERE in it.picks:
        return []
    ready = PicksReady(attempt_id=it.attempt_id, picks=it.picks)
    return [button(texts("button-check"), ready, style="success")]


def _with(picks: str, item: int, mark: str) -> str:
    return picks[:item] + mark + picks[item + 1 :]


def marked(mark: str, label: str) -> str:
    return f"{mark} {label}" if mark else label


def tapped(label: str, data: AssignPressed, *, style: str | None = None) -> Button:
    return button(label, data, style=style)
