"""What the bot can do, in a few lines. Pure."""

from aiogram.utils.formatting import Bold, Text, as_list

from bot.lessons.view import practise_button
from bot.screen import Screen, keyboard
from bot.texts import Texts


def guide(texts: Texts) -> Screen:
    text = as_list(Bold(texts("help-title")), texts("help-how"), "", texts("help-commands"))
    return Screen(text, keyboard([practise_button(texts)]))


def unknown_command(texts: Texts) -> Screen:
    text = as_list(texts("unknown-command"), "", texts("help-commands"))
    return Screen(text, keyboard([practise_button(texts)]))


def nothing_open(texts: Texts) -> Screen:
    return Screen(Text(texts("nothing-open")), keyboard([practise_button(texts)]))
