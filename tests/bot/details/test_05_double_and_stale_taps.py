"""A tap counts once, however often and from wherever it comes; one that means nothing is harmless.

The same tap again: tests/bot/test_presses.py; five at once from one chat: tests/bot/test_flow.py;
answered by several servers at once: tests/backend/attempts/test_answering.py.
"""

import asyncio
from collections.abc import Iterator

import pytest
import structlog
from aiogram import Bot, Dispatcher
from aiogram.methods import AnswerCallbackQuery, EditMessageText
from structlog.testing import LogCapture

from bot.intake import Intake
from bot.metrics import Metrics
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EN = Texts("en")
UNKNOWN = ["zzz:1:2", "zzz", "a:1", "a:x:y", "a:-1:0", "o:1:ABC", "x" * 64, "🤷", ":::", "p:maybe"]


@pytest.fixture
def logged() -> Iterator[LogCapture]:
    """All that is logged, whatever its level."""
    before = structlog.get_config()
    captured = LogCapture()
    structlog.configure(
        processors=[captured], wrapper_class=structlog.make_filtering_bound_logger(0)
    )
    yield captured
    structlog.configure(**before)


async def test_the_same_tap_through_two_processes_at_once_is_one_answer(
    learner: Person,
    telegram: FakeTelegram,
    api: StandIn,
    dispatcher: Dispatcher,
    bot: Bot,
    metrics: Metrics,
) -> None:
    """A process keeps those of a chat in order; two of them know nothing of each other."""
    twin = Person(Intake(dispatcher, bot, metrics), bot, telegram)
    shown = telegram.last
    await asyncio.gather(learner.presses("ben", on=shown), twin.presses("ben", on=shown))

    assert len(telegram.all(AnswerCallbackQuery)) == 2
    assert len({one.text for one in telegram.all(EditMessageText)}) == 1
    assert [one.id for one in api.attempts.values() if one.answer] == [800]
    assert len(api.attempts) == 2


@pytest.mark.parametrize("data", UNKNOWN)
async def test_what_no_version_knows_gets_a_toast_and_a_fresh_menu_and_no_error(
    learner: Person, telegram: FakeTelegram, metrics: Metrics, logged: LogCapture, data: str
) -> None:
    await learner.presses_data(data, on=telegram.last)

    toast, edit = telegram.said
    assert isinstance(toast, AnswerCallbackQuery)
    assert toast.text == EN("old-button")
    assert isinstance(edit, EditMessageText)
    assert "Dutch · A1" in (edit.text or "")
    assert labels(telegram.last)[0] == [EN("button-practise")]
    assert {line["log_level"] for line in logged.entries} == {"info"}
    samples = [one for family in metrics.errors.collect() for one in family.samples]
    assert samples == []


async def test_what_no_version_knows_welcomes_who_has_no_course(
    person: Person, telegram: FakeTelegram
) -> None:
    await person.writes("/start")
    await person.presses_data("zzz:1", on=telegram.last)

    assert EN("ask-language") in (telegram.last.text or "")
