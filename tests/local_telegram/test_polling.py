import asyncio

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramConflictError
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from infra.local.telegram.delivery.polling import Poll, Pollers
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT, Clock
from tests.local_telegram.waiting import eventually


class TestGetUpdates:
    async def test_an_update_comes_again_until_it_is_confirmed(
        self, started: StandIn, bot: Bot
    ) -> None:
        first = await bot.get_updates()
        again = await bot.get_updates()
        assert [one.update_id for one in first] == [one.update_id for one in again]
        assert await bot.get_updates(offset=first[0].update_id + 1) == []
        assert started.pending() == 0

    async def test_the_limit_holds_and_order_is_kept(self, started: StandIn, bot: Bot) -> None:
        for word in ("a", "b", "c"):
            started.send_text(STUDENT, word)
        found = await bot.get_updates(limit=3)
        assert [one.message.text for one in found if one.message] == ["/start", "a", "b"]

    async def test_a_negative_offset_keeps_the_newest(self, started: StandIn, bot: Bot) -> None:
        started.send_text(STUDENT, "newest")
        found = await bot.get_updates(offset=-1)
        assert [one.message.text for one in found if one.message] == ["newest"]
        assert started.pending() == 1

    async def test_a_long_poll_ends_with_the_first_update(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=15))
        await asyncio.sleep(0.1)
        stand_in.start(STUDENT, "deep")
        found = await asyncio.wait_for(poll, 5)
        assert found[0].message
        assert found[0].message.text == "/start deep"

    async def test_what_comes_while_a_poll_settles_down_is_not_missed(
        self, stand_in: StandIn
    ) -> None:
        ctx = stand_in.ctx
        poll = Poll(offset=None, limit=100, timeout=15)
        found = asyncio.create_task(Pollers().take(ctx, ctx.settings.bots[0], poll))
        await asyncio.sleep(0)  # it has looked, and is about to wait
        stand_in.start(STUDENT)
        assert len(await asyncio.wait_for(found, 5)) == 1

    async def test_a_second_poller_throws_the_first_one_out(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=15))
        await asyncio.sleep(0.1)
        await bot.get_updates(timeout=0)
        expected = "Conflict: terminated by other getUpdates request"
        with pytest.raises(TelegramConflictError, match=expected):
            await asyncio.wait_for(first, 5)

    async def test_polling_beside_a_webhook_is_a_conflict(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        await bot.set_webhook("http://127.0.0.1:9/hook")
        expected = "can't use getUpdates method while webhook is active"
        with pytest.raises(TelegramConflictError, match=expected):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == []

    async def test_allowed_updates_are_remembered(self, started: StandIn, bot: Bot) -> None:
        offset = (await bot.get_updates(allowed_updates=["callback_query"]))[-1].update_id + 1
        started.send_text(STUDENT, "not wanted")
        assert await bot.get_updates(offset=offset) == []
        await bot.get_updates(allowed_updates=[])
        started.send_text(STUDENT, "wanted again")
        assert len(await bot.get_updates()) == 1

    async def test_messages_wait_a_day_and_presses_150_seconds(
        self, started: StandIn, bot: Bot, clock: Clock
    ) -> None:
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "x", reply_markup=markup)
        started.press(STUDENT, sent.message_id, "x")
        clock.advance(149)
        assert [one.event_type for one in await bot.get_updates()] == ["message", "callback_query"]
        clock.advance(2)
        assert [one.event_type for one in await bot.get_updates()] == ["message"]
        clock.advance(86_400)
        assert await bot.get_updates() == []


class TestUpdates:
    async def test_a_person_is_described_in_full(self, started: StandIn, bot: Bot) -> None:
        message = (await bot.get_updates())[0].message
        assert message
        assert message.from_user
        user = message.from_user
        assert (user.id, user.is_bot, user.language_code) == (STUDENT, False, "en")
        assert message.entities
        assert message.entities[0].type == "bot_command"

    async def test_blocking_and_coming_back_are_told(self, started: StandIn, bot: Bot) -> None:
        started.block(STUDENT)
        started.start(STUDENT)
        updates = [one.my_chat_member for one in await bot.get_updates()]
        changes = [one.new_chat_member.status for one in updates if one]
        assert changes == ["kicked", "member"]

    async def test_an_edited_message_is_told(self, started: StandIn, bot: Bot) -> None:
        written = started.send_text(STUDENT, "I has a dog")
        started.edit_text(STUDENT, written.message_id, "I have a dog")
        edited = (await bot.get_updates())[-1].edited_message
        assert edited
        assert edited.text == "I have a dog"
        assert edited.edit_date

    async def test_a_reply_brings_its_original(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_message(STUDENT, "How are you?")
        started.send_text(STUDENT, "Fine", reply_to=sent.message_id)
        message = (await bot.get_updates())[-1].message
        assert message
        assert message.reply_to_message
        assert message.reply_to_message.text == "How are you?"

    async def test_the_second_tick_comes_with_confirmation(
        self, started: StandIn, bot: Bot
    ) -> None:
        chat = started.ctx.store.chats
        update = (await bot.get_updates())[0]
        before = chat.get(bot.id, STUDENT)
        await bot.get_updates(offset=update.update_id + 1)
        after = chat.get(bot.id, STUDENT)
        assert before
        assert after
        assert (before.read_by_bot, after.read_by_bot) == (0, 1)


class TestDispatcher:
    async def test_an_unmodified_bot_lives_here(self, stand_in: StandIn, bot: Bot) -> None:
        dispatcher = Dispatcher()

        @dispatcher.message(CommandStart())
        async def start(message: Message) -> None:
            button = InlineKeyboardButton(text="Go", callback_data="go", style="primary")
            markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
            await message.answer("Ready?", reply_markup=markup)

        @dispatcher.callback_query(F.data == "go")
        async def go(query: CallbackQuery) -> None:
            await query.answer("Here we go")
            assert isinstance(query.message, Message)
            await query.message.edit_text("Gone")

        polling = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        stand_in.start(STUDENT)
        await eventually(lambda: len(stand_in.messages(STUDENT)) == 2)
        stand_in.press(STUDENT, 2, "Go")
        await eventually(lambda: stand_in.messages(STUDENT)[1].body["text"] == "Gone")
        await dispatcher.stop_polling()
        await polling
        methods = [call.method for call in stand_in.calls()]
        assert methods == ["getMe", "sendMessage", "answerCallbackQuery", "editMessageText"]
