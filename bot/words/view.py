"""The words of a course, page by page, and one by itself. Pure."""

from datetime import datetime
from typing import Any

from aiogram.utils.formatting import BlockQuote, Bold, Italic, Text, as_list

from backend.words.schemas import Show, WordCard, WordOut, WordsOut
from bot.lessons.view import practise_button
from bot.menu import HomePressed, ReadPressed, WordsPressed
from bot.screen import Button, Row, Screen, bar, button, flow, keyboard, pager, shortened
from bot.texts import Texts
from bot.words.callbacks import FindPressed, WordPressed, WordsPagePressed

STRONGEST = 3
MAX_LEMMA = 60
MAX_MEANING = 120
MAX_EXAMPLE = 300
MAX_BUTTON = 20
WIDEST_ROW = 30


def words(it: WordsOut, texts: Texts) -> Screen:
    """One page. Whoever has no words yet is told where they come from."""
    everything = it.due + it.shaky + it.known
    if not everything:
        return _none_yet(texts)
    lines: list[Any] = [Bold(texts("words-title")), _counts(it, texts), "", *_lines(it, texts)]
    rows = [
        *_word_buttons(it),
        pager(it.page, it.pages, lambda number: WordsPagePressed(show=it.show, page=number)),
        *_filters(it, texts),
    ]
    last = [button(texts("button-find"), FindPressed()), _home(texts)]
    return Screen(as_list(*lines), keyboard(*rows, last))


def found(it: WordsOut, sought: str, texts: Texts) -> Screen:
    """What was found by the beginning of a word."""
    lines: list[Any] = [Bold(texts("words-found", sought=sought)), ""]
    if it.words:
        lines += [_line(word) for word in it.words]
    else:
        lines += [texts("words-not-found")]
    if it.found > len(it.words):
        lines += ["", texts("words-more", count=it.found - len(it.words))]
    return Screen(as_list(*lines), keyboard(*_word_buttons(it), _back_to_all(texts)))


def how_to_find(texts: Texts) -> Screen:
    text = as_list(Bold(texts("button-find")), texts("words-how-to-find"))
    return Screen(text, keyboard(_back_to_all(texts)))


def word(it: WordCard, back: WordsPagePressed, texts: Texts, *, now: datetime) -> Screen:
    lines: list[Any] = [Bold(shortened(it.lemma, MAX_LEMMA))]
    if it.meaning:
        lines.append(shortened(it.meaning, MAX_MEANING))
    lines += ["", f"{_mark(it)} {comes_back(it.due, texts, now=now)}"]
    if it.example is not None:
        lines += ["", BlockQuote(shortened(it.example.sentence, MAX_EXAMPLE))]
        if it.example.meaning:
            lines.append(Italic(shortened(it.example.meaning, MAX_EXAMPLE)))
    row = [button(texts("button-back"), back), practise_button(texts)]
    return Screen(as_list(*lines), keyboard(row))


def comes_back(due: datetime, texts: Texts, *, now: datetime) -> str:
    """When the word is asked for again, in days of the reader."""
    if due <= now:
        return texts("word-due-now")
    days = due.astimezone(texts.zone).date() - now.astimezone(texts.zone).date()
    return texts("word-due-in", days=days.days)


def _none_yet(texts: Texts) -> Screen:
    text = as_list(Bold(texts("words-title")), texts("words-none-yet"))
    read = [button(texts("button-read"), ReadPressed()), _home(texts)]
    return Screen(text, keyboard([practise_button(texts)], read))


def _counts(it: WordsOut, texts: Texts) -> str:
    everything = it.due + it.shaky + it.known
    return f"{texts('words-count', count=everything)}, {texts('words-known', count=it.known)}"


def _lines(it: WordsOut, texts: Texts) -> list[Text | str]:
    return [_line(word) for word in it.words] or [texts(f"words-none-{it.show}")]


def _line(it: WordOut) -> Text:
    meaning = f" · {shortened(it.meaning, MAX_MEANING)}" if it.meaning else ""
    return Text(_mark(it), " ", Bold(shortened(it.lemma, MAX_LEMMA)), meaning)


def _mark(it: WordOut) -> str:
    return bar(it.strength, STRONGEST, STRONGEST)


def _word_buttons(it: WordsOut) -> list[Row]:
    buttons = [
        button(
            shortened(word.lemma, MAX_BUTTON),
            WordPressed(point_id=word.point_id, show=it.show, page=it.page),
        )
        for word in it.words
    ]
    return flow(buttons, most=3, widest=WIDEST_ROW)


def _filters(it: WordsOut, texts: Texts) -> list[Row]:
    counts = {Show.all: it.due + it.shaky + it.known, Show.due: it.due}
    counts |= {Show.shaky: it.shaky, Show.known: it.known}
    buttons = [
        button(
            ("✅ " if show is it.show else "") + texts(f"words-show-{show}", count=count),
            WordsPagePressed(show=show),
        )
        for show, count in counts.items()
    ]
    return flow(buttons, most=2, widest=WIDEST_ROW)


def _back_to_all(texts: Texts) -> Row:
    return [button(texts("button-back"), WordsPressed())]


def _home(texts: Texts) -> Button:
    return button(texts("button-home"), HomePressed())
