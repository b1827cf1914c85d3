"""The texts of a course, one of them, and its sentences. Pure."""

from math import ceil
from typing import Any

from aiogram.utils.formatting import Bold, Spoiler, Text, as_list

from backend.reading.schemas import SentenceOut, TextOut, TextsOut, TextWord
from bot.lessons.view import practise_button
from bot.menu import HomePressed, ReadPressed, WordsPressed
from bot.reading.callbacks import (
    AddWordPressed,
    SentencePressed,
    TextPressed,
    TextsPagePressed,
    TextWordPressed,
)
from bot.screen import Row, Screen, button, flow, keyboard, pager, shortened
from bot.texts import Texts

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMBERS_IN_A_ROW = 6
WIDEST_ROW = 30
MAX_TITLE = 60
MAX_SENTENCE = 300
MAX_WORD = 60


def texts_of(it: TextsOut, texts: Texts) -> Screen:
    home = button(texts("button-home"), HomePressed())
    if not it.texts:
        text = as_list(Bold(texts("read-title")), texts("read-none"))
        return Screen(text, keyboard([home, practise_button(texts)]))
    rows = [[button(f"{one.level} · {one.title}", TextPressed(text_id=one.id))] for one in it.texts]
    text = as_list(Bold(texts("read-title")), texts("read-how"))
    words = button(texts("button-words"), WordsPressed())
    return Screen(
        text,
        keyboard(
            *rows,
            pager(it.page, it.pages, lambda number: TextsPagePressed(page=number)),
            [home, words],
        ),
    )


def text(it: TextOut, texts: Texts) -> Screen:
    """All of it, a paragraph a sentence, and a button for each."""
    sentences = [
        f"{circled(number)} {shortened(one.text, MAX_SENTENCE)}"
        for number, one in enumerate(it.sentences)
    ]
    title = Bold(f"{shortened(it.title, MAX_TITLE)} · {it.level}")
    numbers = [
        button(circled(number), SentencePressed(text_id=it.id, number=number))
        for number in range(len(it.sentences))
    ]
    back = [button(texts("button-texts"), ReadPressed())]
    rows = flow(numbers, most=_in_a_row(len(numbers)), widest=WIDEST_ROW)
    said = as_list(title, "", *sentences, "", texts("read-tap-sentence"))
    return Screen(said, keyboard(*rows, back))


def _in_a_row(numbers: int) -> int:
    """As many rows as are needed, of the same length: seven are four and three, not six and one."""
    return ceil(numbers / ceil(numbers / NUMBERS_IN_A_ROW)) if numbers else 1


def sentence(it: TextOut, number: int, texts: Texts, *, word: int | None = None) -> Screen:
    """A sentence with its words; `word` is the one that was tapped. The whole text where there is
    no such sentence any more."""
    if number >= len(it.sentences):
        return text(it, texts)
    one = it.sentences[number]
    lines: list[Any] = [
        f"{shortened(it.title, MAX_TITLE)} · {number + 1}/{len(it.sentences)}",
        "",
        Bold(shortened(one.text, MAX_SENTENCE)),
    ]
    if one.meaning:
        lines.append(Spoiler(shortened(one.meaning, MAX_SENTENCE)))
    add: Row = []
    if word is None or word >= len(one.words):
        lines += ["", texts("read-tap-word")]
    else:
        lines += ["", _meant(one.words[word]), *_held(one.words[word], texts)]
        add = _add(it, number, word, texts)
    rows = [*_words(it, number, one), add, _around(it, number, texts)]
    return Screen(as_list(*lines), keyboard(*rows))


def circled(number: int) -> str:
    """① for 0."""
    return CIRCLED[number] if number < len(CIRCLED) else str(number + 1)


def _meant(word: TextWord) -> Text:
    meaning = f" · {shortened(word.meaning, MAX_SENTENCE)}" if word.meaning else ""
    return Text(Bold(shortened(word.lemma, MAX_WORD)), meaning)


def _held(word: TextWord, texts: Texts) -> list[str]:
    return [texts("word-is-mine")] if word.mine else []


def _add(it: TextOut, number: int, place: int, texts: Texts) -> Row:
    word = it.sentences[number].words[place]
    if word.mine or word.point_id is None:
        return []
    press = AddWordPressed(text_id=it.id, number=number, word=place, point_id=word.point_id)
    return [button(texts("button-add-word"), press, style="primary")]


def _words(it: TextOut, number: int, one: SentenceOut) -> list[Row]:
    buttons = [
        button(
            shortened(word.form, MAX_WORD),
            TextWordPressed(text_id=it.id, number=number, word=place),
        )
        for place, word in enumerate(one.words)
    ]
    return flow(buttons, most=4, widest=WIDEST_ROW)


def _around(it: TextOut, number: int, texts: Texts) -> Row:
    """The sentence before, the text, and the sentence after."""
    row = [button(texts("button-text"), TextPressed(text_id=it.id))]
    if number > 0:
        before = SentencePressed(text_id=it.id, number=number - 1)
        row.insert(0, button(f"‹ {circled(number - 1)}", before))
    if number + 1 < len(it.sentences):
        after = SentencePressed(text_id=it.id, number=number + 1)
        row.append(button(f"{circled(number + 1)} ›", after))
    return row
