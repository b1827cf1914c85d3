from datetime import UTC, datetime, timedelta

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
)
from aiogram.types import Message

from backend.errors import AnsweredTooEarly
from bot.exercises.callbacks import ChoicePressed, SelfCheckPressed
from bot.screen import SEPARATOR
from tests.bot.conftest import Person, button, labels
from tests.bot.stand_in import StandIn, an_exercise
from tests.fakes.telegram import FakeTelegram


def marked(message: Message, kind: str) -> list[str]:
    return [
        one.extract_from(message.text or "") for one in message.entities or [] if one.type == kind
    ]


class TestChoicePressed:
    async def test_shows_verdict_and_next_exercise_in_one_edit(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.presses("ben")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        upper, lower = (telegram.last.text or "").split(f"\n{SEPARATOR}\n")
        assert upper.startswith("✅")
        assert "Ik ben moe." in upper
        assert "Ik _____ moe." in lower
        assert lower.startswith("2/5 · time to recall: Verb in second place")

    async def test_wrong_shows_what_was_pressed_and_why_it_is_wrong(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.presses("bent")

        assert marked(telegram.last, "strikethrough") == ["bent"]
        assert '"bent" goes with "jij".' in (telegram.last.text or "")
        assert marked(telegram.last, "expandable_blockquote") == ["The verb stands second."]

    async def test_the_same_press_again_changes_nothing(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        update = await learner.presses("bent")
        shown = telegram.last
        await learner.again(update)

        assert telegram.last == shown
        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"] * 2
        assert len(api.attempts) == 2

    async def test_an_exercise_of_somebody_else_gets_one_friendly_line(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        stranger = Person(learner.intake, learner.bot, telegram, id=8)
        await stranger.writes("/start")
        shown = telegram.last
        telegram.forget()
        await stranger.presses_data(ChoicePressed(attempt_id=800, choice=0).pack(), on=shown)

        [toast] = telegram.said
        assert isinstance(toast, AnswerCallbackQuery)
        assert "can't find" in (toast.text or "")
        assert api.attempts[800].answer is None

    async def test_an_option_that_was_not_offered_gets_one_friendly_line(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        data = ChoicePressed(attempt_id=800, choice=9).pack()
        await learner.presses_data(data, on=telegram.last)

        assert telegram.calls() == ["AnswerCallbackQuery"]

    async def test_a_message_out_of_reach_is_replaced_by_a_new_one(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        data = button(telegram.last, "ben")
        gone = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
        await learner.presses_data(data, message=gone)

        assert telegram.calls()[:2] == ["AnswerCallbackQuery", "SendMessage"]

    async def test_a_deleted_message_is_replaced_by_a_new_one(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        telegram.refuse(EditMessageText, "Bad Request: message to edit not found")
        await learner.presses("ben")

        assert telegram.calls()[:3] == ["AnswerCallbackQuery", "EditMessageText", "SendMessage"]

    async def test_a_press_too_old_to_be_answered_counts_all_the_same(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        telegram.refuse(AnswerCallbackQuery, "Bad Request: query is too old")
        await learner.presses("ben")

        assert "Ik ben moe." in (telegram.last.text or "")


class TestGiveUp:
    async def test_shows_the_answer_without_blame(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.presses("I don't know")

        assert (telegram.last.text or "").startswith("💡")
        assert "Ik ben moe." in (telegram.last.text or "")
        assert "❌" not in (telegram.last.text or "")


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

    async def test_none_of_the_options_keeps_the_buttons(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        exercise = telegram.last
        await learner.writes("zijn")

        assert telegram.calls() == ["SendMessage"]
        assert "tap one of the options" in (telegram.last.text or "")
        assert telegram.messages[exercise.message_id].reply_markup is not None

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
            {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 3}},
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
        ids=["photo", "voice", "sticker"],
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


class TestEveryKind:
    @pytest.mark.parametrize("language", ["en", "ru"])
    async def test_can_be_answered_from_the_screen_alone(
        self, person: Person, api: StandIn, telegram: FakeTelegram, language: str
    ) -> None:
        kinds = ("fill_gap", "choose_sentence", "type_gap", "order_words", "translate")
        api.deck = [an_exercise(kind) for kind in kinds]
        api.deck[4] = an_exercise("translate", text={"en": "I cook.", "ru": "Я готовлю."})
        person.language_code = language
        await person.writes("/start")
        for label in ("🇳🇱", "A1", "1 "):
            await person.presses(label)
        await person.presses("ben")
        await person.presses("A")
        await person.writes("loopt")
        for chip in ("vandaag", "werk", "ik", "thuis", "✓"):
            await person.presses(chip)
        await person.writes("Morgen kook ik soep.")

        verdicts = [one.answer.feedback.verdict for one in api.attempts.values() if one.answer]
        assert verdicts == ["correct"] * 5
