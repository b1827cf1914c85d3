"""What is said of a text that a learner wrote, as it stands in a message."""

from typing import Any

import pytest
from aiogram.methods import EditMessageText, SendMessage

from backend.attempts.schemas import AnswerOut, FeedbackOut
from backend.exercises.assessment import Assessment, Mended
from backend.exercises.grading import Piece, Role, Verdict
from backend.reports.schemas import MistakeOut, MistakesOut, PatternOut
from bot.exercises import view
from bot.exercises.feedback import feedback
from bot.mistakes.view import mistakes
from bot.screen import MAX_TEXT, units
from bot.texts import Texts
from tests.bot.conftest import Person
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram, check_keyboard, check_text

EN = Texts("en")
LONG = "ж" * 400


def said(**changes: Any) -> FeedbackOut:
    fields: dict[str, Any] = {
        "verdict": Verdict.unsure,
        "said": "Ik hebt een kat",
        "right": "Ik heb een hond & een <kat>.",
        "because": None,
        "why": "why it is so",
        "meaning": None,
        "pieces": [],
        "checklist": ["what you have", "what you like"],
    }
    return FeedbackOut(**{**fields, **changes})


def assessed(**changes: Any) -> Assessment:
    fields: dict[str, Any] = {
        "task": 4,
        "range": 3,
        "accuracy": 2,
        "cohesion": 3,
        "went_well": ["You said it all."],
        "practise": "Practise the ending of verbs.",
        "pieces": [
            Piece(text="Ik ", role=Role.same),
            Piece(text="hebt", role=Role.extra),
            Piece(text="heb", role=Role.missing),
            Piece(text=" een <b>kat</b>", role=Role.same),
        ],
        "corrections": [Mended(wrong="hebt", right="heb", because="'ik' has no -t")],
    }
    return Assessment(**{**fields, **changes})


def html(it: FeedbackOut) -> str:
    return feedback(it, EN, variant=0).as_html()


class TestAnAssessedText:
    def test_shows_what_went_well_corrections_in_place_and_one_thing_to_practise(self) -> None:
        shown = html(said(verdict=Verdict.almost, assessment=assessed()))
        assert "👍 You said it all." in shown
        assert "Ik <s>hebt</s> <u><b>heb</b></u> een &lt;b&gt;kat&lt;/b&gt;" in shown
        assert "🎯 Practise the ending of verbs." in shown
        assert "→ <b>heb</b>: <i>'ik' has no -t</i>" in shown
        assert "Task 4/4 · Words 3/4 · Grammar 2/4 · Flow 3/4" in shown

    @pytest.mark.parametrize("verdict", [Verdict.correct, Verdict.almost, Verdict.wrong])
    def test_blames_nobody(self, verdict: Verdict) -> None:
        shown = html(said(verdict=verdict, assessment=assessed()))
        assert "❌" not in shown
        assert "wrong" not in shown.lower().split("\n", maxsplit=1)[0]

    def test_fits_into_a_message_however_long_it_is(self) -> None:
        long = assessed(
            went_well=[LONG, LONG],
            practise=LONG,
            pieces=[Piece(text=LONG, role=Role.same)] * 10,
            corrections=[Mended(wrong=LONG, right=LONG, because=LONG)] * 8,
        )
        text = feedback(said(verdict=Verdict.wrong, assessment=long), EN, variant=0)
        plain, _ = text.render()
        assert units(plain) <= MAX_TEXT


class TestATextThatNobodyAssessed:
    def test_is_compared_by_the_learner(self) -> None:
        screen = view.reply(AnswerOut(attempt_id=1, feedback=said(), next=None), EN)
        made = screen.kwargs()
        check_text(made["text"], made["entities"])
        shown = screen.text.as_html()
        assert "<blockquote expandable>Ik heb een hond &amp; een &lt;kat&gt;.</blockquote>" in shown
        assert "☐ what you have" in shown
        assert screen.keyboard is not None
        check_keyboard(screen.keyboard)
        labels = [one.text for row in screen.keyboard.inline_keyboard for one in row]
        assert labels == ["👍 It says it all", "🌱 Not everything yet"]

    def test_shows_as_much_when_that_is_known_late(self) -> None:
        screen = view.late_verdict(AnswerOut(attempt_id=1, feedback=said(), next=None), EN)
        made = screen.kwargs()
        check_text(made["text"], made["entities"])
        assert "About your “Ik hebt een kat”" in made["text"]
        assert "Ik heb een hond" in made["text"]
        assert "☐ what you like" in made["text"]
        assert screen.keyboard is not None
        assert len(screen.keyboard.inline_keyboard) == 2

    async def test_stays_where_it_is_and_practice_goes_on_below(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("write_text"), an_exercise("type_gap")]
        await person.writes("/start")
        for label in ("Dutch", "A1", "1 set"):
            await person.presses(label)
        await person.writes("Ik was gisteren met mijn oude vriend in het grote bos.")
        text = telegram.last
        telegram.forget()
        update = await person.presses("It says it all")
        [edited] = telegram.all(EditMessageText)
        assert edited.message_id == text.message_id
        assert "Ik was gisteren in het bos met mijn zus." in (edited.text or "")
        assert "_____" not in (edited.text or "")
        assert edited.reply_markup is None
        [below] = telegram.all(SendMessage)
        assert "_____" in below.text
        await person.again(update)
        assert telegram.all(SendMessage) == [below]

    @pytest.mark.parametrize("mine", [True, False])
    def test_is_thanked_for(self, mine: bool) -> None:
        shown = html(said(self_checked=mine))
        assert shown.startswith("🤝")
        assert "comes back" not in shown


class TestMistakes:
    def test_show_what_was_corrected_below_those_of_exercises(self) -> None:
        pattern = PatternOut(
            wrong="<hij loop>", right="hij loopt", because=None, state="recurring", times=2
        )
        out = MistakesOut(mistakes=[], total=0, to_repair=0, page=0, pages=1, patterns=[pattern])
        shown = mistakes(out, EN).text.as_html()
        assert "In your own words" in shown
        assert "<s>&lt;hij loop&gt;</s> → <b>hij loopt</b> · came back" in shown
        assert "New exercises" not in shown

    def test_say_of_each_list_only_what_is_so_of_it(self) -> None:
        own = PatternOut(wrong="goed", right="went", because=None, state="new", times=1)
        done = MistakeOut(point_id=1, title="Been", state="new", times=1, done_today=True)
        out = MistakesOut(
            mistakes=[done], total=1, to_repair=0, page=0, pages=1, patterns=[own], repairs=True
        )
        shown = mistakes(out, EN).text.as_html()
        above, below = shown.split("<b>In your own words</b>")
        assert "It was right today." in above
        assert below.startswith("\nNew exercises are made on these. They come up as you practise")
