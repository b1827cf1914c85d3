"""Where the bot waits for what becomes of a voice note, somebody else writes the next exercise: its
buttons go when something newer has some."""

from aiogram.methods import EditMessageReplyMarkup

from bot.living import Living
from tests.bot.conftest import Person
from tests.bot.stand_in import StandIn
from tests.bot.test_voice_notes import a_voice, begin
from tests.fakes.telegram import FakeTelegram


async def test_words_after_a_voice_take_the_buttons_of_both_messages(
    person: Person, api: StandIn, telegram: FakeTelegram
) -> None:
    await begin(person, api, "read_aloud")
    asked_in = telegram.last.message_id
    await person.sends(**a_voice())
    waits_in = telegram.last.message_id
    telegram.forget()
    await person.writes("/settings")
    bared = [one.message_id for one in telegram.all(EditMessageReplyMarkup)]
    assert bared == [asked_in, waits_in]
    telegram.forget()
    await person.writes("/settings")
    assert len(telegram.all(EditMessageReplyMarkup)) == 1


class TestLiving:
    def test_of_several_that_are_expected_all_but_the_later_give_way(self) -> None:
        living = Living()
        assert living.put(42, 7, 10) == []
        for message_id in (11, 13):
            living.expect(42, 7, message_id)
        assert living.put(42, 7, 12) == [10, 11]
        assert living.put(42, 7, 14) == [12, 13]

    def test_what_is_expected_is_not_taken_for_the_newest(self) -> None:
        """It may never have buttons: those above it are to be pressed until then."""
        living = Living()
        living.put(42, 7, 10)
        living.expect(42, 7, 11)
        assert living.newest(42, 7) == 10

    def test_a_press_in_the_message_above_leaves_what_is_expected(self) -> None:
        living = Living()
        living.put(42, 7, 10)
        living.expect(42, 7, 11)
        assert living.put(42, 7, 10) == []
        assert living.put(42, 7, 12) == [10, 11]
