from aiogram import Router
from aiogram.filters import Command

from bot.learners import Learner
from bot.menu import MistakesPressed
from bot.mistakes import view
from bot.turns import Turn


async def mistakes(
    turn: Turn, learner: Learner, callback_data: MistakesPressed | None = None
) -> None:
    page = 0 if callback_data is None else callback_data.page
    out = await learner.calls.mistakes(learner.profile.id, page)
    await turn.show(view.mistakes(out, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(mistakes, Command("mistakes"))
    router.callback_query.register(mistakes, MistakesPressed.filter())
    return router
