import pytest

from backend.speech.sounding import sounds_of
from backend.speech.words import MOST, as_read, is_hesitation, plain, words_of


class TestWordsOf:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Kate's got some, grey?", ["Kate's", "got", "some", "grey"]),
            ("«Добър ден» – каза тя.", ["Добър", "ден", "каза", "тя"]),
            ("'s avonds zo'n well-known", ["s", "avonds", "zo'n", "well-known"]),
            ("…!?", []),
        ],
    )
    def test_finds_words_of_any_script(self, text: str, words: list[str]) -> None:
        assert words_of(text) == words

    def test_is_bounded(self) -> None:
        assert len(words_of("a " * 10_000)) == MOST


def test_words_are_compared_without_case_and_with_one_apostrophe() -> None:
    assert plain("Don’t") == plain("DON'T") == "don't"
    assert plain("re-read") == "reread"


def test_hesitations_are_known() -> None:
    assert is_hesitation("Um")
    assert not is_hesitation("umbrella")


class TestAsRead:
    def test_lowers_what_is_all_capitals(self) -> None:
        assert as_read("I KNOW I DO") == ["I", "know", "I", "do."]

    def test_leaves_other_texts_as_they_are(self) -> None:
        assert as_read("Anna likes it!") == ["Anna", "likes", "it."]
        assert as_read("") == []


class TestSoundsOf:
    @pytest.mark.parametrize(
        ("word", "sounds"),
        [
            ("steeven", "S T IY V EH N"),
            ("nacy's", "N AE S IY Z"),
            ("chane", "CH AE N"),
            ("phish", "F IH SH"),
            ("'", "AH"),
        ],
    )
    def test_reads_a_spelling(self, word: str, sounds: str) -> None:
        assert sounds_of(word) == sounds.split()
