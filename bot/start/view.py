"""The welcome, its three questions, and the main screen. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from aiogram.utils.formatting import Bold, Text, as_list

from backend.exercises.schemas import LanguageOut
from backend.kit.levels import Level
from backend.lessons.schemas import MISTAKES
from backend.profiles.schemas import ProfileOut, ProgressOut
from bot.lessons.callbacks import FocusPressed
from bot.lessons.view import goal_line, practise_button, streak_with_freezes
from bot.menu import (
    ChatPressed,
    CoursesPressed,
    MistakesPressed,
    ProgressPressed,
    ReadPressed,
    SettingsPressed,
    SkillsPressed,
    WherePressed,
    WordsPressed,
)
from bot.screen import Button, Row, Screen, button, flow, keyboard
from bot.start.callbacks import GoalPressed, LevelPressed, TargetPressed, WelcomePressed
from bot.texts import LOCALES, Texts

LEVELS = (Level.a1, Level.a2, Level.b1)
GOALS = (1, 2, 3)
WIDEST_ROW = 24
ROOMS_A_ROW = 2
MINUTES = {1: 3, 2: 6, 3: 10}


def welcome(languages: Iterable[LanguageOut], texts: Texts) -> Screen:
    """What to learn. With one language to offer, its first question stands here already.

    The language of the menus is offered last: its reader may well want to learn it by itself.
    """
    native = texts.locale
    offered = sorted(languages, key=lambda one: one.code == native)
    lines: list[Any] = [Bold(texts("welcome-title")), texts("welcome-how")]
    if len(offered) == 1:
        [only] = offered
        lines += ["", texts("ask-level", language=named(only, texts))]
        chosen = TargetPressed(native=native, target=only.code)
        locales = _locales(texts, only.code)
        return Screen(as_list(*lines), keyboard(*_levels(only, chosen, texts), locales))
    if not offered:
        lines += ["", texts("no-languages")]
        return Screen(as_list(*lines), keyboard(_locales(texts)))
    lines += ["", texts("ask-language")]
    targets = [
        button(named(one, texts), TargetPressed(native=native, target=one.code)) for one in offered
    ]
    rows = flow(targets, most=2, widest=WIDEST_ROW)
    return Screen(as_list(*lines), keyboard(*rows, _locales(texts)))


def ask_level(
    language: LanguageOut, chosen: TargetPressed, profiles: Sequence[ProfileOut], texts: Texts
) -> Screen:
    """Who has courses already came from there, and goes back there."""
    text = Text(Bold(texts("ask-level", language=named(language, texts))))
    before = CoursesPressed() if profiles else WelcomePressed(native=chosen.native)
    back = button(texts("button-back"), before)
    return Screen(text, keyboard(*_levels(language, chosen, texts), [back]))


def ask_goal(chosen: LevelPressed, texts: Texts) -> Screen:
    text = as_list(Bold(texts("ask-goal")), texts("ask-goal-why"))
    goals = [
        [
            button(
                goal_label(goal, texts),
                GoalPressed(**chosen.model_dump(), goal=goal),
            )
        ]
        for goal in GOALS
    ]
    before = TargetPressed(**chosen.model_dump(exclude={"level"}))
    back = button(texts("button-back"), before)
    return Screen(text, keyboard(*goals, [back]))


def goal_label(goal: int, texts: Texts) -> str:
    return texts("goal-label", sets=goal, minutes=MINUTES.get(goal, goal * 3))


def home(it: ProgressOut, language: LanguageOut | None, texts: Texts) -> Screen:
    title = named(language, texts) if language else it.target
    lines: list[Any] = [
        Bold(f"{title} · {it.level}"),
        goal_line(it.sets_today, it.daily_goal, texts),
    ]
    if it.streak:
        lines.append(streak_with_freezes(it, texts))
    if it.due:
        lines.append(texts("home-due", count=it.due))
    if it.to_repair:
        lines.append(texts("home-mistakes", count=it.to_repair))
    return Screen(as_list(*lines), keyboard([best(it, texts)], *_rooms(it, texts)))


def best(it: ProgressOut, texts: Texts) -> Button:
    """What is worth doing now. What is due fades by the hour; mistakes can wait for it."""
    if it.to_repair and not it.due:
        label = texts("button-repair", count=it.to_repair)
        return button(label, FocusPressed(focus=MISTAKES), style="primary")
    return practise_button(texts)


def _rooms(it: ProgressOut, texts: Texts) -> list[Row]:
    rooms = [
        button(texts("button-mistakes", count=it.mistakes), MistakesPressed()),
        button(texts("button-words"), WordsPressed()),
        button(texts("button-skills"), SkillsPressed()),
        button(texts("button-read"), ReadPressed()),
        button(texts("button-chat"), ChatPressed()),
        button(texts("button-course"), WherePressed()),
        button(texts("button-progress"), ProgressPressed()),
        button(texts("button-settings"), SettingsPressed()),
    ]
    return [rooms[at : at + ROOMS_A_ROW] for at in range(0, len(rooms), ROOMS_A_ROW)]


def named(language: LanguageOut, texts: Texts) -> str:
    return f"{language.flag} {language.names.get(texts.locale, language.name)}"


def _levels(language: LanguageOut, chosen: TargetPressed, texts: Texts) -> list[Row]:
    levels = [level for level in LEVELS if level in language.levels] or language.levels
    return [
        [
            button(
                texts(f"level-{level.lower()}"),
                LevelPressed(**chosen.model_dump(), level=level),
            )
        ]
        for level in levels
    ] + [_alphabets(language, chosen, texts)]


def _alphabets(language: LanguageOut, chosen: TargetPressed, texts: Texts) -> Row:
    """The choice of an alphabet, where a language has two: the mark stands at the chosen one."""
    return [
        button(
            ("✅ " if alphabet is chosen.alphabet else "") + texts(f"alphabet-{alphabet}"),
            chosen.model_copy(update={"alphabet": alphabet}),
        )
        for alphabet in language.alphabets
    ]


def _locales(texts: Texts, target: str | None = None) -> list[Button]:
    """The other interface languages, each in its own words."""
    return [
        button(Texts(locale)("in-this-language"), WelcomePressed(native=locale, target=target))
        for locale in LOCALES
        if locale != texts.locale
    ]
