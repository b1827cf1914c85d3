"""What admins do in the chat. For everybody else none of these routes exists."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Router
from aiogram.filters import Command

from backend.admin.schemas import CardOut, ReviewOut
from backend.client import Refused
from backend.quality.schemas import Outcome
from bot.admin import figures_view, view
from bot.admin.callbacks import (
    DecidePressed,
    FieldPressed,
    FixPressed,
    LookPressed,
    RetryPressed,
    ReviewPressed,
    RuledPressed,
    SkipPressed,
    UndoPressed,
)
from bot.admin.filters import IsAdmin, IsCorrection
from bot.guide.handlers import unknown_button, unknown_command
from bot.learners import Learner
from bot.screen import MAX_TOAST, Screen, shortened
from bot.texts import Texts
from bot.turns import Press, Turn, Words

T = TypeVar("T")
MOST_TEXT = 1000  # characters of one text of an exercise
# Refusals that are told in a line; the card that waits is shown besides.
LINES = {
    "AlreadyDecided": "review-taken",
    "NotFound": "review-taken",
    "TooLate": "review-too-late",
}


async def review(turn: Turn, learner: Learner) -> None:
    await _card(turn, learner, learner.calls.review())


async def review_pressed(turn: Press, callback_data: ReviewPressed, learner: Learner) -> None:
    await _card(turn, learner, learner.calls.review(skipped=callback_data.skipped))


async def look_pressed(turn: Press, callback_data: LookPressed, learner: Learner) -> None:
    await _card(turn, learner, learner.calls.look_at(callback_data.exercise_id))


async def decide_pressed(turn: Press, callback_data: DecidePressed, learner: Learner) -> None:
    outcome = Outcome(callback_data.outcome)
    await _card(turn, learner, learner.calls.review_decided(callback_data.inspection_id, outcome))


async def skip_pressed(turn: Press, callback_data: SkipPressed, learner: Learner) -> None:
    await _card(turn, learner, learner.calls.review_skipped(callback_data.inspection_id))


async def undo_pressed(turn: Press, learner: Learner) -> None:
    await _card(turn, learner, learner.calls.review_undone())


async def appeal_pressed(turn: Press, callback_data: RuledPressed, learner: Learner) -> None:
    pressed = callback_data
    if pressed.upheld and not pressed.sure:
        await _ask_once_more(turn, learner, pressed.appeal_id)
        return
    asked = learner.calls.appeal_decided(pressed.appeal_id, upheld=pressed.upheld)
    await _card(turn, learner, asked)


async def _ask_once_more(turn: Press, learner: Learner, appeal_id: int) -> None:
    def has_it(card: CardOut) -> bool:
        return any(one.appeal_id == appeal_id for one in card.appeals)

    card = await _held(turn, learner, has_it)
    if card is not None:
        [appeal] = (one for one in card.appeals if one.appeal_id == appeal_id)
        await turn.show(view.sure(appeal, learner.texts))


async def fix_pressed(turn: Press, callback_data: FixPressed, learner: Learner) -> None:
    card = await _held(turn, learner, lambda it: it.inspection_id == callback_data.inspection_id)
    if card is not None:
        await turn.show(view.fields(card, learner.texts))


async def field_pressed(turn: Press, callback_data: FieldPressed, learner: Learner) -> None:
    """The question for the new text, as a message of its own that can be replied to."""
    card = await _held(turn, learner, lambda it: it.inspection_id == callback_data.inspection_id)
    if card is not None and callback_data.number < len(card.fields):
        await turn.answer()
        await turn.send(view.ask_for(card, callback_data.number, learner.texts))


async def corrected(turn: Words, learner: Learner, inspection_id: int, path: str) -> None:
    text = turn.message.text or ""
    if len(text) > MOST_TEXT:  # cut off, it would be published as nobody meant it
        why = f"{len(text)} > {MOST_TEXT}"
        await turn.say(learner.texts("fix-impossible", why=why), alert=True)
        return
    await _card(turn, learner, learner.calls.review_fixed(inspection_id, path, text))


async def stock(turn: Turn, learner: Learner) -> None:
    await _shown(turn, learner, learner.calls.stock, figures_view.stock)


async def models(turn: Turn, learner: Learner) -> None:
    await _shown(turn, learner, learner.calls.models, figures_view.models)


async def jobs(turn: Turn, learner: Learner) -> None:
    await _shown(turn, learner, learner.calls.dead_jobs, figures_view.jobs)


async def flags(turn: Turn, learner: Learner) -> None:
    await _shown(turn, learner, learner.calls.flagged, figures_view.flags)


async def retry_pressed(turn: Press, callback_data: RetryPressed, learner: Learner) -> None:
    try:
        out = await learner.calls.retry_job(callback_data.job_id)
    except Refused as no:
        if no.code != "NotFound":
            await _no_admin(turn, learner, no)
            return
        out = await learner.calls.dead_jobs()  # somebody was first
    await turn.show(figures_view.jobs(out, learner.texts))


async def _shown(
    turn: Turn,
    learner: Learner,
    ask: Callable[[], Awaitable[T]],
    draw: Callable[[T, Texts], Screen],
) -> None:
    try:
        out = await ask()
    except Refused as no:
        await _no_admin(turn, learner, no)
        return
    await turn.show(draw(out, learner.texts))


async def _card(turn: Turn, learner: Learner, asked: Awaitable[ReviewOut]) -> None:
    try:
        out = await asked
    except Refused as no:
        again = await _refused(turn, learner, no)
        if again is None:
            return
        out = again
    await turn.show(view.review(out, learner.texts))


async def _held(turn: Turn, learner: Learner, is_it: Callable[[CardOut], bool]) -> CardOut | None:
    """The card that this admin holds, if it is the one that the button stood under."""
    try:
        out = await learner.calls.review()
    except Refused as no:
        await _no_admin(turn, learner, no)
        return None
    if out.card is not None and is_it(out.card):
        return out.card
    await turn.say(learner.texts("review-taken"))
    await turn.show(view.review(out, learner.texts))
    return None


async def _refused(turn: Turn, learner: Learner, no: Refused) -> ReviewOut | None:
    """Told in a line; the card that waits now, to be shown besides."""
    if no.code == "CannotFix":
        line = learner.texts("fix-impossible", why=str(no).partition(": ")[2])
        await turn.say(shortened(line, MAX_TOAST), alert=True)
        return None
    if no.code not in LINES:
        await _no_admin(turn, learner, no)
        return None
    await turn.say(learner.texts(LINES[no.code]))
    return await learner.calls.review()


async def _no_admin(turn: Turn, learner: Learner, no: Refused) -> None:
    """The backend knows better than what was remembered of this person."""
    if no.code != "Forbidden":
        raise no
    learner.people.forget(turn)
    if isinstance(turn, Press):
        await unknown_button(turn, learner)
    else:
        await unknown_command(turn, learner)


COMMANDS: dict[str, Callable[[Turn, Learner], Awaitable[None]]] = {
    "review": review,
    "stock": stock,
    "llm": models,
    "jobs": jobs,
    "flags": flags,
}


def create_router() -> Router:
    router = Router(name=__name__)
    for name, handler in COMMANDS.items():
        router.message.register(handler, Command(name), IsAdmin())
    router.message.register(corrected, IsCorrection(), IsAdmin())
    router.callback_query.register(review_pressed, ReviewPressed.filter(), IsAdmin())
    router.callback_query.register(look_pressed, LookPressed.filter(), IsAdmin())
    router.callback_query.register(decide_pressed, DecidePressed.filter(), IsAdmin())
    router.callback_query.register(skip_pressed, SkipPressed.filter(), IsAdmin())
    router.callback_query.register(undo_pressed, UndoPressed.filter(), IsAdmin())
    router.callback_query.register(appeal_pressed, RuledPressed.filter(), IsAdmin())
    router.callback_query.register(fix_pressed, FixPressed.filter(), IsAdmin())
    router.callback_query.register(field_pressed, FieldPressed.filter(), IsAdmin())
    router.callback_query.register(retry_pressed, RetryPressed.filter(), IsAdmin())
    return router
