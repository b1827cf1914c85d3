"""An answer that is being checked, in the chat."""

from collections.abc import Callable

import pytest
from aiogram.methods import EditMessageText, SendMessage

from backend.attempts.schemas import AnswerOut, Remedy
from backend.exercises.grading import Verdict
from bot.exercises import view
from bot.exercises.callbacks import SelfCheckPressed
from bot.screen import Screen
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

UNSURE = "Morgen maak ik lekkere soep."


@pytest.fixture
async def typing(person: Person, api: StandIn, telegram: FakeTelegram) -> Person:
    api.checks = True
    api.deck = [an_exercise("translate"), an_exercise("type_gap")]
    await person.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await person.presses(label)
    telegram.forget()
    return person


async def checked(typing: Person, api: StandIn) -> AnswerOut:
    await typing.writes(UNSURE)
    answer = api.attempts[800].answer
    assert answer is not None
    return answer


async def test_is_told_in_one_line_and_the_backend_learns_where(
    typing: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    await typing.writes(UNSURE)
    assert telegram.last.text == "🔎 Let me have a good look at this one…"
    assert labels(telegram.last) == [["Go on meanwhile →"]]
    assert api.places == [(800, telegram.last.message_id)]


async def test_a_backend_that_does_not_hear_where_is_no_error(
    typing: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    api.broken.add("/attempts/800/message")
    await typing.writes(UNSURE)
    [shown] = telegram.all(SendMessage)
    assert shown.text.startswith("🔎")


async def test_delivered_twice_the_newest_message_is_the_one_to_edit(
    typing: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    update = await typing.writes(UNSURE)
    await typing.again(update)
    assert api.places[-1] == (800, telegram.last.message_id)


async def test_going_on_meanwhile_edits_the_message(
    typing: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    await typing.writes(UNSURE)
    await typing.presses("Go on")
    [edited] = telegram.all(EditMessageText)
    assert "a little longer" in (edited.text or "")
    assert "_____" in (edited.text or "")


async def test_going_on_meanwhile_in_an_old_message_goes_on_below(
    typing: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    await typing.writes(UNSURE)
    old = telegram.last
    await typing.writes("/settings")
    telegram.forget()
    await typing.presses("Go on", on=old)
    [edited] = telegram.all(EditMessageText)
    assert edited.text == "⏳ I'll think about that one a little longer. Let's go on!"
    [below] = telegram.all(SendMessage)
    assert "_____" in below.text


class TestWhatComesOfIt:
    async def test_a_late_verdict_names_the_answer_and_has_no_buttons(
        self, typing: Person, api: StandIn
    ) -> None:
        answer = await checked(typing, api)
        feedback = answer.feedback.model_copy(update={"verdict": Verdict.wrong})
        late = answer.model_copy(update={"feedback": feedback, "checking": False})
        screen = view.late_verdict(late, Texts("en"))
        text = screen.text.as_kwargs()["text"]
        assert UNSURE in text
        assert "❌" in text
        assert screen.keyboard is None

    @pytest.mark.parametrize("show", [view.late_verdict, view.verdict])
    async def test_whenever_it_comes_as_much_can_be_done_about_it(
        self, typing: Person, api: StandIn, show: Callable[[AnswerOut, Texts], Screen]
    ) -> None:
        answer = await checked(typing, api)
        can = [Remedy.appeal, Remedy.explain]
        feedback = answer.feedback.model_copy(update={"verdict": Verdict.wrong, "remedies": can})
        wrong = answer.model_copy(update={"feedback": feedback, "checking": False})
        row = ["🙋 Mine was OK too", "💬 Explain"]
        found = show(wrong, Texts("en")).keyboard
        assert found is not None
        assert [[each.text for each in line] for line in found.inline_keyboard] == [row]

    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    async def test_without_a_verdict_it_shows_a_good_answer_and_the_learner_decides(
        self, typing: Person, api: StandIn, locale: str
    ) -> None:
        late = (await checked(typing, api)).model_copy(update={"checking": False})
        screen = view.late_verdict(late, Texts(locale))
        text = screen.text.as_kwargs()["text"]
        assert UNSURE in text
        assert "Morgen kook ik soep." in text
        assert screen.keyboard is not None
        own = [SelfCheckPressed(attempt_id=800, right=mine).pack() for mine in (True, False)]
        pressed = [one.callback_data for [one] in screen.keyboard.inline_keyboard]
        assert pressed == own

    async def test_what_the_learner_decides_late_leaves_practice_where_it_is(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await typing.writes(UNSURE)
        await typing.presses("Go on")
        api.has_no_verdict(800)
        late = await typing.bot.send_message(typing.id, "About your answer")
        telegram.forget()
        await typing.presses_data(SelfCheckPressed(attempt_id=800, right=True).pack(), on=late)
        [edited] = telegram.all(EditMessageText)
        assert edited.message_id == late.message_id
        assert (edited.text or "").startswith("🤝")
        assert "_____" not in (edited.text or "")
        assert telegram.all(SendMessage) == []

    async def test_a_verdict_after_which_nothing_follows_stands_alone(
        self, typing: Person, api: StandIn
    ) -> None:
        answer = await checked(typing, api)
        feedback = answer.feedback.model_copy(update={"verdict": Verdict.correct})
        alone = answer.model_copy(update={"feedback": feedback, "checking": False})
        screen = view.reply(alone, Texts("en"))
        assert screen.text.as_kwargs()["text"].startswith("✅")
        assert screen.keyboard is None
