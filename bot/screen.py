"""What the bot shows: one message as a tree of text and the buttons under it. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiogram.filters.callback_data import CallbackData
from aiogram.types import DisabledButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from aiogram.utils.formatting import Text

Button: TypeAlias = InlineKeyboardButton
Row: TypeAlias = list[InlineKeyboardButton]

MAX_TEXT = 4096
MAX_LABEL = 60
MAX_TOAST = 200
PHONE = 38  # characters of label side by side on a phone of 390 points, margins among them
MARGINS = 2  # of one button, in characters
SEPARATOR = "─" * 12
ELLIPSIS = "…"


@dataclass(frozen=True)
class Screen:
    """One message: what it says and what can be pressed under it.

    `voice` is the attempt whose sound is to be heard with it, in a message of its own; 0: none.
    """

    text: Text
    keyboard: InlineKeyboardMarkup | None = None
    voice: int = 0

    def kwargs(self) -> dict[str, Any]:
        """What sending and editing take. The text is cut to what a message may hold."""
        return {**bounded(self.text).as_kwargs(), "reply_markup": self.keyboard}


def button(label: str, data: CallbackData, *, style: str | None = None) -> Button:
    return InlineKeyboardButton(
        text=shortened(label, MAX_LABEL), callback_data=data.pack(), style=style
    )


def still(label: str, *, style: str | None = None) -> Button:
    """A button that does nothing. Where it cannot be drawn pale, its label must say so."""
    return InlineKeyboardButton(
        text=shortened(label, MAX_LABEL), disabled=DisabledButton(), style=style
    )


def keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=kept) if kept else None


def pager(page: int, pages: int, to: Callable[[int], CallbackData]) -> Row:
    """Back, where one is, and on; nothing where there is one page. `page` counts from 0."""
    labels = {page - 1: "‹", page: f"{page + 1} / {pages}", page + 1: "›"}
    there = [number for number in labels if 0 <= number < pages]
    return [button(labels[number], to(number)) for number in there] if pages > 1 else []


def flow(buttons: Iterable[Button], *, most: int, widest: int) -> list[Row]:
    """Buttons in rows of at most `most`, at most `widest` characters of label in a row, and as many
    as can be read: a row is shared equally, so its longest label needs that room in all of them."""
    rows: list[Row] = []
    for one in buttons:
        if not rows or len(rows[-1]) == most or not _can_be_read([*rows[-1], one], widest):
            rows.append([])
        rows[-1].append(one)
    return rows


def _can_be_read(row: Row, widest: int) -> bool:
    lengths = [len(each.text) for each in row]
    return sum(lengths) <= widest and len(row) * (max(lengths) + MARGINS) <= PHONE


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def bounded(text: Text, most: int = MAX_TEXT) -> Text:
    plain, entities = text.render()
    if units(plain) <= most:
        return text
    kept = plain.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", errors="ignore")
    return Text(*Text.from_entities(kept, fitting(entities, units(kept))), ELLIPSIS)


def fitting(entities: Sequence[MessageEntity], length: int) -> list[MessageEntity]:
    """The entities of the first `length` code units, the last of them cut where it reaches over."""
    return [
        one.model_copy(update={"length": min(one.length, length - one.offset)})
        for one in entities
        if one.offset < length
    ]


def bar(done: float, whole: float, cells: int = 5) -> str:
    """A small bar, as ▰▰▰▱▱ for three of five."""
    share = min(max(done / whole, 0), 1) if whole else 0
    full = int(share * cells)
    return "▰" * full + "▱" * (cells - full)
