"""Too easy, too hard, something is wrong: each does something that can be seen.

What it does to the course and to the stock: tests/backend/attempts/test_opinions.py and
tests/backend/quality/test_flags.py.
"""

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import Message

from backend.attempts.schemas import Effect
from backend.exercises.schemas import Because, ExerciseOut, ReasonOut
from backend.kit.levels import Level
from backend.profiles.schemas import Opinion
from backend.quality.schemas import FlagReason
from bot.exercises.view import question
from bot.screen import SEPARATOR
from bot.texts import Texts
from tests.bot.conftest import Person, button, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EN = Texts("en")
MENU = [
    ["🥱 Too easy", "🥵 Too hard"],
    ["⚑ Something is wrong"],
    ["‹ Back"],
]
EXPLAIN = ["💬 Explain"]
REASONS = [["The answer is wrong"], ["Mine is right too"], ["Odd language"], ["Something else"]]


def look(message: Message) -> tuple[object, ...]:
    return message.text, message.entities, message.reply_markup


def toast(telegram: FakeTelegram) -> str | None:
    [answer] = telegram.all(AnswerCallbackQuery)
    return answer.text


class TestMenu:
    async def test_opens_in_place_and_leads_back(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        exercise = telegram.last
        assert labels(exercise)[-1] == ["🤷 I don't know", "⋯"]
        await learner.presses("⋯")
        assert (telegram.last.text, labels(telegram.last)) == (exercise.text, MENU)
        await learner.presses("Back")
        assert look(telegram.last) == look(exercise)
        assert telegram.all(SendMessage) == []

    async def test_keeps_the_feedback_above_and_offers_to_report_what_it_is_about(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.presses("bent")
        answered = telegram.last
        await learner.presses("⋯")
        assert telegram.last.text == answered.text
        assert telegram.last.entities == answered.entities
        assert labels(telegram.last) == [*MENU[:2], ["⚑ The one before"], MENU[2], EXPLAIN]
        await learner.presses("The one before")
        assert (telegram.last.text or "").startswith(answered.text or "-")
        assert labels(telegram.last) == [*REASONS, ["‹ Back"], EXPLAIN]
        await learner.presses("The answer is wrong")

        assert api.flags == {(7, 100): [FlagReason.wrong_key]}
        assert telegram.last.text == answered.text
        assert labels(telegram.last) == labels(answered)
        await learner.presses("⋯")
        assert ["⚑ The one before"] in labels(telegram.last)

    async def test_keeps_what_was_tapped_and_which_exercise_stands_above(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("order_words")]
        await learner.presses("ben")
        for chip in ("vandaag", "werk"):
            await learner.presses(chip)
        before = telegram.last
        for way_back in (["Back"], ["Something is wrong", "Back", "Back"], ["Too hard"]):
            await learner.presses("⋯")
            assert ["⚑ The one before"] in labels(telegram.last)
            for label in way_back:
                await learner.presses(label)
            assert "vandaag werk _____" in (telegram.last.text or "")
            assert look(telegram.last) == look(before)

    async def test_of_an_exercise_that_was_answered_meanwhile_gives_way_to_its_verdict(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        shown = telegram.last
        await learner.presses("⋯")
        menu = telegram.last
        await learner.presses_data(button(shown, "ben"), on=shown)
        reply = telegram.last.text
        await learner.presses_data(button(shown, "⋯"), on=telegram.last)
        assert telegram.last.text == reply
        await learner.presses_data(button(menu, "Too hard"), on=telegram.last)
        assert telegram.last.text == reply


class TestOpinion:
    @pytest.mark.parametrize(
        ("label", "opinion", "effect", "line"),
        [
            ("Too hard", Opinion.hard, Effect.noted, EN("opinion-noted", way="easier")),
            ("Too easy", Opinion.easy, Effect.noted, EN("opinion-noted", way="harder")),
            ("Too hard", Opinion.hard, Effect.easier, EN("opinion-easier")),
            ("Too easy", Opinion.easy, Effect.harder, EN("opinion-harder")),
            ("Too hard", Opinion.hard, Effect.easiest, EN("opinion-easiest")),
            ("Too easy", Opinion.easy, Effect.hardest, EN("opinion-hardest")),
        ],
    )
    async def test_tells_its_effect_in_a_toast_and_the_exercise_is_there_again(
        self,
        learner: Person,
        telegram: FakeTelegram,
        api: StandIn,
        label: str,
        opinion: Opinion,
        effect: Effect,
        line: str,
    ) -> None:
        api.effects = {opinion: effect}
        exercise = telegram.last
        await learner.presses("⋯")
        telegram.forget()
        await learner.presses(label)

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert toast(telegram) == line
        assert look(telegram.last) == look(exercise)
        assert api.bodies[-1] == {"opinion": opinion}

    @pytest.mark.parametrize(("moved", "word"), [("easier", "easier"), ("harder", "ahead")])
    def test_that_moved_the_course_is_told_by_the_next_exercise(
        self, moved: str, word: str
    ) -> None:
        content = an_exercise("fill_gap")
        it = ExerciseOut.model_validate(
            {
                "attempt_id": 1,
                "exercise_id": 1,
                "target": "nl",
                "level": Level.a1,
                "topic": "life",
                "number": 3,
                "set_size": 5,
                "reason": ReasonOut(because=Because.new),
                "shown": content.show(range(content.parts()), "en"),
                "moved": moved,
            }
        )
        assert question(it, EN).text.render()[0].startswith(f"3/5 · a step {word}\n")


class TestReport:
    async def test_takes_three_taps_and_no_typing_and_the_exercise_is_there_again(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        exercise = telegram.last
        await learner.presses("⋯")
        await learner.presses("Something is wrong")
        assert EN("ask-flag") in (telegram.last.text or "")
        assert labels(telegram.last) == [*REASONS, ["‹ Back"]]
        telegram.forget()
        update = await learner.presses("Odd language")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert toast(telegram) == EN("flag-thanks")
        assert look(telegram.last) == look(exercise)
        assert api.flags == {(7, 100): [FlagReason.language]}
        telegram.forget()
        await learner.again(update)
        assert toast(telegram) == EN("flag-again")
        assert len(telegram.all(EditMessageText)) == 1

    async def test_leaves_the_exercise_to_be_answered(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        for label in ("⋯", "Something is wrong", "Something else"):
            await learner.presses(label)
        await learner.presses("ben")
        upper, _ = (telegram.last.text or "").split(f"\n{SEPARATOR}\n")
        assert upper.startswith("✅")

    async def test_under_a_message_out_of_reach_goes_through_all_the_same(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.presses("⋯")
        await learner.presses("Something is wrong")
        data = button(telegram.last, "Something else")
        gone = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
        await learner.presses_data(data, message=gone)

        assert api.flags == {(7, 100): [FlagReason.other]}
        assert "Ik _____ moe." in (telegram.last.text or "")
