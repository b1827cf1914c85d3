from aiogram import Router
from aiogram.filters import Command

from backend.reading.schemas import WordIn
from bot.learners import Learner
from bot.menu import ReadPressed
from bot.reading import view
from bot.reading.callbacks import (
    AddWordPressed,
    SentencePressed,
    TextPressed,
    TextsPagePressed,
    TextWordPressed,
)
from bot.turns import Press, Turn


async def read(
    turn: Turn, learner: Learner, callback_data: TextsPagePressed | ReadPressed | None = None
) -> None:
    page = callback_data.page if isinstance(callback_data, TextsPagePressed) else 0
    out = await learner.calls.reading_texts(learner.profile.id, page)
    await turn.show(view.texts_of(out, learner.texts))


async def text_pressed(turn: Press, callback_data: TextPressed, learner: Learner) -> None:
    out = await learner.calls.reading_text(learner.profile.id, callback_data.text_id)
    await turn.show(view.text(out, learner.texts))


async def sentence_pressed(turn: Press, callback_data: SentencePressed, learner: Learner) -> None:
    out = await learner.calls.reading_text(learner.profile.id, callback_data.text_id)
    await turn.show(view.sentence(out, callback_data.number, learner.texts))


async def word_pressed(turn: Press, callback_data: TextWordPressed, learner: Learner) -> None:
    at = callback_data
    out = await learner.calls.reading_text(learner.profile.id, at.text_id)
    await turn.show(view.sentence(out, at.number, learner.texts, word=at.word))


async def add_pressed(turn: Press, callback_data: AddWordPressed, learner: Learner) -> None:
    at = callback_data
    out = await learner.calls.add_word(
        learner.profile.id, WordIn(text_id=at.text_id, point_id=at.point_id)
    )
    await turn.show(view.sentence(out, at.number, learner.texts, word=at.word))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(read, Command("read"))
    router.callback_query.register(read, ReadPressed.filter())
    router.callback_query.register(read, TextsPagePressed.filter())
    router.callback_query.register(text_pressed, TextPressed.filter())
    router.callback_query.register(sentence_pressed, SentencePressed.filter())
    router.callback_query.register(word_pressed, TextWordPressed.filter())
    router.callback_query.register(add_pressed, AddWordPressed.filter())
    return router
