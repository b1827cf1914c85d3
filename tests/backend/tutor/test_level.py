from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from backend.kit.levels import Level
from backend.kit.text import words
from backend.tutor.level import LIMITS, Lexis, measured
from backend.tutor.rarity import has_list, list_ends, zipf_of
from backend.tutor.scenarios import scenarios_of

CATALOGUE = Path(__file__).parents[3] / "backend" / "catalogue"
LANGUAGES = ("en", "nl", "bg", "sr")


def lexis(language: str, *known: str) -> Lexis:
    return Lexis(zipf_of(language), list_ends(language), frozenset(known))


def reading_texts(language: str) -> list[tuple[Level, list[str]]]:
    return [
        (Level(text["level"]), [sentence["text"] for sentence in text["sentences"]])
        for file in sorted((CATALOGUE / language / "texts").glob("*.yaml"))
        for text in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


EASY = {
    "en": "That is nice! Do you like tea or coffee?",
    "nl": "Wat leuk! Drink je graag thee of koffie?",
    "bg": "Колко хубаво! Обичаш ли чай или кафе?",
    "sr": "Baš lepo! Da li voliš čaj ili kafu?",
}
HARD = {
    "en": "Your meticulous deliberation elucidates a conspicuous predilection for beverages.",
    "nl": "Jouw nauwgezette overpeinzing onthult een opvallende voorkeur voor verfrissingen.",
    "bg": "Вашето щателно умозаключение разкрива очебийна предразположеност към напитки.",
    "sr": "Vaše pedantno promišljanje razotkriva upadljivu sklonost ka osvežavajućim napicima.",
}


class TestMeasured:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_everyday_words_pass_and_rare_ones_do_not(self, language: str) -> None:
        assert has_list(language)
        assert not measured(EASY[language], Level.a1, lexis(language)).is_over
        hard = measured(HARD[language], Level.a1, lexis(language))
        assert hard.is_over
        assert hard.share > 0.3

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nearly_all_pairs_of_sentences_of_the_reading_texts_pass_at_their_own_level(
        self, language: str
    ) -> None:
        known = lexis(language)
        judged = [
            measured(f"{one} {two}", level, known).is_over
            for level, sentences in reading_texts(language)
            for one, two in pairwise(sentences)
        ]
        assert sum(judged) / len(judged) < 0.14

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nearly_all_lines_of_the_scenarios_pass_at_their_own_level(self, language: str) -> None:
        judged = [
            measured(line.say, played.level, lexis(language, *taught)).is_over
            for played in scenarios_of(language)
            for taught in [[word for phrase in played.phrases for word in words(phrase.say)]]
            for step in played.steps
            for line in step.lines
        ]
        assert sum(judged) / len(judged) < 0.07

    def test_the_higher_the_level_the_more_may_be_rare(self) -> None:
        text = "The plumber mends the leaking pipe, and your landlord pays him."
        overs = [measured(text, level, lexis("en")).is_over for level in (Level.a1, Level.b2)]
        assert overs == [True, False]

    def test_words_that_were_said_or_taught_are_no_rare_words(self) -> None:
        text = "The plumber mends the leaking pipe for the landlord."
        rare = ("plumber", "mends", "leaking", "landlord")
        assert measured(text, Level.a1, lexis("en")).above == rare
        assert measured(text, Level.a1, lexis("en", *rare)).above == ()

    def test_names_and_numbers_are_no_rare_words(self) -> None:
        text = "Hello, I am Anneke van Ravenswaaij from Zoetermeer and I am 43."
        assert measured(text, Level.a1, lexis("en")).above == ()

    def test_without_a_list_lengths_decide(self) -> None:
        long = " ".join(["and then we go home"] * 4) + "."
        assert measured(long, Level.a1, Lexis()).is_over
        assert not measured("We go home.", Level.a1, Lexis()).is_over

    def test_a_long_reply_is_over_however_short_its_sentences(self) -> None:
        assert measured("We go home. " * 15, Level.a1, Lexis()).is_over

    def test_nothing_is_over_for_the_most_advanced_and_of_nothing(self) -> None:
        assert Level.c1 not in LIMITS
        assert not measured(HARD["en"] * 9, Level.c1, lexis("en")).is_over
        assert not measured("", Level.a1, lexis("en")).is_over

    def test_of_two_replies_the_easier_has_less_excess(self) -> None:
        easy, hard = (measured(t, Level.a1, lexis("en")) for t in (EASY["en"], HARD["en"]))
        assert easy.excess < hard.excess
