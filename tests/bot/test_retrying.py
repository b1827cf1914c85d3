import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import EditMessageText, SendMessage

from bot import retrying
from bot.retrying import TryAgain
from tests.fakes.telegram import FakeTelegram

SEND = SendMessage(chat_id=7, text="x")
EDIT = EditMessageText(chat_id=7, message_id=1000, text="y")


def flood(seconds: int) -> TelegramRetryAfter:
    return TelegramRetryAfter(method=SEND, message="flood", retry_after=seconds)


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> FakeTelegram:
    monkeypatch.setattr(retrying, "PAUSE_S", 0)
    session = FakeTelegram()
    session.middleware(TryAgain())
    return session


class TestTryAgain:
    async def test_waits_as_long_as_telegram_asks(self, bot: Bot, telegram: FakeTelegram) -> None:
        telegram.fail(SendMessage, flood(0))
        await bot(SEND)

        assert telegram.calls() == ["SendMessage"] * 2

    async def test_gives_up_when_asked_too_often_or_for_too_long(
        self, bot: Bot, telegram: FakeTelegram
    ) -> None:
        telegram.fail(SendMessage, flood(60))
        with pytest.raises(TelegramRetryAfter):
            await bot(SEND)
        assert len(telegram.said) == 1
        for _ in range(3):
            telegram.fail(SendMessage, flood(0))
        with pytest.raises(TelegramRetryAfter):
            await bot(SEND)

        assert len(telegram.said) == 4

    async def test_repeats_an_edit_that_was_lost_and_never_a_message(
        self, bot: Bot, telegram: FakeTelegram
    ) -> None:
        await bot(SEND)
        telegram.fail(EditMessageText, TelegramNetworkError(method=EDIT, message="reset"))
        await bot(EDIT)
        assert telegram.last.text == "y"
        telegram.fail(SendMessage, TelegramNetworkError(method=SEND, message="reset"))
        with pytest.raises(TelegramNetworkError):
            await bot(SEND)

        assert len(telegram.all(SendMessage)) == 2
