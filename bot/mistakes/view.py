"""The mistakes that are open, and the way to repair them. Pure."""

from typing import Any

from aiogram.utils.formatting import Bold, Strikethrough, Text, as_list

from backend.lessons.schemas import MISTAKES
from backend.reports.schemas import MistakeOut, MistakesOut, PatternOut
from backend.reviews.mistakes import MistakeState
from bot.lessons.callbacks import FocusPressed
from bot.lessons.view import practise_button
from bot.menu import HomePressed, MistakesPressed
from bot.screen import Button, Screen, button, keyboard, pager, shortened
from bot.texts import Texts

MAX_TITLE = 60
# Five states of a life, three words for a learner.
KIND = {
    MistakeState.new: "new",
    MistakeState.recurring: "back",
    MistakeState.relapsed: "back",
    MistakeState.improving: "better",
    MistakeState.resolved: "better",
}


def mistakes(it: MistakesOut, texts: Texts) -> Screen:
    home = [button(texts("button-home"), HomePressed())]
    if not it.total and not it.patterns:
        text = as_list(Bold(texts("mistakes-none")), texts("mistakes-none-how"))
        return Screen(text, keyboard([practise_button(texts)], home))
    lines = [*_of_exercises(it, texts), *_of_own_words(it, texts)]
    first = _practise_these(texts) if it.to_repair else practise_button(texts)
    return Screen(
        as_list(*lines),
        keyboard(
            [first], pager(it.page, it.pages, lambda number: MistakesPressed(page=number)), home
        ),
    )


def _of_exercises(it: MistakesOut, texts: Texts) -> list[Any]:
    if not it.total:
        return []
    how = "mistakes-how" if it.to_repair else "mistakes-done-today"
    head = [Bold(texts("mistakes-title", count=it.total)), texts(how, count=it.total), ""]
    return [*head, *(_line(one, texts) for one in it.mistakes)]


def _of_own_words(it: MistakesOut, texts: Texts) -> list[Any]:
    """Corrections of texts and talks, below what exercises know."""
    if not it.patterns:
        return []
    space = [""] if it.total else []
    how = [texts("patterns-how"), ""] if it.repairs else []
    title = Bold(texts("patterns-title"))
    return [*space, title, *how, *(_pattern(one, texts) for one in it.patterns)]


def _pattern(it: PatternOut, texts: Texts) -> Text:
    wrong = Strikethrough(shortened(it.wrong, MAX_TITLE))
    right = Bold(shortened(it.right, MAX_TITLE)) if it.right else Text("∅")
    return Text("• ", wrong, " → ", right, " · ", texts(f"mistake-{KIND[it.state]}"))


def _line(it: MistakeOut, texts: Texts) -> Text:
    parts = [texts(f"mistake-{KIND[it.state]}")]
    if it.times > 1:
        parts.append(texts("mistake-times", count=it.times))
    if it.done_today:
        parts.append(texts("mistake-today"))
    return Text("• ", Bold(shortened(it.title, MAX_TITLE)), " · ", " · ".join(parts))


def _practise_these(texts: Texts) -> Button:
    pressed = FocusPressed(focus=MISTAKES)
    return button(texts("button-practise-these"), pressed, style="primary")
