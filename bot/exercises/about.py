"""What can be said of an exercise: too easy, too hard, something is wrong. Pure.

These buttons take the place of those of the exercise; its text stays. What was tapped so far, and
which answered exercise stands above, is kept by the button that leads back.
"""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Italic, as_list

from backend.exercises.schemas import ExerciseOut
from backend.profiles.schemas import Opinion
from backend.quality.schemas import FlagReason
from bot.exercises.callbacks import (
    AskFlagPressed,
    BackPressed,
    FlagPressed,
    MorePressed,
    OpinionPressed,
)
from bot.exercises.view import question
from bot.quality.view import reason_key
from bot.screen import Row, Screen, button, keyboard
from bot.texts import Texts


def menu(it: ExerciseOut, kept: MorePressed, texts: Texts) -> Screen:
    id = it.attempt_id
    opinions = [
        button(texts("button-too-easy"), OpinionPressed(attempt_id=id, opinion=Opinion.easy)),
        button(texts("button-too-hard"), OpinionPressed(attempt_id=id, opinion=Opinion.hard)),
    ]
    flags: list[Row] = [
        [button(texts("button-flag"), AskFlagPressed(attempt_id=id, about=id))],
        [button(texts("button-flag-before"), AskFlagPressed(attempt_id=id, about=kept.before))]
        if kept.before
        else [],
    ]
    back = BackPressed(attempt_id=id, before=kept.before, letters=kept.letters, at=kept.at)
    buttons = keyboard(opinions, *flags, [button(texts("button-back"), back)])
    return _instead(it, kept, texts, buttons)


def reasons(it: ExerciseOut, exercise_id: int, kept: MorePressed, texts: Texts) -> Screen:
    """What is wrong with `exercise_id`, under the open exercise `it`."""
    rows: list[Row] = [
        [
            button(
                texts(reason_key(reason)),
                FlagPressed(attempt_id=it.attempt_id, exercise_id=exercise_id, reason=reason),
            )
        ]
        for reason in FlagReason
    ]
    back = kept.model_copy(update={"attempt_id": it.attempt_id})
    screen = _instead(it, kept, texts, keyboard(*rows, [button(texts("button-back"), back)]))
    return Screen(as_list(screen.text, "", Italic(texts("ask-flag"))), screen.keyboard)


def _instead(
    it: ExerciseOut, kept: MorePressed, texts: Texts, buttons: InlineKeyboardMarkup | None
) -> Screen:
    return Screen(question(it, texts, kept.letters, kept.at, before=kept.before).text, buttons)


def kept_by(message: Message | None, attempt_id: int) -> MorePressed:
    """What the buttons under a message keep of its exercise; nothing of that of another one."""
    found = (kept for kept in _kept(message) if kept.attempt_id == attempt_id)
    return next(found, MorePressed(attempt_id=attempt_id))


def answered_above(message: Message | None) -> int:
    """The attempt whose feedback stands over the exercise of a message, 0 for none."""
    return next((kept.before for kept in _kept(message)), 0)


def _kept(message: Message | None) -> Iterator[MorePressed]:
    for kind in (MorePressed, BackPressed):
        for row in message.reply_markup.inline_keyboard if message and message.reply_markup else []:
            for one in row:
                if (one.callback_data or "").startswith(f"{kind.__prefix__}{kind.__separator__}"):
                    yield MorePressed(**kind.unpack(str(one.callback_data)).model_dump())
