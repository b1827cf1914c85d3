"""What people see of the bot before they write to it: its commands and its descriptions."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.texts import LOCALES, Texts

COMMANDS = ("practice", "chat", "mistakes", "words", "read", "skills", "course", "settings", "help")
ADMIN_COMMANDS = ("review", "stock", "llm", "jobs", "flags")

log = structlog.get_logger(__name__)


async def introduce(bot: Bot) -> None:
    """In every interface language, English being the default. Changes only what is different, and
    failing is no reason not to start."""
    try:
        for locale in LOCALES:
            await _introduce(bot, Texts(locale), None if locale == "en" else locale)
    except TelegramAPIError as error:
        log.warning("introduction.failed", reason=str(error))


async def introduce_to_admin(bot: Bot, chat_id: int, texts: Texts) -> None:
    """In the menu of an admin's own chat stand their commands besides everybody's."""
    names = (*COMMANDS, *ADMIN_COMMANDS)
    commands = [BotCommand(command=name, description=texts(f"command-{name}")) for name in names]
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))
    except TelegramAPIError as error:
        log.warning("introduction.failed", reason=str(error))


async def _introduce(bot: Bot, texts: Texts, code: str | None) -> None:
    commands = [BotCommand(command=name, description=texts(f"command-{name}")) for name in COMMANDS]
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    description, short = texts("bot-description"), texts("bot-short-description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    known = await bot.get_my_short_description(language_code=code)
    if known.short_description != short:
        await bot.set_my_short_description(short, language_code=code)
