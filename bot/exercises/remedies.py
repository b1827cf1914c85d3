"""The buttons under a wrong verdict: what can be done about it. Pure.

They stay where they are while the exercise below is being answered, and go with the verdict; so do
those by which the sentence above is heard.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup, Message

from backend.attempts.schemas import AnswerOut, Remedy
from bot.exercises.callbacks import AttemptId, ModelPressed
from bot.screen import PHONE, Button, Row, Screen, button, flow, keyboard
from bot.texts import Texts


class TypoPressed(CallbackData, prefix="vt"):
    """The number is that of the answered attempt, in all three."""

    attempt_id: AttemptId


class AppealPressed(CallbackData, prefix="va"):
    attempt_id: AttemptId


class ExplainPressed(CallbackData, prefix="ve"):
    attempt_id: AttemptId


_LABELS = {
    Remedy.typo: "button-typo",
    Remedy.appeal: "button-appeal",
    Remedy.explain: "button-explain",
}
_PRESSES: dict[Remedy, type[TypoPressed | AppealPressed | ExplainPressed]] = {
    Remedy.typo: TypoPressed,
    Remedy.appeal: AppealPressed,
    Remedy.explain: ExplainPressed,
}
_REMEDIES = tuple(_PRESSES.values())


def remedies(attempt_id: int, can: Sequence[Remedy], texts: Texts) -> list[Row]:
    """One calm row, or two on a phone; nothing where there is nothing to be done."""
    return _in_rows(
        button(texts(_LABELS[each]), press(attempt_id=attempt_id))
        for each, press in _PRESSES.items()
        if each in can
    )


def with_remedies(screen: Screen, to: AnswerOut, texts: Texts) -> Screen:
    """The reply with them under all other buttons."""
    rows = remedies(to.attempt_id, to.feedback.remedies, texts)
    return replace(screen, keyboard=keyboard(*_rows(screen.keyboard), *rows))


def keeping(message: Message | None, screen: Screen) -> Screen:
    """What takes the place of a message, with those that the message has."""
    rows = _rows(message.reply_markup if message else None)
    kept = [row for row in rows if _is_of(row, *_REMEDIES, ModelPressed)]
    return replace(screen, keyboard=keyboard(*_rows(screen.keyboard), *kept))


def left(
    markup: InlineKeyboardMarkup | None, gone: Sequence[Remedy]
) -> InlineKeyboardMarkup | None:
    """The same buttons without those that have done their work."""
    done = tuple(_mark(_PRESSES[each]) for each in gone)
    others = [row for row in _rows(markup) if not _is_of(row, *_REMEDIES)]
    ours = [one for row in _rows(markup) if _is_of(row, *_REMEDIES) for one in row]
    kept = (one for one in ours if not (one.callback_data or "").startswith(done))
    return keyboard(*others, *_in_rows(kept))


def _in_rows(buttons: Iterable[Button]) -> list[Row]:
    return flow(buttons, most=len(_PRESSES), widest=PHONE)


def _rows(markup: InlineKeyboardMarkup | None) -> list[Row]:
    return [list(row) for row in markup.inline_keyboard] if markup else []


def _is_of(row: Row, *presses: type[CallbackData]) -> bool:
    marks = tuple(map(_mark, presses))
    return any((one.callback_data or "").startswith(marks) for one in row)


def _mark(press: type[CallbackData]) -> str:
    return f"{press.__prefix__}{press.__separator__}"
