from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import MessageEntity, ReplyParameters

from infra.local.telegram.config import Flood
from infra.local.telegram.faults import Fault
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT, Clock, Raw

Refused = Callable[..., Awaitable[str]]


class TestRecipient:
    async def test_somebody_who_never_started_the_bot_is_not_found(
        self, started: StandIn, bot: Bot
    ) -> None:
        with pytest.raises(TelegramBadRequest, match="Bad Request: chat not found"):
            await bot.send_message(SECOND, "hello")

    async def test_no_recipient_is_named(self, refused: Refused) -> None:
        assert await refused("sendMessage", text="x") == "Bad Request: chat_id is empty"

    async def test_a_person_who_blocked_the_bot_is_forbidden(
        self, started: StandIn, bot: Bot
    ) -> None:
        started.block(STUDENT)
        with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
            await bot.send_message(STUDENT, "hello")

    async def test_writing_again_unblocks(self, started: StandIn, bot: Bot) -> None:
        started.block(STUDENT)
        started.send_text(STUDENT, "I am back")
        assert (await bot.send_message(STUDENT, "hello")).text == "hello"


class TestText:
    async def test_it_arrives_as_telegram_would_say_it(self, started: StandIn, bot: Bot) -> None:
        message = await bot.send_message(STUDENT, "hello")
        assert message.message_id == 2
        assert message.from_user
        assert message.from_user.username == "parley_bot"
        assert (message.chat.id, message.chat.type) == (STUDENT, "private")
        assert int(message.date.timestamp()) == 1_800_000_000

    @pytest.mark.parametrize("text", ["", "   \n "])
    async def test_nothing_is_refused(self, started: StandIn, refused: Refused, text: str) -> None:
        found = await refused("sendMessage", chat_id=STUDENT, text=text)
        assert found == "Bad Request: message text is empty"

    async def test_markup_around_nothing_is_refused(
        self, started: StandIn, refused: Refused
    ) -> None:
        found = await refused("sendMessage", chat_id=STUDENT, text="<b> </b>", parse_mode="HTML")
        assert found == "Bad Request: text must be non-empty"

    @pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048, f"<b>{'a' * 4096}</b>"])
    async def test_4096_units_after_parsing_are_taken(
        self, started: StandIn, bot: Bot, text: str
    ) -> None:
        assert await bot.send_message(STUDENT, text, parse_mode="HTML")

    @pytest.mark.parametrize("text", ["a" * 4097, "😀" * 2049])
    async def test_more_is_too_long(self, started: StandIn, bot: Bot, text: str) -> None:
        with pytest.raises(TelegramBadRequest, match="Bad Request: message is too long"):
            await bot.send_message(STUDENT, text)

    async def test_an_unknown_parse_mode_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="unsupported parse_mode"):
            await bot.send_message(STUDENT, "x", parse_mode="Wiki")

    async def test_html_that_cannot_be_parsed_is_refused(self, started: StandIn, bot: Bot) -> None:
        expected = 'can\'t parse entities: Unsupported start tag "you" at byte offset 3'
        with pytest.raises(TelegramBadRequest, match=expected):
            await bot.send_message(STUDENT, "hi <you>", parse_mode="HTML")

    async def test_entities_come_back(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_message(
            STUDENT, "a 😀 b", entities=[MessageEntity(type="bold", offset=2, length=2)]
        )
        assert sent.html_text == "a <b>😀</b> b"

    async def test_entities_outside_the_text_are_refused(self, started: StandIn, bot: Bot) -> None:
        entity = MessageEntity(type="bold", offset=3, length=6)
        expected = (
            "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 9"
        )
        with pytest.raises(TelegramBadRequest, match=expected):
            await bot.send_message(STUDENT, "aba caba", entities=[entity])


class TestReply:
    async def test_the_original_comes_along(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_message(
            STUDENT, "yes", reply_parameters=ReplyParameters(message_id=1)
        )
        assert sent.reply_to_message
        assert sent.reply_to_message.text == "/start"

    async def test_an_unknown_original_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
            await bot.send_message(STUDENT, "x", reply_parameters=ReplyParameters(message_id=99))

    async def test_unless_the_bot_does_not_mind(self, started: StandIn, bot: Bot) -> None:
        lenient = ReplyParameters(message_id=99, allow_sending_without_reply=True)
        sent = await bot.send_message(STUDENT, "x", reply_parameters=lenient)
        assert sent.reply_to_message is None


class TestFloodControl:
    async def test_it_is_off_by_default(self, started: StandIn, bot: Bot) -> None:
        for _ in range(40):
            await bot.send_message(STUDENT, "x")

    async def test_a_burst_to_one_chat_is_stopped_with_the_seconds_to_wait(
        self, started: StandIn, bot: Bot, clock: Clock
    ) -> None:
        started.ctx.flood.rule = Flood(per_chat_burst=3)
        for _ in range(3):
            await bot.send_message(STUDENT, "x")
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(STUDENT, "x")
        clock.advance(caught.value.retry_after)
        assert await bot.send_message(STUDENT, "x")


class TestFaults:
    async def test_a_planned_429_strikes_once(self, started: StandIn, raw: Raw) -> None:
        started.fail(Fault("sendMessage", 429, retry_after=7))
        status, body = await raw("sendMessage", chat_id=STUDENT, text="x")
        assert status == 429
        assert body["description"] == "Too Many Requests: retry after 7"
        assert body["parameters"] == {"retry_after": 7}
        assert (await raw("sendMessage", chat_id=STUDENT, text="x"))[0] == 200

    async def test_other_methods_are_spared(self, started: StandIn, raw: Raw) -> None:
        started.fail(Fault("sendPhoto", 500))
        assert (await raw("sendMessage", chat_id=STUDENT, text="x"))[0] == 200

    async def test_a_refused_call_changes_nothing_and_is_recorded(
        self, started: StandIn, raw: Raw
    ) -> None:
        started.fail(Fault("sendMessage", 502, "Bad Gateway"))
        await raw("sendMessage", chat_id=STUDENT, text="x")
        assert len(started.messages(STUDENT)) == 1
        assert [call.code for call in started.calls("sendMessage")] == [502]
