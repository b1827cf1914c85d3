from aiogram import Router
from aiogram.filters import Command

from bot.learners import Learner
from bot.menu import ProgressPressed
from bot.progress import view
from bot.turns import Turn


async def progress(turn: Turn, learner: Learner) -> None:
    out = await learner.calls.progress(learner.profile.id)
    await turn.show(view.progress(out, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(progress, Command("progress"))
    router.callback_query.register(progress, ProgressPressed.filter())
    return router
