from datetime import UTC, datetime, timedelta

import pytest
from aiogram.methods import (
    EditMessageReplyMarkup,
    SendMessage,
)

from backend.errors import AnsweredTooEarly
from bot.exercises.callbacks import SelfCheckPressed
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


class TestTyped:
    @pytest.fixture
    async def typing(self, person: Person, api: StandIn, telegram: FakeTelegram) -> Person:
        api.deck = [an_exercise("translate"), an_exercise("type_gap")]
        await person.writes("/start")
        for label in ("Dutch", "A1", "1 set"):
            await person.presses(label)
        telegram.forget()
        return person

    async def test_gets_a_new_message_and_the_old_one_loses_its_buttons(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        exercise = telegram.last
        await typing.writes("morgen kook ik soep")

        assert telegram.calls() == ["SendMessage", "EditMessageReplyMarkup"]
        assert (telegram.last.text or "").startswith("✅")
        assert telegram.messages[exercise.message_id].reply_markup is None

    async def test_delivered_twice_is_one_answer(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        update = await typing.writes("morgen kook ik soep")
        await typing.again(update)

        first, second = telegram.all(SendMessage)
        assert first.text == second.text
        assert len(api.attempts) == 2

    async def test_names_its_message_and_when_it_was_written(
        self, typing: Person, api: StandIn
    ) -> None:
        written = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        await typing.writes("morgen", message_id=77, date=int(written.timestamp()))

        sent = api.bodies[-1]
        assert sent["key"] == "42:7:77"
        assert datetime.fromisoformat(sent["sent_at"]) == written

    async def test_markup_of_the_learner_is_shown_as_it_was_written(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("<b>morgen</b> kook ik soep & *meer*")

        assert "<b>morgen</b>" in (telegram.last.text or "")

    async def test_unsure_is_left_to_the_learner(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await typing.writes("Morgen maak ik lekkere soep.")
        assert labels(telegram.last) == [["👍 Mine is right too"], ["👎 Mine was wrong"]]
        assert "Morgen kook ik soep." in (telegram.last.text or "")
        await typing.presses("right too")

        assert api.bodies[-1]["answer"] == {"type": "self_check", "right": True}
        assert "_____" in (telegram.last.text or "")

    async def test_a_self_check_of_what_is_decided_shows_the_reply_again(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("morgen kook ik soep")
        shown = telegram.last
        data = SelfCheckPressed(attempt_id=800, right=True).pack()
        await typing.presses_data(data, on=shown)

        assert telegram.last.text == shown.text

    async def test_with_nothing_open_offers_practice(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.attempts.clear()
        await learner.writes("ben")

        assert "Shall we?" in (telegram.last.text or "")
        assert labels(telegram.last) == [["▶ Practise"]]

    async def test_none_of_the_options_brings_the_exercise_down_with_its_buttons(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        exercise = telegram.last
        await learner.writes("zijn")

        assert telegram.calls() == ["SendMessage", "EditMessageReplyMarkup"]
        assert "answered by a button" in (telegram.last.text or "")
        assert (telegram.last.text or "").endswith(exercise.text or "-")
        assert labels(telegram.last) == labels(exercise)
        assert telegram.messages[exercise.message_id].reply_markup is None

    async def test_without_a_word_is_not_sent_to_the_buttons(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await typing.writes("🎉 !?")

        assert "in words" in (telegram.last.text or "")
        assert "Tomorrow I am cooking soup." in (telegram.last.text or "")
        assert api.attempts[800].answer is None

    async def test_written_before_the_exercise_shows_it_again(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.refuse = AnsweredTooEarly()
        await typing.writes("ben")

        assert "didn't count" in (telegram.last.text or "")
        assert "Tomorrow I am cooking soup." in (telegram.last.text or "")
        assert api.attempts[800].answer is None

    async def test_too_long_is_not_sent_on(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        before = len(api.asked)
        await typing.writes("ja " * 400)

        assert len(api.asked) == before
        assert "1,000" in (telegram.last.text or "")

    @pytest.mark.parametrize(
        "content",
        [
            {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
            {
                "sticker": {
                    "file_id": "1",
                    "file_unique_id": "1",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
        ],
        ids=["photo", "sticker"],
    )
    async def test_without_words_gets_a_friendly_line(
        self, typing: Person, telegram: FakeTelegram, content: dict[str, object]
    ) -> None:
        exercise = telegram.last
        await typing.sends(**content)

        assert "only read text" in (telegram.last.text or "")
        assert telegram.messages[exercise.message_id].reply_markup is not None

    async def test_old_buttons_that_cannot_be_removed_are_let_be(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        telegram.refuse(EditMessageReplyMarkup, "Bad Request: message can't be edited")
        await typing.writes("morgen kook ik soep")

        assert (telegram.last.text or "").startswith("✅")
