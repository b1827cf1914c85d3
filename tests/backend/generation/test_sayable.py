"""What is heard is written as it is said."""

import pytest

from backend.catalogue.files import read
from backend.generation.gates.base import Reasons
from backend.generation.gates.sayable import sayable
from backend.kit.levels import Level
from tests.backend.generation.drafts import an_item, around


def heard(text: str, language: str = "en") -> Reasons:
    meaning = {"en": "a", "ru": "b"}
    dictated = an_item("dictation", text=text, accepted=[text], meaning=meaning)
    return sayable(dictated, around(language, Level.a1))


class TestSayable:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("They can't come: it's Tom's day off, isn't it?", "en"),
            ("You and I… never mind – said the “queen”!", "en"),
            ("'s Avonds drinken we thee in IJsland, u ook.", "nl"),
            ("Mijn vader maakt veel foto's.", "nl"),
            ("Това е твоята книга, а не моята.", "bg"),
            ("Smrt je u vrtu, a trg je prazan. Vrh.", "sr"),
        ],
    )
    def test_lets_through_what_everybody_reads_alike(self, text: str, language: str) -> None:
        assert heard(text, language) == []

    @pytest.mark.parametrize(
        ("text", "language", "told"),
        [
            ("We have 3 cats.", "en", "numbers"),
            ("Only ½ of it.", "en", "numbers"),
            ("The bus at ten p.m. is full.", "en", "p.m"),
            ("Ask Mr. Smith about it.", "en", "Mr."),
            ("I saw J. Smith there.", "en", "J."),
            ("My mum works for the BBC.", "en", "BBC"),
            ("Neem bijv. een appel.", "nl", "bijv."),
            ("Тя живее на ул. Шипка.", "bg", "ул."),
            ("Роден е през май, т.е. напролет.", "bg", "т.е"),
            ("Kupi hleb, mleko itd. u gradu.", "sr", "itd."),
            ("What a day 😀 it was", "en", "😀"),
            ("Half and half (or so) it was", "en", "( )"),
            ("It is *very* late now", "en", "*"),
            ("Salt & pepper, please", "en", "&"),
            ("Write to me@home now", "en", "@"),
            ("Ten % of it is mine", "en", "%"),
            ("Bread and/or butter", "en", "/"),
            ("One ___ two", "en", "_"),
        ],
    )
    def test_stops_what_each_voice_reads_in_its_own_way(
        self, text: str, language: str, told: str
    ) -> None:
        [reason, *_] = heard(text, language)
        assert told in reason

    def test_asks_nothing_of_what_is_only_read(self) -> None:
        said = an_item("fill_gap", sentence="Om 8 uur ___ Mr. Bean thuis.", answer="koopt")
        assert sayable(said, around()) == []

    def test_asks_it_of_what_is_to_be_said_as_well(self) -> None:
        asked = an_item(
            "answer_aloud",
            question="How many days has a week?",
            accepted=["7"],
            meaning={"en": "a", "ru": "b"},
        )
        assert "numbers" in sayable(asked, around("en"))[0]


@pytest.mark.parametrize("code", ["en", "nl", "bg", "sr"])
def test_what_the_courses_have_read_aloud_passes(code: str) -> None:
    shelf, _ = read(code)
    stopped = {item.key: sayable(item, around(code, item.level)) for item in shelf.items}
    assert {key: reasons for key, reasons in stopped.items() if reasons} == {}
