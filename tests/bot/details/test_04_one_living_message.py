"""Menus are one message that changes in place."""

from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage

from bot.menu import HomePressed, ProgressPressed, SettingsPressed
from tests.bot.conftest import Person
from tests.fakes.telegram import FakeTelegram

GONE = {"date": 0, "chat": {"id": 7, "type": "private"}}


async def test_ten_clicks_in_the_menus_are_ten_edits_and_no_message(
    learner: Person, telegram: FakeTelegram
) -> None:
    await learner.writes("/start")
    shown = telegram.last.message_id
    telegram.forget()
    places = [SettingsPressed(), HomePressed(), ProgressPressed(), HomePressed(), SettingsPressed()]
    for place in places * 2:
        await learner.presses_data(place.pack(), on=telegram.messages[shown])

    edits = telegram.all(EditMessageText)
    assert [one.message_id for one in edits] == [shown] * 10
    assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"] * 10
    assert telegram.all(SendMessage) == []


async def test_a_screen_that_does_not_change_is_no_error(
    learner: Person, telegram: FakeTelegram
) -> None:
    """Of the settings to themselves, say: Telegram calls it an error, and nobody else does."""
    await learner.writes("/settings")
    shown = telegram.last
    telegram.forget()
    for _ in range(2):
        await learner.presses_data(SettingsPressed().pack(), on=shown)

    assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"] * 2
    assert telegram.last == shown


async def test_a_message_out_of_reach_gives_way_to_a_new_one_and_is_forgotten(
    learner: Person, telegram: FakeTelegram
) -> None:
    await learner.writes("/start")
    old = telegram.last.message_id
    telegram.forget()
    await learner.presses_data(SettingsPressed().pack(), message={"message_id": old, **GONE})
    assert telegram.calls() == ["AnswerCallbackQuery", "SendMessage"]
    new = telegram.last

    await learner.presses_data(HomePressed().pack(), on=new)
    await learner.writes("/settings")

    [unmarked] = telegram.all(EditMessageReplyMarkup)
    assert unmarked.message_id == new.message_id
    assert old not in [one.message_id for one in telegram.all(EditMessageText)]


async def test_a_deleted_message_gives_way_to_a_new_one_and_is_forgotten(
    learner: Person, telegram: FakeTelegram
) -> None:
    telegram.refuse(EditMessageText, "Bad Request: message to edit not found")
    await learner.presses("ben")

    assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText", "SendMessage"]


async def test_an_older_message_out_of_reach_leaves_the_newest_where_it_is(
    learner: Person, telegram: FakeTelegram
) -> None:
    await learner.writes("/start")
    newest = telegram.last.message_id
    await learner.presses_data(SettingsPressed().pack(), message={"message_id": 1, **GONE})

    [*_, unmarked] = telegram.all(EditMessageReplyMarkup)
    assert unmarked.message_id == newest
