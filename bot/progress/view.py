"""How it is going, in a few lines. Pure."""

from typing import Any

from aiogram.utils.formatting import Bold, as_list

from backend.exercises.aloud import Trend
from backend.profiles.schemas import ProgressOut
from backend.recordings.progress import LEAST
from bot.exercises.aloud import how_it_goes
from bot.lessons.view import goal_line, practise_button, streak_line
from bot.menu import HomePressed
from bot.screen import Screen, bar, button, keyboard, shortened
from bot.texts import Texts

WEAKEST = 3
WELL = 0.9  # what is recalled this well needs no care now
MAX_TITLE = 60


def progress(it: ProgressOut, texts: Texts) -> Screen:
    lines: list[Any] = [
        Bold(texts("progress-title")),
        goal_line(it.sets_today, it.daily_goal, texts),
        texts("progress-today", right=it.right_today, answered=it.answered_today)
        if it.answered_today
        else texts("progress-nothing-today"),
        *_streak(it, texts),
        "",
        texts("progress-known", count=it.known),
        texts("progress-learning", count=it.learning),
        texts("progress-due", count=it.due),
        *([texts("progress-mistakes", count=it.mistakes)] if it.mistakes else []),
        *_speaking(it.speaking, texts),
        *_weakest(it, texts),
    ]
    home = [button(texts("button-home"), HomePressed())]
    return Screen(as_list(*lines), keyboard([practise_button(texts)], home))


def _streak(it: ProgressOut, texts: Texts) -> list[str]:
    if not it.streak:
        return [texts("streak-none")]
    line = streak_line(it.streak, texts)
    if it.best_streak > it.streak:
        line = f"{line} · {texts('streak-best', days=it.best_streak)}"
    return [line]


def _speaking(it: Trend | None, texts: Texts) -> list[str]:
    if it is None:
        return []
    left = LEAST - it.readings
    soon = [texts("speaking-soon", left=left)] if it.now is None and left > 0 else []
    return [*soon, *how_it_goes(it, texts)]


def _weakest(it: ProgressOut, texts: Texts) -> list[Any]:
    skills = [
        f"{bar(one.recall, 1)} {shortened(one.title, MAX_TITLE)}"
        for one in it.weakest[:WEAKEST]
        if one.recall < WELL
    ]
    if not skills:
        return []
    return ["", Bold(texts("progress-weakest")), *skills]
