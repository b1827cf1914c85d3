"""Screens as they are: texts, marks and their places, without a bot."""

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from aiogram.utils.formatting import Bold, Text, as_list

from backend.attempts.schemas import FeedbackOut
from backend.exercises.grading import Piece, Role, Verdict
from backend.exercises.kinds.choose_sentence import ChooseSentenceShown
from backend.exercises.kinds.fill_gap import FillGapShown
from backend.exercises.kinds.order_words import OrderWordsShown
from backend.exercises.kinds.union import AnyShown
from backend.exercises.matching import difference
from bot.exercises.feedback import feedback
from bot.exercises.kinds.registry import task
from bot.lessons.view import rest_is_over
from bot.menu import HomePressed
from bot.screen import MAX_TEXT, Screen, bar, bounded, button, flow, units
from bot.settings_menu.view import zones
from bot.texts import Texts
from tests.bot.course import EXERCISES, an_exercise
from tests.fakes.telegram import check_keyboard, check_text

EN = Texts("en")


def said(**changes: Any) -> FeedbackOut:
    fields: dict[str, Any] = {
        "verdict": Verdict.wrong,
        "said": "Ik bent moe",
        "right": "Ik ben moe.",
        "because": "because of this",
        "why": "why it is so",
        "meaning": "I am tired.",
        "pieces": [],
    }
    return FeedbackOut(**{**fields, **changes})


def html(it: FeedbackOut, variant: int = 0) -> str:
    return feedback(it, EN, variant=variant).as_html()


class TestTask:
    def test_every_kind_has_its_view(self) -> None:
        union = get_args(get_args(AnyShown)[0])
        assert {kind.model_fields["kind"].default for kind in union} == set(EXERCISES)
        for kind in EXERCISES:
            content = an_exercise(kind)
            shown = content.show(range(content.parts()), "en")
            parts = task(shown, 1, EN)
            assert parts.instruction
            assert parts.lines or parts.rows
            sounds = type(shown).heard or type(shown).spoken
            assert sounds or bool(parts.rows) != type(shown).typed

    def test_short_options_stand_two_in_a_row(self) -> None:
        rows = task(FillGapShown(sentence="Ik ___.", options=["ben", "bent", "is"]), 1, EN).rows
        assert [[one.text for one in row] for row in rows] == [["ben", "bent"], ["is"]]

    def test_options_of_medium_length_stand_one_in_a_row(self) -> None:
        options = ["Morgen ga ik naar huis.", "Morgen ik ga naar huis."]
        rows = task(ChooseSentenceShown(situation=None, options=options), 1, EN).rows
        assert [[one.text for one in row] for row in rows] == [[options[0]], [options[1]]]

    def test_long_options_are_listed_under_letters(self) -> None:
        options = [f"Dit is een lange zin, nummer {number}." for number in range(3)]
        parts = task(ChooseSentenceShown(situation=None, options=options), 1, EN)
        assert [[one.text for one in row] for row in parts.rows] == [["A", "B", "C"]]
        assert as_list(*parts.lines).as_html().startswith("<b>A</b>  Dit is een lange zin")

    def test_letters_that_name_no_chip_are_passed_over(self) -> None:
        shown = OrderWordsShown(meaning=None, chips=["a1", "b1", "c1"])
        line = task(shown, 1, EN, "bzbA".lower()).lines[-1]
        assert line.render()[0] == "b1 a1 _____"

    @pytest.mark.parametrize("place", range(4))
    def test_a_mistake_at_either_end_marks_nothing_that_is_not_there(self, place: int) -> None:
        content = an_exercise("correct_mistake")
        shown = content.show(range(content.parts()), "en")
        for line in task(shown, 1, EN, "abcd"[place]).lines:
            check_text(*line.render())


class TestFeedback:
    def test_marks_what_is_extra_and_what_is_missing(self) -> None:
        it = said(pieces=list(difference("Ik bent moe", "Ik ben moe")))
        assert html(it).splitlines()[1] == "<b>Ik</b> <s>bent</s> <u><b>ben</b></u> <b>moe</b>"

    def test_sets_two_sentences_apart_where_little_is_the_same(self) -> None:
        it = said(said="de les laat", pieces=list(difference("de les laat", "Hoe laat begint het")))
        assert html(it).splitlines()[:2] == [
            "❌ <b>Not quite</b>  <s>de les laat</s>",
            "<b>Ik ben moe.</b>",
        ]

    def test_marks_the_slip_in_an_answer_of_one_word(self) -> None:
        it = said(verdict=Verdict.almost, pieces=list(difference("recieve", "receive")))
        assert html(it).splitlines()[1] == "<s>recieve</s> <u><b>receive</b></u>"

    def test_the_wording_is_varied_and_always_the_same_for_one_attempt(self) -> None:
        it = said(verdict=Verdict.correct)
        firsts = {html(it, variant).splitlines()[0] for variant in range(20)}
        assert len(firsts) == 4
        assert html(it, 7) == html(it, 7)

    @pytest.mark.parametrize("verdict", list(Verdict))
    @pytest.mark.parametrize("locale", ["en", "ru"])
    def test_has_every_wording(self, verdict: Verdict, locale: Any) -> None:
        for variant in range(12):
            feedback(said(verdict=verdict), Texts(locale), variant=variant)

    def test_of_the_longest_texts_fits_into_a_message(self) -> None:
        long = "😀 слово " * 400
        it = said(said=long, right=long, because=long, why=long, meaning=long)
        pieces = [Piece(text=long, role=role) for role in Role]
        for one in (it, said(pieces=pieces, said=long), said(verdict=Verdict.unsure, right=long)):
            kwargs = Screen(feedback(one, EN, variant=0)).kwargs()
            check_text(kwargs["text"], kwargs["entities"])


class TestBounded:
    def test_cuts_text_and_marks_where_a_message_ends(self) -> None:
        text, entities = bounded(Text("😀" * 2000, Bold("ж" * 200))).render()
        assert units(text) <= MAX_TEXT
        assert text.endswith("ж…")
        check_text(text, entities)
        [mark] = entities
        assert mark.extract_from(text) == "ж" * mark.length

    def test_never_cuts_a_picture_in_two(self) -> None:
        text, _ = bounded(Text("a" + "😀" * 3000)).render()
        text.encode("utf-16-le").decode("utf-16-le")
        assert units(text) <= MAX_TEXT


class TestSmallParts:
    def test_a_bar_is_full_only_when_all_is_done(self) -> None:
        assert [bar(done, 3, 3) for done in range(5)] == ["▱▱▱", "▰▱▱", "▰▰▱", "▰▰▰", "▰▰▰"]
        assert bar(0.99, 1) == "▰▰▰▰▱"
        assert bar(1, 0) == "▱▱▱▱▱"

    def test_zones_show_the_time_that_it_is_there(self) -> None:
        screen = zones(EN, now=datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
        check_keyboard(screen.keyboard)
        assert screen.keyboard
        labels = [one.text for row in screen.keyboard.inline_keyboard for one in row]
        assert "15:00 Moscow" in labels
        assert "17:30 Kolkata" in labels

    def test_a_rest_that_is_over_leads_to_practice(self) -> None:
        screen = rest_is_over(Texts("ru", "Europe/Moscow"))
        assert screen.keyboard
        assert "готов" in screen.text.render()[0]

    def test_no_buttons_are_no_rows(self) -> None:
        assert flow([], most=3, widest=10) == []

    def test_no_word_is_broken_because_its_row_is_shared(self) -> None:
        words = ["Ons", "keuken", "is", "oud", "maar", "gezellig"]
        rows = flow([button(word, HomePressed()) for word in words], most=5, widest=28)
        assert [[one.text for one in row] for row in rows] == [words[:4], words[4:]]
