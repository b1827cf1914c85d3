"""Whoever cannot speak, or is not listened to, goes on in another way."""

from aiogram.methods import EditMessageText, SendMessage

from backend.recordings.schemas import Receipt, ReceivedOut
from bot.screen import SEPARATOR
from tests.bot.conftest import Person, button, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.bot.test_voice_notes import a_voice
from tests.fakes.telegram import FakeTelegram

SILENT = "🤫 I can't speak now"


class TestWhatStandsAboveTheLine:
    async def test_stays_with_its_buttons(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("read_aloud"), an_exercise("fill_gap")]
        await learner.presses("bent")
        before = telegram.last
        above, _, _ = (before.text or "").rpartition(SEPARATOR)
        assert "❌" in above
        telegram.forget()
        await learner.presses(SILENT)
        [shown] = telegram.all(EditMessageText)
        assert (shown.text or "").startswith(above + SEPARATOR)
        assert "Ik _____ moe." in (shown.text or "")
        assert shown.entities is not None
        kinds = [one.type for one in before.entities or [] if one.offset < len(above)]
        assert [one.type for one in shown.entities][: len(kinds)] == kinds
        assert labels(telegram.last)[-1] == labels(before)[-1]
        assert "Explain" in str(labels(telegram.last)[-1])

    async def test_can_still_be_reported(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("read_aloud"), an_exercise("fill_gap")]
        await learner.presses("ben")
        await learner.presses(SILENT)
        await learner.presses("⋯")
        assert "⚑ The one before" in str(labels(telegram.last))
        assert button(telegram.last, "⚑ The one before")

    async def test_asks_for_no_voice_any_more(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("read_aloud"), an_exercise("fill_gap")]
        await learner.presses("ben")
        await learner.writes("De trein vertrekt.")
        assert "This one is for your voice" in (telegram.last.text or "")
        await learner.presses(SILENT)
        assert "your voice" not in (telegram.last.text or "")


class TestWhereNobodyListens:
    async def test_a_talk_goes_on_in_writing(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        """There is no button that leaves out what is to be spoken."""
        await learner.writes("/chat")
        await learner.presses("In the café")
        api.receipt = ReceivedOut(state=Receipt.deaf)
        telegram.forget()
        await learner.sends(**a_voice())
        [said] = telegram.all(SendMessage)
        assert "Write to me" in (said.text or "")
        assert "can't speak" not in (said.text or "")

    async def test_an_exercise_is_left_out(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.receipt = ReceivedOut(state=Receipt.deaf)
        await learner.sends(**a_voice())
        [said] = telegram.all(SendMessage)
        assert SILENT.removeprefix("🤫 ") in (said.text or "")
