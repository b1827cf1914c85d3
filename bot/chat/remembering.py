"""What is remembered of a person, as they look at it and have it forgotten."""

from aiogram import Router
from aiogram.filters import Command

from bot.chat import memory
from bot.chat.callbacks import ForgetAllPressed, ForgetPressed, MemoryPressed
from bot.learners import Learner
from bot.turns import Press, Turn


async def memory_asked(turn: Turn, learner: Learner) -> None:
    await turn.show(memory.memory(await learner.calls.facts(0), learner.texts))


async def memory_pressed(turn: Press, callback_data: MemoryPressed, learner: Learner) -> None:
    await turn.show(memory.memory(await learner.calls.facts(callback_data.page), learner.texts))


async def forget_pressed(turn: Press, callback_data: ForgetPressed, learner: Learner) -> None:
    left = await learner.calls.forget(callback_data.fact_id, callback_data.page)
    await turn.answer(learner.texts("memory-forgotten"))
    await turn.show(memory.memory(left, learner.texts))


async def forget_all(turn: Press, callback_data: ForgetAllPressed, learner: Learner) -> None:
    if not callback_data.sure:
        await turn.show(memory.sure(learner.texts))
        return
    left = await learner.calls.forget_all()
    await turn.answer(learner.texts("memory-forgotten"))
    await turn.show(memory.memory(left, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(memory_asked, Command("memory"))
    router.callback_query.register(memory_pressed, MemoryPressed.filter())
    router.callback_query.register(forget_pressed, ForgetPressed.filter())
    router.callback_query.register(forget_all, ForgetAllPressed.filter())
    return router
