"""The grammar of a course, level by level, and one point of it explained. Pure."""

from collections.abc import Sequence
from typing import Any

from aiogram.utils.formatting import Bold, Italic, Text, as_list

from backend.kit.levels import Level
from backend.reports.schemas import ExampleOut, SkillOut, SkillsOut
from bot.lessons.callbacks import FocusPressed
from bot.lessons.view import practise_button
from bot.menu import HomePressed, SkillsPressed
from bot.screen import Row, Screen, button, keyboard, shortened
from bot.skills.callbacks import SkillPressed
from bot.texts import Texts

MOST_STRENGTH = 3
MAX_TEXT = 900
MAX_LINE = 200


def skills(it: SkillsOut, texts: Texts) -> Screen:
    home = [button(texts("button-home"), HomePressed())]
    if it.level is None:
        return Screen(Text(texts("skills-none")), keyboard([practise_button(texts)], home))
    rows: list[Row] = [
        [button(f"{mark(one.strength)} {one.title}", SkillPressed(point_id=one.point_id))]
        for one in it.skills
    ]
    text = as_list(Bold(texts("skills-title", level=it.level)), texts("skills-how"))
    return Screen(text, keyboard(_tabs(it.levels, it.level), *rows, home))


def mark(strength: int) -> str:
    """How well it is known, as ▰▰▱; a dot for what was not met yet."""
    return "▰" * strength + "▱" * (MOST_STRENGTH - strength) if strength else "·"


def _tabs(levels: Sequence[Level], shown: Level) -> Row:
    if len(levels) < 2:  # noqa: PLR2004  # one level needs no tabs
        return []
    return [
        button(("✅ " if one is shown else "") + one, SkillsPressed(level=one)) for one in levels
    ]


def skill(it: SkillOut, texts: Texts) -> Screen:
    known = texts(f"strength-{it.strength}")
    if it.strength:
        known = f"{mark(it.strength)} {known}"
    lines: list[Any] = [Bold(it.title), f"{it.level} · {known}"]
    if it.mistakes:
        lines.append(texts("skill-mistakes", count=it.mistakes))
    if it.text:
        lines += ["", shortened(it.text, MAX_TEXT)]
    lines += [line for one in it.examples for line in _example(one)]
    if not it.within_reach:
        lines += ["", texts("skill-later", level=it.level)]
    return Screen(as_list(*lines), keyboard(_practise(it, texts), _back(it, texts)))


def _example(it: ExampleOut) -> list[Text | str]:
    lines: list[Text | str] = ["", Bold(shortened(it.text, MAX_LINE))]
    if it.translation:
        lines.append(Italic(shortened(it.translation, MAX_LINE)))
    return lines


def _practise(it: SkillOut, texts: Texts) -> Row:
    if not it.within_reach:
        return []
    pressed = FocusPressed(focus=it.point_id)
    return [button(texts("button-practise-this"), pressed, style="primary")]


def _back(it: SkillOut, texts: Texts) -> Row:
    return [button(texts("button-back"), SkillsPressed(level=it.level))]
