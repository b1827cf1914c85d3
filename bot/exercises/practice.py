"""The way into practice: /practice, the button, going on, and the reminder of a rest."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Text, as_list

from bot.exercises import view
from bot.learners import Learner
from bot.lessons.callbacks import FocusPressed, PractisePressed, RemindPressed
from bot.screen import Screen
from bot.turns import Press, Turn


async def practise(
    turn: Turn, learner: Learner, callback_data: PractisePressed | None = None
) -> None:
    go_on = callback_data is not None and callback_data.go_on
    left = await learner.leave_talk()
    out = await learner.calls.next_action(learner.profile.id, go_on=go_on)
    await turn.show(_leading_back(view.following(out.next, learner.texts), learner, left=left))


def _leading_back(screen: Screen, learner: Learner, *, left: bool) -> Screen:
    """Whoever leaves a talk hears that it waits."""
    return view.below(learner.texts("talk-left"), screen) if left else screen


async def focus_pressed(turn: Press, callback_data: FocusPressed, learner: Learner) -> None:
    asked = callback_data
    left = await learner.leave_talk()
    out = await learner.calls.next_action(learner.profile.id, go_on=asked.go_on, focus=asked.focus)
    await turn.show(_leading_back(view.following(out.next, learner.texts), learner, left=left))


async def remind_pressed(turn: Press, learner: Learner) -> None:
    """The screen stays, with a line more and the button less; a rest that is over is over."""
    reminder = await learner.calls.remind(learner.profile.id)
    if reminder.at is None:
        await practise(turn, learner)
        return
    line = learner.texts("remind-at", at=learner.texts.clock(reminder.at))
    await turn.answer(line)
    message = turn.message
    if message is None or not message.text:
        await turn.say(line)
        return
    text = Text.from_entities(message.text, message.entities or [])
    more = Text("🔔 ", learner.texts.timed(line, reminder.at))
    await turn.show(Screen(as_list(text, more), _without_reminder(message.reply_markup)))


def _without_reminder(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    rows = [
        kept
        for row in (markup.inline_keyboard if markup else [])
        if (kept := [one for one in row if one.callback_data != RemindPressed().pack()])
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(practise, Command("practice", "practise"))
    router.callback_query.register(practise, PractisePressed.filter())
    router.callback_query.register(focus_pressed, FocusPressed.filter())
    router.callback_query.register(remind_pressed, RemindPressed.filter())
    return router
