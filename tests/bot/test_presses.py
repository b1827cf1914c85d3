import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
)

from bot.exercises.callbacks import ChoicePressed, SelfCheckPressed
from bot.screen import SEPARATOR
from tests.bot.conftest import Person, marked
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
        assert lower.startswith("2/5 · time to recall · Verb in second place")

    async def test_wrong_shows_what_was_pressed_and_why_it_is_wrong(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.presses("bent")

        assert marked(telegram.last, "strikethrough") == ["bent"]
        assert '"bent" goes with "jij".' in (telegram.last.text or "")
        assert marked(telegram.last, "expandable_blockquote") == [
            "The verb stands second.\nI am tired."
        ]

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

    async def test_a_press_too_old_to_be_answered_counts_all_the_same(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        telegram.refuse(AnswerCallbackQuery, "Bad Request: query is too old")
        await learner.presses("ben")

        assert "Ik ben moe." in (telegram.last.text or "")


class TestOldMessage:
    """One that still had buttons on somebody's phone when practice had gone on below it."""

    async def test_shows_its_own_verdict_and_not_once_more_what_followed(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        old = telegram.last
        await learner.writes("ben")
        telegram.forget()
        await learner.presses("bent", on=old)

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        shown = telegram.messages[old.message_id]
        assert (shown.text or "").startswith("✅")
        assert SEPARATOR not in (shown.text or "")
        assert shown.reply_markup is None

    async def test_can_answer_what_is_open_and_practice_goes_on_below(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        old = telegram.last
        await learner.writes("/practice")
        again = telegram.last
        await learner.presses("ben", on=old)

        assert SEPARATOR not in (telegram.messages[old.message_id].text or "")
        assert (telegram.last.text or "").startswith("2/5")
        assert telegram.last.message_id > again.message_id
        assert telegram.messages[again.message_id].reply_markup is None

    async def test_keeps_the_self_check_that_it_waits_for(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("translate")]
        await learner.presses("ben")
        await learner.writes("Morgen maak ik lekkere soep.")
        old = telegram.last
        await learner.writes("/settings")
        await learner.presses("right too", on=old)

        assert (telegram.messages[old.message_id].text or "").startswith("🤝")
        assert (telegram.last.text or "").startswith("3/5")
        data = SelfCheckPressed(attempt_id=801, right=False).pack()
        telegram.forget()
        await learner.presses_data(data, on=telegram.messages[old.message_id])
        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]

    async def test_has_no_chips_any_more(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("order_words")]
        await learner.presses("ben")
        old = telegram.last
        await learner.writes("/practice")
        await learner.presses("I don't know")
        await learner.presses("werk", on=old)

        assert (telegram.messages[old.message_id].text or "").startswith("💡")
        assert SEPARATOR not in (telegram.messages[old.message_id].text or "")


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
