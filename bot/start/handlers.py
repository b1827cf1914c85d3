from aiogram import Router
from aiogram.filters import CommandObject, CommandStart

from backend.exercises.schemas import LanguageOut
from backend.profiles.schemas import ProfileIn
from backend.users.schemas import RoleName, UserPatch
from bot.exercises import view as exercises
from bot.exercises.view import below
from bot.introduction import introduce_to_admin
from bot.learners import Learner, NoCourse
from bot.menu import HomePressed
from bot.screen import Screen
from bot.start import links, view
from bot.start.callbacks import (
    GoalPressed,
    LevelPressed,
    TargetPressed,
    WelcomePressed,
)
from bot.turns import Press, Turn


async def start(turn: Turn, learner: Learner, command: CommandObject) -> None:
    """The welcome for who is new, the main screen for who is not; or where a link leads."""
    await learner.greet()
    if RoleName.admin in learner.user.roles:
        await introduce_to_admin(turn.bot, turn.chat_id, learner.texts)
    if command.args is None:
        await home(turn, learner)
        return
    followed = await links.follow(learner, command.args)
    if isinstance(followed, links.Lost):
        await turn.show(below(learner.texts(followed.line), await _beginning(learner)))
        return
    await _begin(turn, learner, followed)


async def _begin(turn: Turn, learner: Learner, language: LanguageOut) -> None:
    """The course that a link leads to: its main screen for who has it, else its first question."""
    known = learner.user.profiles
    for profile in known:
        if profile.target == language.code:
            if profile.id != learner.user.profile_id:
                await learner.patch(UserPatch(profile_id=profile.id))
            await home(turn, learner)
            return
    if known:
        chosen = TargetPressed(native=known[0].native, target=language.code)
        await turn.show(view.ask_level(language, chosen, known, learner.texts))
    else:
        await turn.show(view.welcome([language], learner.texts))


async def home(turn: Turn, learner: Learner) -> None:
    await turn.show(await _home(learner))


async def _home(learner: Learner) -> Screen:
    profile = learner.profile
    progress = await learner.calls.progress(profile.id)
    course = await learner.people.language(profile.target)
    return view.home(progress, course, learner.texts)


async def _beginning(learner: Learner) -> Screen:
    try:
        return await _home(learner)
    except NoCourse:
        return view.welcome(await learner.people.languages(), learner.texts)


async def welcome_pressed(turn: Press, callback_data: WelcomePressed, learner: Learner) -> None:
    await _speak(learner, callback_data)
    invited = callback_data.target
    offered = await learner.people.languages()
    chosen = [one for one in offered if one.code == invited]
    await turn.show(view.welcome(chosen or offered, learner.texts))


async def target_pressed(turn: Press, callback_data: TargetPressed, learner: Learner) -> None:
    language = await _language(learner, callback_data.target)
    profiles = learner.user.profiles
    await turn.show(view.ask_level(language, callback_data, profiles, learner.texts))


async def level_pressed(turn: Press, callback_data: LevelPressed, learner: Learner) -> None:
    await _language(learner, callback_data.target)
    await turn.show(view.ask_goal(callback_data, learner.texts))


async def goal_pressed(turn: Press, callback_data: GoalPressed, learner: Learner) -> None:
    """The last question: the course begins, and its first exercise is the answer."""
    chosen = callback_data
    await learner.take_up(
        ProfileIn(
            native=chosen.native,
            target=chosen.target,
            level=chosen.level,
            daily_goal=chosen.goal,
            alphabet=chosen.alphabet,
        )
    )
    first = await learner.calls.next_action(learner.profile.id)
    await turn.show(exercises.following(first.next, learner.texts))


async def _speak(learner: Learner, chosen: WelcomePressed) -> None:
    if learner.user.locale != chosen.native:
        await learner.patch(UserPatch(locale=chosen.native))


async def _language(learner: Learner, code: str) -> LanguageOut:
    """Raises NoCourse, and so asks anew, for a language that is not taught any more."""
    language = await learner.people.language(code)
    if language is None:
        raise NoCourse
    return language


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(start, CommandStart())
    router.callback_query.register(home, HomePressed.filter())
    router.callback_query.register(welcome_pressed, WelcomePressed.filter())
    router.callback_query.register(target_pressed, TargetPressed.filter())
    router.callback_query.register(level_pressed, LevelPressed.filter())
    router.callback_query.register(goal_pressed, GoalPressed.filter())
    return router
