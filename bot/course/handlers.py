from aiogram import Router
from aiogram.filters import Command

from backend.profiles.schemas import ProfilePatch
from bot.course import view
from bot.course.callbacks import CourseLevelPressed
from bot.learners import Learner
from bot.menu import WherePressed
from bot.turns import Press, Turn


async def course(turn: Turn, learner: Learner) -> None:
    profile = learner.profile
    out = await learner.calls.course(profile.id)
    language = await learner.people.language(profile.target)
    await turn.show(view.course(out, language, learner.texts))


async def level_pressed(turn: Press, callback_data: CourseLevelPressed, learner: Learner) -> None:
    """The level that is set already stays where the learner is in it."""
    if learner.profile.level is not callback_data.level:
        await learner.patch_profile(ProfilePatch(level=callback_data.level))
    await course(turn, learner)


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(course, Command("course"))
    router.callback_query.register(course, WherePressed.filter())
    router.callback_query.register(level_pressed, CourseLevelPressed.filter())
    return router
