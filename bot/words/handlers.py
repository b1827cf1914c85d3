from aiogram import Router
from aiogram.filters import Command, CommandObject

from backend.kit.clock import utc_now
from backend.kit.text import clean
from backend.words.schemas import MOST_SOUGHT, Show
from bot.learners import Learner
from bot.menu import WordsPressed
from bot.turns import Press, Turn
from bot.words import view
from bot.words.callbacks import FindPressed, WordPressed, WordsPagePressed


async def words_asked(turn: Turn, learner: Learner, command: CommandObject) -> None:
    """All words, or those that what stands after the command finds."""
    sought = clean((command.args or "")[:MOST_SOUGHT])
    if not sought:
        await _page(turn, learner, Show.all, 0)
        return
    out = await learner.calls.find_words(learner.profile.id, sought)
    await turn.show(view.found(out, sought, learner.texts))


async def words_pressed(turn: Press, learner: Learner) -> None:
    await _page(turn, learner, Show.all, 0)


async def page_pressed(turn: Press, callback_data: WordsPagePressed, learner: Learner) -> None:
    await _page(turn, learner, callback_data.show, callback_data.page)


async def word_pressed(turn: Press, callback_data: WordPressed, learner: Learner) -> None:
    out = await learner.calls.word(learner.profile.id, callback_data.point_id)
    back = WordsPagePressed(show=callback_data.show, page=callback_data.page)
    await turn.show(view.word(out, back, learner.texts, now=utc_now()))


async def find_pressed(turn: Press, learner: Learner) -> None:
    await turn.show(view.how_to_find(learner.texts))


async def _page(turn: Turn, learner: Learner, show: Show, page: int) -> None:
    out = await learner.calls.words(learner.profile.id, show, page)
    await turn.show(view.words(out, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(words_asked, Command("words"))
    router.callback_query.register(words_pressed, WordsPressed.filter())
    router.callback_query.register(page_pressed, WordsPagePressed.filter())
    router.callback_query.register(word_pressed, WordPressed.filter())
    router.callback_query.register(find_pressed, FindPressed.filter())
    return router
