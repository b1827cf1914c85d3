"""What came of what was done about a verdict. Pure."""

from typing import Any

from aiogram.types import InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Italic, Text, as_list

from backend.appeals.schemas import AppealState
from backend.attempts.schemas import FeedbackOut
from backend.explaining.schemas import ExplanationOut, Reasons, SkillText, Told
from bot.exercises.feedback import feedback
from bot.exercises.view import below
from bot.screen import SEPARATOR, Screen, shortened, units
from bot.texts import Texts

MAX_SAID = 120
MAX_PART = 700
MAX_SKILL = 900


def explanation(it: ExplanationOut, texts: Texts) -> Screen:
    """A message of its own. What people and models wrote is shown as text."""
    lines: list[Any] = [Bold(texts("explain-title"))]
    if it.said:
        lines = [Text("💬 ", Italic(texts("explain-said", said=shortened(it.said, MAX_SAID))))]
    if it.told is not None:
        lines += _told(it.told, texts)
    if it.reasons is not None:
        lines += _reasons(it.reasons)
    return Screen(as_list(*lines))


def _told(it: Told, texts: Texts) -> list[Any]:
    more = [Text(texts("explain-may-be-right"))] if it.may_be_right else []
    return [
        shortened(it.what, MAX_PART),
        "",
        shortened(it.rule, MAX_PART),
        Text("👉 ", Bold(shortened(it.example, MAX_PART))),
        *more,
    ]


def _reasons(it: Reasons) -> list[Any]:
    told = [shortened(each, MAX_PART) for each in (it.because, it.why) if each]
    meaning = [Italic(shortened(it.meaning, MAX_PART))] if it.meaning else []
    skill = [ExpandableBlockQuote(_skill(it.skill))] if it.skill else []
    return [Bold(shortened(it.right, MAX_PART)), *told, *meaning, *skill]


def _skill(it: SkillText) -> Text:
    examples: list[Any] = []
    for text, translation in it.examples:
        examples.append(Text("👉 ", Italic(text)))
        examples += [translation] if translation else []
    return as_list(Bold(it.title), shortened(it.text, MAX_SKILL), *examples)


def decided(state: AppealState, said: str, right: str, texts: Texts) -> Screen:
    """One kind line for somebody who appealed."""
    line = texts(
        f"appeal-{state}", said=shortened(said, MAX_SAID), right=shortened(right, MAX_SAID)
    )
    return Screen(Text("🙋 ", line))


def amended(
    message: Message,
    it: FeedbackOut,
    buttons: InlineKeyboardMarkup | None,
    texts: Texts,
    *,
    id: int,
) -> Screen:
    """A message with another verdict above; what stands below its line stays as it is."""
    upper, lower = feedback(it, texts, variant=id), _below_the_line(message)
    return Screen(upper, buttons) if lower is None else below(upper, Screen(lower, buttons))


def unchanged(message: Message, buttons: InlineKeyboardMarkup | None) -> Screen:
    """The same text with other buttons."""
    return Screen(Text.from_entities(message.text or "", message.entities or []), buttons)


def _below_the_line(message: Message) -> Text | None:
    upper, line, lower = (message.text or "").rpartition(f"\n{SEPARATOR}\n")
    if not line:
        return None
    start = units(upper + line)
    kept = [
        one.model_copy(update={"offset": one.offset - start})
        for one in message.entities or []
        if one.offset >= start
    ]
    return Text.from_entities(lower, kept)
