import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
)

from bot.screen import SEPARATOR
from tests.bot.conftest import Person, button, labels, marked
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


class TestChips:
    @pytest.fixture
    async def ordering(self, learner: Person, api: StandIn, telegram: FakeTelegram) -> Person:
        api.deck = [an_exercise("fill_gap"), an_exercise("order_words")]
        await learner.presses("ben")
        telegram.forget()
        return learner

    async def test_move_up_and_back_and_are_checked(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        for chip in ("werk", "vandaag"):
            await ordering.presses(chip)
        assert "werk vandaag _____" in (telegram.last.text or "")
        await ordering.presses("Undo")
        await ordering.presses("Undo")
        for chip in ("vandaag", "werk", "ik", "thuis"):
            await ordering.presses(chip)
        assert "vandaag werk ik thuis" in (telegram.last.text or "")
        await ordering.presses("Check")

        assert (telegram.last.text or "").startswith("✅")
        assert len(telegram.all(EditMessageText)) == len(telegram.all(AnswerCallbackQuery)) == 9

    async def test_leave_their_places_empty(self, ordering: Person, telegram: FakeTelegram) -> None:
        def chips() -> list[list[str]]:
            return [
                row
                for row in labels(telegram.last)
                if not any(word in " ".join(row) for word in ("Undo", "know"))
            ]

        before = chips()
        await ordering.presses("werk")
        assert chips() == [["·" if one == "werk" else one for one in row] for row in before]
        with pytest.raises(AssertionError, match="cannot be pressed"):
            button(telegram.last, "·")
        await ordering.presses("Undo")
        assert chips() == before

    async def test_keep_the_feedback_that_stands_above(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        above = (telegram.last.text or "").split(SEPARATOR)[0]
        await ordering.presses("werk")

        assert (telegram.last.text or "").startswith(above)
        assert "Ik ben moe." in marked(telegram.last, "bold")

    async def test_cannot_be_checked_before_two_are_chosen(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        await ordering.presses("werk")

        assert not any("Check" in label for row in labels(telegram.last) for label in row)

    async def test_the_same_tap_twice_is_one(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        update = await ordering.presses("werk")
        shown = telegram.last.text
        await ordering.again(update)

        assert telegram.last.text == shown

    async def test_a_tap_after_the_answer_shows_the_reply_again(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        stale = button(telegram.last, "werk")
        await ordering.presses("I don't know")
        reply = telegram.last.text
        await ordering.presses_data(stale, on=telegram.last)

        assert telegram.last.text == reply

    async def test_wrong_order_marks_the_difference(
        self, ordering: Person, telegram: FakeTelegram
    ) -> None:
        for chip in ("vandaag", "ik", "werk", "thuis"):
            await ordering.presses(chip)
        await ordering.presses("Check")

        assert marked(telegram.last, "strikethrough")
        assert marked(telegram.last, "underline")
