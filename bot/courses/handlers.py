from aiogram import Router
from aiogram.filters import Command
from aiogram.utils.deep_linking import create_start_link

from backend.users.schemas import UserPatch
from bot.courses import view
from bot.courses.callbacks import CoursePressed, InvitePressed
from bot.learners import Learner
from bot.menu import CoursesPressed, NewCoursePressed
from bot.turns import Press, Turn


async def courses(turn: Turn, learner: Learner) -> None:
    assert learner.profile
    user = learner.user
    languages = await learner.people.languages()
    screen = view.courses(user.profiles, user.profile_id, languages, learner.texts)
    await turn.show(screen)


async def course_pressed(turn: Press, callback_data: CoursePressed, learner: Learner) -> None:
    await learner.patch(UserPatch(profile_id=callback_data.profile_id))
    await courses(turn, learner)


async def new_course_pressed(turn: Press, learner: Learner) -> None:
    languages = await learner.people.languages()
    await turn.show(view.new_course(learner.user.profiles, languages, learner.texts))


async def invite_pressed(turn: Press, learner: Learner) -> None:
    """A message of its own, to be passed on."""
    link = await learner.calls.make_link(learner.profile.target)
    language = await learner.people.language(link.target)
    await turn.answer()
    url = await create_start_link(turn.bot, link.token)
    await turn.send(view.invite(language, link.target, url, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(courses, Command("language", "languages"))
    router.callback_query.register(courses, CoursesPressed.filter())
    router.callback_query.register(course_pressed, CoursePressed.filter())
    router.callback_query.register(invite_pressed, InvitePressed.filter())
    router.callback_query.register(new_course_pressed, NewCoursePressed.filter())
    return router
