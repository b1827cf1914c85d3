"""Where a learner is in their course. Pure."""

from typing import Any

from aiogram.utils.formatting import Bold, as_list

from backend.exercises.schemas import LanguageOut
from backend.reports.schemas import CourseOut
from bot.course.callbacks import CourseLevelPressed
from bot.lessons.view import practise_button
from bot.menu import CoursesPressed, HomePressed, SkillsPressed
from bot.screen import Row, Screen, bar, button, keyboard, shortened
from bot.start.view import named
from bot.texts import Texts

CELLS = 10
MAX_TITLE = 60
MAX_TOPICS = 600


def course(it: CourseOut, language: LanguageOut | None, texts: Texts) -> Screen:
    title = named(language, texts) if language else it.target
    lines: list[Any] = [Bold(f"{title} · {it.level}"), *_place(it, texts), *_then(it, texts)]
    if it.topics:
        topics = shortened(" · ".join(it.topics), MAX_TOPICS)
        lines += ["", Bold(texts("course-topics")), topics]
    more = [
        button(texts("button-skills"), SkillsPressed()),
        button(texts("button-courses"), CoursesPressed()),
    ]
    home = [button(texts("button-home"), HomePressed())]
    return Screen(as_list(*lines), keyboard([practise_button(texts)], _levels(it), more, home))


def _place(it: CourseOut, texts: Texts) -> list[str]:
    if not it.total:
        return []
    place = texts("course-place", number=it.number, total=it.total)
    lines = [f"{bar(it.number, it.total, CELLS)} {place}"]
    if it.skill:
        lines.append(texts("course-now", skill=shortened(it.skill, MAX_TITLE)))
    return lines


def _then(it: CourseOut, texts: Texts) -> list[Any]:
    if not it.then:
        return []
    return ["", Bold(texts("course-then")), *(f"• {shortened(one, MAX_TITLE)}" for one in it.then)]


def _levels(it: CourseOut) -> Row:
    return [
        button(("✅ " if one is it.level else "") + one, CourseLevelPressed(level=one))
        for one in it.levels
    ]
