"""What is remembered of a person, each with a button to forget it. Pure."""

from typing import Any

from aiogram.utils.formatting import Bold, Text, as_list

from backend.tutor.schemas import FACTS_A_PAGE, FactsOut
from bot.chat.callbacks import ForgetAllPressed, ForgetPressed, MemoryPressed
from bot.menu import ChatPressed
from bot.screen import Screen, button, flow, keyboard, pager
from bot.texts import Texts

IN_A_ROW = 4
WIDEST = 24


def memory(it: FactsOut, texts: Texts) -> Screen:
    back = [button(texts("button-back"), ChatPressed())]
    title = Bold(texts("memory-title"))
    if not it.facts:
        return Screen(as_list(title, _nothing(it, texts)), keyboard(back))
    first = it.page * FACTS_A_PAGE + 1
    lines: list[Any] = [title, texts("memory-how"), ""]
    lines += [Text(Bold(f"{first + at}."), " ", fact.text) for at, fact in enumerate(it.facts)]
    forget = [
        button(f"✕ {first + at}", ForgetPressed(fact_id=fact.id, page=it.page))
        for at, fact in enumerate(it.facts)
    ]
    pages = pager(it.page, it.pages, lambda number: MemoryPressed(page=number))
    everything = [button(texts("button-forget-all"), ForgetAllPressed())]
    rows = flow(forget, most=IN_A_ROW, widest=WIDEST)
    return Screen(as_list(*lines), keyboard(*rows, pages, everything, back))


def _nothing(it: FactsOut, texts: Texts) -> str:
    """That there is nothing; what will be kept is promised only where somebody keeps it."""
    return texts("memory-none" if it.remembers else "memory-nothing")


def sure(texts: Texts) -> Screen:
    """The safe button first."""
    keep = button(texts("button-keep"), MemoryPressed())
    forget = button(texts("button-forget-sure"), ForgetAllPressed(sure=True), style="danger")
    return Screen(Text(texts("memory-ask-all")), keyboard([keep], [forget]))
