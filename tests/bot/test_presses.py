import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
)

from bot.exercises.callbacks import ChoicePressed
from bot.screen import SEPARATOR
from tests.bot.conftest import Person, button, marked
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


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
