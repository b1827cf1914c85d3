from aiogram import F, Router
from aiogram.filters import Command

from bot.guide import view
from bot.learners import Learner
from bot.start.handlers import home
from bot.turns import Press, Turn


async def guide(turn: Turn, learner: Learner) -> None:
    await turn.show(view.guide(learner.texts))


async def unknown_command(turn: Turn, learner: Learner) -> None:
    await turn.show(view.unknown_command(learner.texts))


async def unknown_button(turn: Press, learner: Learner) -> None:
    """A button of an older version of the bot, or a forged one: a toast, and a fresh menu."""
    await turn.answer(learner.texts("old-button"))
    await home(turn, learner)


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(guide, Command("help"))
    return router


def create_last_router() -> Router:
    """For what no other route takes."""
    router = Router(name=f"{__name__}.last")
    router.message.register(unknown_command, F.text.startswith("/"))
    router.callback_query.register(unknown_button)
    return router
