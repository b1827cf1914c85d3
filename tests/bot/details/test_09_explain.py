""" "Explain" is about my answer: at once where it is known, else as a message of its own."""

import pytest
from aiogram.methods import AnswerCallbackQuery, SendMessage

from backend.explaining.schemas import ExplanationOut, Reasons, SkillText, Told
from bot.answers.view import explanation
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram, check_text

EN = Texts("en")
TOLD = Told(what="It is too <b>late</b>.", rule="Verb second.", example="Morgen ga ik.")


class TestExplain:
    async def test_stands_under_every_wrong_answer_and_only_there(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.presses("bent")
        assert labels(telegram.last)[-1] == ["💬 Explain"]
        await learner.presses("ben")
        assert "💬 Explain" not in str(labels(telegram.last))

    async def test_tells_in_a_message_of_its_own_and_leaves_the_exercise(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.presses("bent")
        exercise = telegram.last
        await learner.presses("Explain")
        [sent] = telegram.all(SendMessage)
        assert '"bent" goes with "jij".' in sent.text
        assert sent.reply_markup is None
        kept = telegram.messages[exercise.message_id]
        assert (kept.text, kept.entities) == (exercise.text, exercise.entities)
        assert labels(kept) == labels(exercise)[:-1]

    async def test_shows_a_sign_of_life_where_it_is_on_its_way(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.explanation = ExplanationOut(coming=True)
        await learner.presses("bent")
        telegram.forget()
        await learner.presses("Explain")
        [toast] = telegram.all(AnswerCallbackQuery)
        assert toast.text == EN("explain-coming")
        assert telegram.all(SendMessage) == []

    async def test_stays_while_the_next_exercise_is_being_answered(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("order_words")]
        await learner.presses("bent")
        for label in ("vandaag", "werk", "⋯", "Back"):
            await learner.presses(label)
            assert labels(telegram.last)[-1] == ["💬 Explain"]
        assert "vandaag werk" in (telegram.last.text or "")


class TestExplanation:
    def test_of_a_model_is_shown_as_text(self) -> None:
        said = "<i>hij</i> *loop* \u202e"
        screen = explanation(ExplanationOut(said=said, told=TOLD), EN)
        kwargs = screen.kwargs()
        assert "<b>late</b>" in kwargs["text"]
        assert "<i>hij</i> *loop*" in kwargs["text"]
        assert {one.type for one in kwargs["entities"]} == {"italic", "bold"}

    @pytest.mark.parametrize(
        ("locale", "quoted"), [("en", "“hij”"), ("nl", "‘hij’"), ("ru", "«hij»")]
    )
    def test_quotes_as_the_reader_does(self, locale: str, quoted: str) -> None:
        text = explanation(ExplanationOut(said="hij", told=TOLD), Texts(locale)).kwargs()["text"]
        assert text.startswith(f"💬 {quoted}\n")

    def test_that_doubts_the_key_says_where_to_press(self) -> None:
        doubtful = TOLD.model_copy(update={"may_be_right": True})
        texts = [
            explanation(ExplanationOut(told=told), EN).kwargs()["text"] for told in (TOLD, doubtful)
        ]
        assert EN("explain-may-be-right") not in texts[0]
        assert EN("explain-may-be-right") in texts[1]

    @pytest.mark.parametrize("locale", ["en", "ru", "nl"])
    def test_of_the_course_has_its_reasons_and_the_skill_folded(self, locale: str) -> None:
        skill = SkillText(
            title="Verb second", text="The verb stands second. " * 90, examples=[("Ik ga.", None)]
        )
        reasons = Reasons(
            right="Morgen ga ik.", because="x" * 5000, why="y" * 5000, meaning="m", skill=skill
        )
        kwargs = explanation(
            ExplanationOut(said="z" * 5000, reasons=reasons), Texts(locale)
        ).kwargs()
        check_text(kwargs["text"], kwargs["entities"])
        assert "expandable_blockquote" in {one.type for one in kwargs["entities"]}
        assert len(kwargs["text"]) < 4096
