import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from infra.local.telegram.people_api.people import change
from infra.local.telegram.people_api.shapes import commands_for, profile
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import ADMIN, SECOND, STUDENT


def commands(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=f"About {name}") for name in names]


def seen(stand_in: StandIn, person: int) -> list[str]:
    at = stand_in.seat(person)
    return [one["command"] for one in commands_for(stand_in.ctx, at.bot, at.person)]


class TestCommands:
    async def test_each_scope_and_language_keeps_its_own(self, stand_in: StandIn, bot: Bot) -> None:
        await bot.set_my_commands(commands("a"))
        await bot.set_my_commands(commands("b"), language_code="ru")
        assert [one.command for one in await bot.get_my_commands()] == ["a"]
        assert [one.command for one in await bot.get_my_commands(language_code="ru")] == ["b"]
        assert await bot.get_my_commands(language_code="de") == []

    async def test_people_see_the_narrowest_scope_in_their_language(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        stand_in.start(ADMIN)
        await bot.set_my_commands(commands("all"))
        await bot.set_my_commands(commands("russian"), language_code="ru")
        admin = BotCommandScopeChat(chat_id=ADMIN)
        await bot.set_my_commands(commands("review"), scope=admin)
        people = (STUDENT, SECOND, ADMIN)
        assert [seen(stand_in, one) for one in people] == [["all"], ["russian"], ["review"]]
        await bot.delete_my_commands(scope=admin)
        await bot.set_my_commands(commands("private"), scope=BotCommandScopeAllPrivateChats())
        assert [seen(stand_in, one) for one in people] == [["private"]] * 3

    @pytest.mark.parametrize(
        ("command", "description", "why"),
        [
            ("Start", "x", "BOT_COMMAND_INVALID"),
            ("a" * 33, "x", "BOT_COMMAND_INVALID"),
            ("with-dash", "x", "BOT_COMMAND_INVALID"),
            ("a", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
            ("a", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ],
    )
    async def test_wrong_ones_are_refused(
        self, bot: Bot, command: str, description: str, why: str
    ) -> None:
        with pytest.raises(TelegramBadRequest, match=why):
            await bot.set_my_commands([BotCommand(command=command, description=description)])

    async def test_a_hundred_are_the_most(self, bot: Bot) -> None:
        names = [f"c{n}" for n in range(101)]
        with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
            await bot.set_my_commands(commands(*names))
        assert await bot.set_my_commands(commands(*names[1:]))

    async def test_a_chat_that_does_not_exist_has_no_scope(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.set_my_commands(commands("a"), scope=BotCommandScopeChat(chat_id=STUDENT))

    async def test_a_language_has_two_letters(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
            await bot.set_my_commands(commands("a"), language_code="rus")


class TestNames:
    async def test_each_language_has_its_own_and_falls_back(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        await bot.set_my_description("In words")
        await bot.set_my_description("Словами", language_code="ru")
        await bot.set_my_short_description("Short")
        await bot.set_my_name("Tutor")
        assert (await bot.get_my_description(language_code="ru")).description == "Словами"
        assert (await bot.get_my_description(language_code="de")).description == "In words"
        assert (await bot.get_my_name()).name == "Tutor"
        assert (await bot.get_me()).first_name == "Tutor"
        seat = stand_in.seat(SECOND)
        assert profile(stand_in.ctx, seat.bot, seat.person)["description"] == "Словами"

    async def test_a_person_may_change_their_language(self, stand_in: StandIn, bot: Bot) -> None:
        await bot.set_my_description("Auf Deutsch", language_code="de")
        change(stand_in.ctx, STUDENT, {"language_code": "de-at"})
        seat = stand_in.seat(STUDENT)
        assert profile(stand_in.ctx, seat.bot, seat.person)["description"] == "Auf Deutsch"

    async def test_too_long_ones_are_refused(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="BOT_DESCRIPTION_TOO_LONG"):
            await bot.set_my_description("x" * 513)
        with pytest.raises(TelegramBadRequest, match="BOT_SHORT_DESCRIPTION_TOO_LONG"):
            await bot.set_my_short_description("x" * 121)
        with pytest.raises(TelegramBadRequest, match="BOT_NAME_TOO_LONG"):
            await bot.set_my_name("x" * 65)

    async def test_an_empty_one_is_removed(self, bot: Bot) -> None:
        await bot.set_my_name("Tutor")
        await bot.set_my_name("")
        assert (await bot.get_my_name()).name == "Parley"


class TestMenuButton:
    async def test_a_chat_may_have_its_own(self, started: StandIn, bot: Bot) -> None:
        app = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="https://example.org/app"))
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        await bot.set_chat_menu_button(chat_id=STUDENT, menu_button=app)
        assert (await bot.get_chat_menu_button(chat_id=STUDENT)).type == "web_app"
        assert (await bot.get_chat_menu_button()).type == "commands"

    async def test_an_app_needs_https(self, started: StandIn, bot: Bot) -> None:
        app = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="http://example.org/app"))
        with pytest.raises(TelegramBadRequest, match="BUTTON_URL_INVALID"):
            await bot.set_chat_menu_button(menu_button=app)
