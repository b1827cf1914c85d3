"""Pinned messages: a list, the newest of it first, and the service message of each pin."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InaccessibleMessage, Message

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT

Refused = Callable[..., Awaitable[str]]


async def pinned(bot: Bot) -> int | None:
    found = (await bot.get_chat(STUDENT)).pinned_message
    return found.message_id if found else None


@pytest.fixture
async def three(started: StandIn, bot: Bot) -> list[int]:
    """Messages 2, 3 and 4, none of them pinned."""
    return [(await bot.send_message(STUDENT, name)).message_id for name in ("one", "two", "three")]


class TestPin:
    async def test_the_newest_message_stands_for_all(self, bot: Bot, three: list[int]) -> None:
        for number in (3, 2):
            await bot.pin_chat_message(STUDENT, number)
        assert await pinned(bot) == 3

    async def test_a_deleted_one_is_pinned_no_longer(self, bot: Bot, three: list[int]) -> None:
        for number in three:
            await bot.pin_chat_message(STUDENT, number)
        await bot.delete_message(STUDENT, 4)
        assert await pinned(bot) == 3

    async def test_what_a_person_wrote_can_be_pinned(self, started: StandIn, bot: Bot) -> None:
        await bot.pin_chat_message(STUDENT, 1)
        assert await pinned(bot) == 1

    async def test_an_unknown_message_is_not_found(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="message to pin not found"):
            await bot.pin_chat_message(STUDENT, 99)

    async def test_not_for_those_who_blocked(self, started: StandIn, bot: Bot) -> None:
        started.block(STUDENT)
        with pytest.raises(TelegramForbiddenError):
            await bot.pin_chat_message(STUDENT, 1)


class TestUnpin:
    @pytest.fixture(autouse=True)
    async def all_pinned(self, bot: Bot, three: list[int]) -> None:
        for number in three:
            await bot.pin_chat_message(STUDENT, number)

    async def test_without_a_name_the_newest_goes(self, bot: Bot) -> None:
        await bot.unpin_chat_message(STUDENT)
        assert await pinned(bot) == 3

    async def test_with_a_name_that_one_goes(self, bot: Bot) -> None:
        await bot.unpin_chat_message(STUDENT, message_id=3)
        await bot.unpin_chat_message(STUDENT)
        assert await pinned(bot) == 2

    async def test_all_go_at_once(self, bot: Bot) -> None:
        assert await bot.unpin_all_chat_messages(STUDENT)
        assert await pinned(bot) is None
        assert await bot.unpin_all_chat_messages(STUDENT)

    async def test_with_nothing_pinned_there_is_nothing_to_unpin(
        self, bot: Bot, refused: Refused
    ) -> None:
        await bot.unpin_all_chat_messages(STUDENT)
        found = await refused("unpinChatMessage", chat_id=STUDENT)
        assert found == "Bad Request: message to unpin not found"

    async def test_an_unknown_message_is_not_found(self, refused: Refused) -> None:
        found = await refused("unpinChatMessage", chat_id=STUDENT, message_id=99)
        assert found == "Bad Request: message to unpin not found"


class TestServiceMessage:
    async def told(self, bot: Bot) -> list[Message]:
        updates = await bot.get_updates()
        return [one.message for one in updates if one.message and one.message.pinned_message]

    async def test_the_bot_is_told_of_its_own_pin(self, bot: Bot, three: list[int]) -> None:
        await bot.pin_chat_message(STUDENT, 3, disable_notification=True)
        (told,) = await self.told(bot)
        assert told.from_user
        assert (told.message_id, told.from_user.id) == (5, bot.id)
        assert isinstance(told.pinned_message, Message)
        assert told.pinned_message.text == "two"

    async def test_pinning_again_tells_nothing_new(self, bot: Bot, three: list[int]) -> None:
        for _ in range(2):
            await bot.pin_chat_message(STUDENT, 3)
        assert len(await self.told(bot)) == 1

    async def test_the_message_may_be_gone(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_message(STUDENT, "x")
        await bot.pin_chat_message(STUDENT, sent.message_id)
        await bot.delete_message(STUDENT, sent.message_id)
        reply = started.send_text(STUDENT, "what was that?", reply_to=3)
        update = (await bot.get_updates())[-1].message
        assert update
        assert update.message_id == reply.message_id
        assert update.reply_to_message
        assert isinstance(update.reply_to_message.pinned_message, InaccessibleMessage)

    async def test_it_is_neither_pinned_nor_edited_nor_copied(
        self, bot: Bot, three: list[int], refused: Refused
    ) -> None:
        await bot.pin_chat_message(STUDENT, 3)
        service = {"chat_id": STUDENT, "message_id": 5}
        assert await refused("pinChatMessage", **service) == "Bad Request: message can't be pinned"
        found = await refused("editMessageReplyMarkup", **service)
        assert found == "Bad Request: message can't be edited"
        found = await refused("copyMessage", **service, from_chat_id=STUDENT)
        assert found == "Bad Request: message can't be copied"

    async def test_the_bot_can_delete_it(self, started: StandIn, bot: Bot) -> None:
        await bot.pin_chat_message(STUDENT, 1)
        assert await bot.delete_message(STUDENT, 2)
        assert await pinned(bot) == 1
