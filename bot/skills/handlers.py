from aiogram import Router
from aiogram.filters import Command

from bot.learners import Learner
from bot.menu import SkillsPressed
from bot.skills import view
from bot.skills.callbacks import SkillPressed
from bot.turns import Press, Turn


async def skills(turn: Turn, learner: Learner, callback_data: SkillsPressed | None = None) -> None:
    level = None if callback_data is None else callback_data.level
    out = await learner.calls.skills(learner.profile.id, level)
    await turn.show(view.skills(out, learner.texts))


async def skill_pressed(turn: Press, callback_data: SkillPressed, learner: Learner) -> None:
    out = await learner.calls.skill(learner.profile.id, callback_data.point_id)
    await turn.show(view.skill(out, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(skills, Command("skills", "grammar"))
    router.callback_query.register(skills, SkillsPressed.filter())
    router.callback_query.register(skill_pressed, SkillPressed.filter())
    return router
