"""The settings: every button says what is set, and pressing it sets the next value. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import Bold, Text, as_list

from backend.exercises.schemas import LanguageOut
from backend.kit.levels import Level
from backend.profiles.schemas import ProfileOut
from backend.users.schemas import UserOut
from bot.exercises.callbacks import SpeakAgainPressed
from bot.lessons.callbacks import PractisePressed
from bot.lessons.view import practise_button
from bot.menu import ClockPressed, HomePressed, SettingsPressed
from bot.screen import Button, Row, Screen, button, flow, keyboard
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
from bot.start.view import GOALS, goal_label, named
from bot.texts import LOCALES, Texts

ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Amsterdam",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Tbilisi",
    "Asia/Almaty",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
)

WIDEST_ROW = 30

T = TypeVar("T")


def settings(
    user: UserOut,
    profile: ProfileOut,
    course: LanguageOut | None,
    texts: Texts,
    *,
    now: datetime,
) -> Screen:
    """`course` is what the profile learns, if it is still taught; `now` is shown in the zone that
    is set."""
    levels = course.levels if course else []
    rows = [
        [_locale(user, texts)],
        [_native(profile, course, texts)],
        _alphabet(profile, course, texts),
        [_level(profile, levels, texts)],
        [_goal(profile, texts)],
        [_zone(user.timezone, texts, now)],
        _speaking(profile, texts, now),
        [button(texts("button-delete-recordings"), DeleteRecordingsPressed())],
        [button(texts("button-home"), HomePressed()), practise_button(texts)],
    ]
    title = texts("settings-title") + (f" · {named(course, texts)}" if course else "")
    text = as_list(Bold(title), texts("settings-how"))
    return Screen(text, keyboard(*rows))


def clocks(
    likely: Sequence[str], texts: Texts, *, now: datetime, after_set: bool = False
) -> Screen:
    """A few local times, each of them one of `likely`; one tap sets that zone."""
    answer = ZoneAnswered if after_set else ZonePressed
    times = [button(f"{now.astimezone(ZoneInfo(one)):%H:%M}", answer(zone=one)) for one in likely]
    other = [button(texts("button-other-time"), ZonesPressed())]
    back = [button(texts("button-back"), PractisePressed() if after_set else SettingsPressed())]
    return Screen(as_list(Bold(texts("ask-zone"))), keyboard(times, other, back))


def zone_noted(texts: Texts, *, now: datetime) -> Screen:
    there = f"{now.astimezone(texts.zone):%H:%M}"
    go_on = button(texts("button-next-set"), PractisePressed(go_on=True), style="primary")
    return Screen(Text(texts("zone-noted", at=there)), keyboard([go_on]))


def zones(texts: Texts, *, now: datetime) -> Screen:
    """Each button shows the time that it is there, and the place."""
    buttons = [button(_there(zone, texts, now), ZonePressed(zone=zone)) for zone in ZONES]
    rows: list[Row] = flow(buttons, most=2, widest=WIDEST_ROW)
    back = [button(texts("button-back"), ClockPressed())]
    return Screen(as_list(Bold(texts("ask-zone"))), keyboard(*rows, back))


def following(values: Sequence[T], current: T) -> T:
    """The value after `current`, round and round; the first, where `current` is none of them."""
    if current not in values:
        return values[0]
    return values[(values.index(current) + 1) % len(values)]


def _speaking(profile: ProfileOut, texts: Texts, now: datetime) -> Row:
    """For whoever cannot speak now, and could."""
    if profile.silent_until is None or profile.silent_until <= now:
        return []
    return [button(texts("button-speak-again"), SpeakAgainPressed())]


def _zone(zone: str, texts: Texts, now: datetime) -> Button:
    return button(texts("set-zone", there=_there(zone, texts, now)), ClockPressed())


def _there(zone: str, texts: Texts, now: datetime) -> str:
    """The time in that zone and its place: in the reader's words where it is one of ZONES."""
    name = zone.rsplit("/", maxsplit=1)[-1]
    place = texts(f"place-{name.lower().replace('_', '-')}") if zone in ZONES else zone
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M} {place}"


def _locale(user: UserOut, texts: Texts) -> Button:
    after = following(LOCALES, user.locale)
    return button(texts("set-locale"), LocalePressed(locale=after))


def _native(profile: ProfileOut, course: LanguageOut | None, texts: Texts) -> Button:
    """Only what the course is explained in; who has set another reads the first of them."""
    explained = course.explained if course else []
    offered = [locale for locale in LOCALES if locale in explained] or LOCALES
    current = profile.native if profile.native in offered else offered[0]
    label = texts("set-native", language=Texts(current)("this-language"))
    return button(label, NativePressed(native=following(offered, current)))


def _alphabet(profile: ProfileOut, course: LanguageOut | None, texts: Texts) -> Row:
    """For a language that is written in two alphabets."""
    if course is None or not course.alphabets:
        return []
    label = texts("set-alphabet", alphabet=texts(f"alphabet-{profile.alphabet}"))
    after = following(course.alphabets, profile.alphabet)
    return [button(label, AlphabetPressed(alphabet=after))]


def _level(profile: ProfileOut, levels: Sequence[Level], texts: Texts) -> Button:
    after = following(levels or [profile.level], profile.level)
    return button(texts("set-level", level=profile.level), LevelSetPressed(level=after))


def _goal(profile: ProfileOut, texts: Texts) -> Button:
    label = texts("set-goal", goal=goal_label(profile.daily_goal, texts))
    return button(label, GoalSetPressed(goal=following(GOALS, profile.daily_goal)))
