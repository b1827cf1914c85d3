"""One choice after the other in one message: the buttons carry those made so far, as letters."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.exercises.callbacks import AssignPressed, PicksReady, indices, letter
from bot.screen import Button, Row, button
from bot.texts import Texts


def step(attempt_id: int, picks: str, choice: int, *, steps: int) -> CallbackData:
    """What the button of a choice carries: the last choice answers the exercise."""
    made = picks + letter(choice)
    if len(made) == steps:
        return PicksReady(attempt_id=attempt_id, picks=made)
    return AssignPressed(attempt_id=attempt_id, picks=made)


def so_far(picks: str, sizes: Sequence[int]) -> str:
    """The choices that fit `sizes`, the number of options at each step; none where one does not."""
    chosen = indices(picks) if picks.isalpha() else []
    fits = all(choice < size for choice, size in zip(chosen, sizes, strict=False))
    return picks if chosen and fits and len(chosen) < len(sizes) else ""


def back_row(attempt_id: int, picks: str, texts: Texts) -> Row:
    """A step back, where there is one to take."""
    if not picks:
        return []
    before = AssignPressed(attempt_id=attempt_id, picks=picks[:-1])
    return [_back(before, texts)]


def _back(before: AssignPressed, texts: Texts) -> Button:
    return button(texts("button-undo"), before)
