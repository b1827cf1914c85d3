from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT

Refused = Callable[..., Awaitable[str]]


class TestChatAction:
    async def test_known_actions_are_taken(self, started: StandIn, bot: Bot) -> None:
        assert await bot.send_chat_action(STUDENT, "typing")
        assert await bot.send_chat_action(STUDENT, "record_voice")

    async def test_others_are_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="wrong parameter action in request"):
            await bot.send_chat_action(STUDENT, "thinking")

    async def test_not_to_those_who_blocked(self, started: StandIn, bot: Bot) -> None:
        started.block(STUDENT)
        with pytest.raises(TelegramForbiddenError):
            await bot.send_chat_action(STUDENT, "typing")


class TestGetChat:
    async def test_a_person_is_described(self, started: StandIn, bot: Bot) -> None:
        chat = await bot.get_chat(STUDENT)
        assert (chat.id, chat.first_name, chat.username) == (STUDENT, "Student", "student")

    async def test_strangers_are_not_found(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.get_chat(SECOND)

    async def test_membership_tells_of_a_block(self, started: StandIn, bot: Bot) -> None:
        assert (await bot.get_chat_member(STUDENT, STUDENT)).status == "member"
        started.block(STUDENT)
        assert (await bot.get_chat_member(STUDENT, bot.id)).status == "kicked"


class TestReaction:
    async def test_one_of_telegrams_emoji_is_set_and_taken_back(
        self, started: StandIn, bot: Bot
    ) -> None:
        await bot.set_message_reaction(STUDENT, 1, [ReactionTypeEmoji(emoji="👍")])
        assert started.messages(STUDENT)[0].body["_reaction"] == "👍"
        await bot.set_message_reaction(STUDENT, 1, [])
        assert "_reaction" not in started.messages(STUDENT)[0].body

    @pytest.mark.parametrize(
        "reaction",
        [
            {"type": "emoji", "emoji": "🧮"},
            {"type": "custom_emoji", "custom_emoji_id": "5"},
            {"type": "paid"},
            "👍",
        ],
    )
    async def test_others_are_refused(
        self, started: StandIn, refused: Refused, reaction: object
    ) -> None:
        asked = {"chat_id": STUDENT, "message_id": 1, "reaction": [reaction]}
        assert await refused("setMessageReaction", **asked) == "Bad Request: REACTION_INVALID"

    async def test_a_bot_has_one_for_each_message(self, started: StandIn, bot: Bot) -> None:
        thumb, fire = ReactionTypeEmoji(emoji="👍"), ReactionTypeEmoji(emoji="🔥")
        with pytest.raises(TelegramBadRequest, match="REACTIONS_TOO_MANY"):
            await bot.set_message_reaction(STUDENT, 1, [thumb, fire])

    async def test_a_later_one_takes_its_place_and_size_does_not_matter(
        self, started: StandIn, bot: Bot
    ) -> None:
        for emoji in ("👍", "❤️"):
            reaction = ReactionTypeEmoji(emoji=emoji)
            await bot.set_message_reaction(STUDENT, 1, [reaction], is_big=True)
        assert started.messages(STUDENT)[0].body["_reaction"] == "❤️"

    async def test_an_unknown_message_is_not_found(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="message to react not found"):
            await bot.set_message_reaction(STUDENT, 99, [ReactionTypeEmoji(emoji="👍")])


class TestReplyKeyboard:
    async def test_it_belongs_to_the_chat_until_it_is_removed(
        self, started: StandIn, bot: Bot
    ) -> None:
        chats = started.ctx.store.chats
        markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Skip")]])
        sent = await bot.send_message(STUDENT, "Your level?", reply_markup=markup)
        assert sent.reply_markup is None
        chat = chats.get(bot.id, STUDENT)
        assert chat
        assert chat.reply_keyboard
        await bot.send_message(STUDENT, "Thanks", reply_markup=ReplyKeyboardRemove())
        chat = chats.get(bot.id, STUDENT)
        assert chat
        assert chat.reply_keyboard is None
