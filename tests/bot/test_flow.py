"""The bot over the real API, the real database and the real course: nothing but Telegram is
played."""

import asyncio
from random import Random

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from prometheus_client import CollectorRegistry

from backend.catalogue.load import load_all
from backend.client import Backend
from backend.db import Sessions
from bot.metrics import Metrics
from tests.bot.conftest import Person, labels
from tests.fakes.telegram import FakeTelegram

STEPS = 120
# An explanation, and what a partner says first, are messages of their own beside the edit.
SAYS_MORE = ("ve:", "tc:")


@pytest.fixture
async def backend(client: Backend, sessions: Sessions) -> Backend:
    assert await load_all(sessions)
    return client


def unexpected(registry: CollectorRegistry) -> list[str]:
    return [
        str(sample)
        for metric in registry.collect()
        if metric.name == "tutor_unexpected_errors"
        for sample in metric.samples
        if sample.name.endswith("_total")
    ]


class TestFlow:
    @pytest.mark.parametrize("language", ["en", "ru"])
    async def test_a_set_can_be_done_and_the_next_begun(
        self, person: Person, telegram: FakeTelegram, language: str
    ) -> None:
        person.language_code = language
        await person.writes("/start")
        await person.presses("🇳🇱")
        await person.presses("A1")
        await person.presses("1 ")
        for number in range(1, 6):
            assert f"{number}/5 · " in (telegram.last.text or "")
            await person.presses("Не знаю" if language == "ru" else "I don't know")

        assert "0 " in (telegram.last.text or "")
        assert len(labels(telegram.last)) == 2, "on, and what time it is for them"
        await person.presses("→")
        assert (telegram.last.text or "").startswith("1/5 · ")

    async def test_the_same_press_at_once_is_one_answer(
        self, person: Person, telegram: FakeTelegram
    ) -> None:
        await person.writes("/start")
        await person.presses("🇳🇱")
        await person.presses("A1")
        await person.presses("1 set")
        exercise = telegram.last
        telegram.forget()
        await asyncio.gather(*(person.presses("I don't know", on=exercise) for _ in range(5)))

        assert len({one.text for one in telegram.all(EditMessageText)}) == 1
        assert "2/5" in (telegram.last.text or "")

    @pytest.mark.parametrize("seed", range(3))
    async def test_whatever_is_pressed_or_typed_nothing_breaks(
        self, person: Person, telegram: FakeTelegram, metrics: Metrics, seed: int
    ) -> None:
        chance = Random(seed)
        await person.writes("/start")
        for _ in range(STEPS):
            telegram.forget()
            buttons = [
                one.callback_data
                for message in telegram.messages.values()
                for row in (message.reply_markup.inline_keyboard if message.reply_markup else [])
                for one in row
                if one.callback_data
            ]
            if buttons and chance.random() < 0.8:
                [message] = [one for one in telegram.messages.values() if one.reply_markup][-1:]
                pressed = str(chance.choice(buttons))
                await person.presses_data(pressed, on=message)
                assert isinstance(telegram.said[0], AnswerCallbackQuery)
                assert len(telegram.all(AnswerCallbackQuery)) == 1
                changed = len(telegram.all(EditMessageText)) + len(telegram.all(SendMessage))
                assert changed <= (2 if pressed.startswith(SAYS_MORE) else 1)
            else:
                words = ("ben", "Morgen kook ik.", "/practice", "/start", "/settings", "/language")
                await person.writes(chance.choice(words))
                assert len(telegram.all(SendMessage)) == 1

        assert unexpected(metrics.registry) == []
