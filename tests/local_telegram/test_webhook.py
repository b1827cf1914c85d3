import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from infra.local.telegram.delivery.webhook import pause_before
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT, Clock
from tests.local_telegram.hooks import Receiver, receiving
from tests.local_telegram.waiting import eventually


def failing() -> web.Response:
    return web.Response(status=503)


@pytest.fixture
async def hook(stand_in: StandIn, bot: Bot) -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        await bot.set_webhook(receiver.url, secret_token="s3cret_-")
        yield receiver
        await bot.delete_webhook()


class TestDelivery:
    async def test_an_update_comes_with_the_secret_and_counts_as_read(
        self, stand_in: StandIn, hook: Receiver, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await eventually(lambda: stand_in.pending() == 0)
        assert hook.texts() == ["/start"]
        assert hook.secrets == ["s3cret_-"]
        chat = stand_in.ctx.store.chats.get(bot.id, STUDENT)
        assert chat
        assert chat.read_by_bot == 1

    async def test_one_chat_is_served_in_order_one_at_a_time(
        self, stand_in: StandIn, hook: Receiver
    ) -> None:
        hook.hold = asyncio.Event()
        for word in "abcd":
            stand_in.send_text(STUDENT, word)
        await eventually(lambda: hook.updates)
        assert hook.texts() == ["a"]
        hook.hold.set()
        await eventually(lambda: stand_in.pending() == 0)
        assert hook.texts() == ["a", "b", "c", "d"]

    async def test_different_chats_and_presses_do_not_wait_for_each_other(
        self, stand_in: StandIn, hook: Receiver, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await eventually(lambda: stand_in.pending() == 0)
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "x", reply_markup=markup)
        hook.hold = asyncio.Event()
        stand_in.send_text(STUDENT, "slow")
        stand_in.send_text(SECOND, "other")
        stand_in.press(STUDENT, sent.message_id, "x")
        await eventually(lambda: hook.busy == 3)
        hook.hold.set()
        await eventually(lambda: stand_in.pending() == 0)

    async def test_a_refused_update_blocks_its_chat_and_comes_again(
        self, stand_in: StandIn, hook: Receiver, bot: Bot
    ) -> None:
        hook.answers = [failing, failing, web.Response]
        stand_in.send_text(STUDENT, "poison")
        stand_in.send_text(STUDENT, "after")
        await eventually(lambda: len(hook.updates) >= 2)
        # The first retry is immediate, the second waits two seconds.
        assert hook.texts() == ["poison", "poison"]
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
        assert info.pending_update_count == 2
        await eventually(lambda: stand_in.pending() == 0)
        assert hook.texts() == ["poison", "poison", "poison", "after"]

    async def test_retry_after_is_honoured(self, stand_in: StandIn, hook: Receiver) -> None:
        hook.answers = [
            lambda: web.Response(status=429, headers={"Retry-After": "1"}),
            web.Response,
        ]
        stand_in.send_text(STUDENT, "x")
        await eventually(lambda: hook.updates)
        await asyncio.sleep(0.3)
        assert len(hook.updates) == 1
        await eventually(lambda: stand_in.pending() == 0)

    async def test_nobody_there_is_recorded(self, stand_in: StandIn, bot: Bot) -> None:
        await bot.set_webhook("http://127.0.0.1:1/hook")
        stand_in.start(STUDENT)
        facts = stand_in.ctx.store.facts
        await eventually(lambda: facts.get(bot.id, "webhook_error"))
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Connection refused"
        await bot.delete_webhook()

    async def test_an_expired_press_is_dropped(
        self, stand_in: StandIn, hook: Receiver, bot: Bot, clock: Clock
    ) -> None:
        stand_in.start(STUDENT)
        await eventually(lambda: stand_in.pending() == 0)
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "x", reply_markup=markup)
        hook.answers = [failing]
        stand_in.press(STUDENT, sent.message_id, "x")
        await eventually(lambda: len(hook.updates) == 3)
        clock.advance(151)
        assert (await bot.get_webhook_info()).pending_update_count == 0


class TestPauses:
    def test_at_once_then_doubling_up_to_the_cap(self) -> None:
        pauses = [pause_before(attempt, cap=90) for attempt in range(10)]
        assert pauses == [0, 0, 2, 4, 8, 16, 32, 64, 90, 90]


class TestSetWebhook:
    async def test_plain_http_is_only_for_this_machine(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="An HTTPS URL must be provided for webhook"):
            await bot.set_webhook("http://example.org/hook")

    async def test_a_secret_has_its_alphabet(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="secret token contains unallowed characters"):
            await bot.set_webhook("http://127.0.0.1:9/", secret_token="with space")

    async def test_pending_updates_can_be_dropped(self, started: StandIn, bot: Bot) -> None:
        await bot.delete_webhook(drop_pending_updates=True)
        assert started.pending() == 0

    async def test_what_was_set_can_be_asked(self, bot: Bot) -> None:
        await bot.set_webhook(
            "http://127.0.0.1:9/a", max_connections=7, allowed_updates=["message"]
        )
        info = await bot.get_webhook_info()
        assert (info.url, info.max_connections) == ("http://127.0.0.1:9/a", 7)
        assert info.allowed_updates == ["message"]
        await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""


class TestAiogramBehindAWebhook:
    async def test_it_handles_and_may_answer_in_the_reply(
        self, stand_in: StandIn, bot: Bot
    ) -> None:
        dispatcher = Dispatcher()

        @dispatcher.message()
        async def echo(message: Message) -> SendMessage:
            return message.answer(f"echo {message.text}")

        app = web.Application()
        handler = SimpleRequestHandler(
            dispatcher, bot, handle_in_background=False, secret_token="right"
        )
        app.router.add_post("/hook", handler.handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await bot.set_webhook(url, secret_token="right")
        stand_in.send_text(STUDENT, "hello")
        await eventually(lambda: len(stand_in.messages(STUDENT)) == 2)
        assert stand_in.messages(STUDENT)[1].body["text"] == "echo hello"
        await bot.delete_webhook()
        await runner.cleanup()
