"""A bot of a few lines, for the page to talk to."""

from aiogram import Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)


def keyboard() -> InlineKeyboardMarkup:
    rows = [
        [
            InlineKeyboardButton(text="der", callback_data="der"),
            InlineKeyboardButton(text="die", callback_data="die", style="success"),
        ],
        [
            InlineKeyboardButton(text="Hint", callback_data="hint"),
            InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="die Katze")),
            InlineKeyboardButton(text="Off", disabled=DisabledButton()),
        ],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def small_bot() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("<b>Which article?</b>", parse_mode="HTML", reply_markup=keyboard())

    @dispatcher.message(F.voice)
    async def voice(message: Message) -> None:
        assert message.voice
        await message.reply(f"heard {message.voice.mime_type}")

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.reply(f"You said: {message.text}")

    @dispatcher.callback_query(F.data == "hint")
    async def hint(query: CallbackQuery) -> None:
        await query.answer("Ends in -e", show_alert=True)

    @dispatcher.callback_query()
    async def choose(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Die Katze.")
        await query.answer("Right!")

    return dispatcher
