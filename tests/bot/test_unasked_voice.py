"""A voice note where an exercise waits for something else."""

from aiogram.methods import SendMessage

from backend.recordings.schemas import Receipt, ReceivedOut
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.bot.test_voice_notes import a_voice, begin
from tests.fakes.telegram import FakeTelegram


async def unasked(person: Person, api: StandIn) -> None:
    await begin(person, api, "fill_gap")
    [open_one] = api.attempts
    api.receipt = ReceivedOut(state=Receipt.no_task, attempt_id=open_one)
    await person.sends(**a_voice())


async def test_shows_that_exercise_again_below_the_line(
    person: Person, api: StandIn, telegram: FakeTelegram
) -> None:
    await unasked(person, api)
    [said] = telegram.all(SendMessage)
    line, exercise = str(said.text).split("\n", 1)
    assert "Nice to hear you" in line
    assert "Ik _____ moe." in exercise
    assert said.reply_markup is not None


async def test_leaves_the_buttons_to_what_is_below(
    person: Person, api: StandIn, telegram: FakeTelegram
) -> None:
    await unasked(person, api)
    assert telegram.calls() == ["SendMessage", "EditMessageReplyMarkup"]
    assert any(labels(telegram.last))
