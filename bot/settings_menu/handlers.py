from aiogram import Router
from aiogram.filters import Command

from backend.kit.clock import utc_now
from backend.profiles.schemas import ProfilePatch
from backend.users.guessing import timezone_of
from backend.users.schemas import UserPatch
from bot.learners import Learner
from bot.menu import ClockPressed, SettingsPressed
from bot.settings_menu import view, zones
from bot.settings_menu.callbacks import (
    AlphabetPressed,
    DeleteRecordingsPressed,
    GoalSetPressed,
    LevelSetPressed,
    LocalePressed,
    NativePressed,
    ZoneAnswered,
    ZonePressed,
    ZonesPressed,
)
from bot.turns import Press, Turn


async def settings(turn: Turn, learner: Learner) -> None:
    profile = learner.profile
    course = await learner.people.language(profile.target)
    screen = view.settings(learner.user, profile, course, learner.texts, now=utc_now())
    await turn.show(screen)


async def locale_pressed(turn: Press, callback_data: LocalePressed, learner: Learner) -> None:
    await learner.patch(UserPatch(locale=callback_data.locale))
    await settings(turn, learner)


async def native_pressed(turn: Press, callback_data: NativePressed, learner: Learner) -> None:
    await learner.patch_profile(ProfilePatch(native=callback_data.native))
    await settings(turn, learner)


async def alphabet_pressed(turn: Press, callback_data: AlphabetPressed, learner: Learner) -> None:
    await learner.patch_profile(ProfilePatch(alphabet=callback_data.alphabet))
    await settings(turn, learner)


async def level_pressed(turn: Press, callback_data: LevelSetPressed, learner: Learner) -> None:
    await learner.patch_profile(ProfilePatch(level=callback_data.level))
    await settings(turn, learner)


async def goal_pressed(turn: Press, callback_data: GoalSetPressed, learner: Learner) -> None:
    await learner.patch_profile(ProfilePatch(daily_goal=callback_data.goal))
    await settings(turn, learner)


async def delete_recordings(turn: Press, learner: Learner) -> None:
    """At once, and without a question: nothing of a learner's progress goes with them."""
    gone = await learner.calls.delete_recordings()
    await turn.say(learner.texts("recordings-deleted", count=gone.count))


async def clock_pressed(turn: Press, callback_data: ClockPressed, learner: Learner) -> None:
    guess = timezone_of(turn.person.language_code)
    likely = zones.likely(learner.user.timezone, guess, now=utc_now())
    screen = view.clocks(likely, learner.texts, now=utc_now(), after_set=callback_data.after_set)
    await turn.show(screen)


async def zone_answered(turn: Press, callback_data: ZoneAnswered, learner: Learner) -> None:
    """Practice goes on from here."""
    await learner.patch(UserPatch(timezone=callback_data.zone))
    await turn.show(view.zone_noted(learner.texts, now=utc_now()))


async def zones_pressed(turn: Press, learner: Learner) -> None:
    await turn.show(view.zones(learner.texts, now=utc_now()))


async def zone_pressed(turn: Press, callback_data: ZonePressed, learner: Learner) -> None:
    await learner.patch(UserPatch(timezone=callback_data.zone))
    await settings(turn, learner)


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(settings, Command("settings"))
    router.callback_query.register(settings, SettingsPressed.filter())
    router.callback_query.register(locale_pressed, LocalePressed.filter())
    router.callback_query.register(native_pressed, NativePressed.filter())
    router.callback_query.register(alphabet_pressed, AlphabetPressed.filter())
    router.callback_query.register(level_pressed, LevelSetPressed.filter())
    router.callback_query.register(goal_pressed, GoalSetPressed.filter())
    router.callback_query.register(delete_recordings, DeleteRecordingsPressed.filter())
    router.callback_query.register(clock_pressed, ClockPressed.filter())
    router.callback_query.register(zone_answered, ZoneAnswered.filter())
    router.callback_query.register(zones_pressed, ZonesPressed.filter())
    router.callback_query.register(zone_pressed, ZonePressed.filter())
    return router
