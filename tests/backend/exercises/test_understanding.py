"""What a free reply says, by patterns."""

import pytest

from backend.exercises.tongues.registry import tongue_of
from backend.exercises.understanding import Hearing, known_words, likeness, says_nothing

HEARD = {
    "en": Hearing(tongue_of("en"), frozenset({"no", "not", "without"}), frozenset({"but"})),
    "nl": Hearing(tongue_of("nl"), frozenset({"geen", "niet"}), frozenset({"maar"})),
    "bg": Hearing(tongue_of("bg"), frozenset({"не", "без"}), frozenset({"а"})),
    "sr": Hearing(tongue_of("sr"), frozenset({"ne", "bez"}), frozenset({"nego"})),
}


def stands(language: str, pattern: str, said: str) -> bool:
    return likeness(said, [pattern], HEARD[language]) is not None


class TestLikeness:
    @pytest.mark.parametrize(
        ("language", "pattern", "said"),
        [
            ("en", "coffee", "COFFEE!!!"),
            ("en", "coffee", "Could I have a cofee, please?"),
            ("en", "potato", "two potatoes"),
            ("en", "do not know", "I don't know"),
            ("en", "not work", "It doesn't work."),
            ("en", "# nights", "three nights"),
            ("en", "#", "I am 38"),
            ("en", "@", "Xqzt"),
            ("en", "^please", "Please!"),
            ("en", "straight left", "Straight on, then left"),
            ("nl", "één", "een"),
            ("nl", "sinaasappelsap", "een sinaasapelsap graag"),
            ("nl", "pin*", "pinnen"),
            ("bg", "чай", "Един ЧАЙ, моля"),
            ("bg", "ябълк*", "ябълките"),
            ("bg", "искам", "иска́м"),
            ("bg", "#", "двайсет"),
            ("sr", "čaj", "caj"),
            ("sr", "čaj", "Чај, молим"),
            ("sr", "đak", "djak"),
            ("sr", "kafa", "jednu kafu"),
            ("sr", "kartic*", "картицом"),
            ("sr", "=može", "Moze!"),
        ],
    )
    def test_takes_what_people_mean(self, language: str, pattern: str, said: str) -> None:
        assert stands(language, pattern, said)

    @pytest.mark.parametrize(
        ("language", "pattern", "said"),
        [
            ("en", "coffee", "copper"),
            ("en", "coffee", "no coffee for me"),
            ("en", "coffee", "I don't want any coffee"),
            ("en", "tea", "ten"),
            ("en", "^please", "tea, please"),
            ("en", "straight left", "left, then straight"),
            ("en", "one two", "one and a half or maybe two"),
            ("en", "#", "no number at all"),
            ("en", "@", "123 !"),
            ("nl", "koffie", "geen koffie"),
            ("bg", "мляко", "без мляко"),
            ("sr", "=može", "Možete li da ponovite?"),
            ("sr", "čaj", ""),
        ],
    )
    def test_and_nothing_else(self, language: str, pattern: str, said: str) -> None:
        assert not stands(language, pattern, said)

    @pytest.mark.parametrize("said", ["no coffee, tea", "No coffee. Tea!", "not coffee but tea"])
    def test_a_negation_ends_with_its_clause_and_with_a_contrast(self, said: str) -> None:
        assert stands("en", "tea", said)
        assert not stands("en", "coffee", said)

    def test_a_negation_in_the_pattern_itself_is_meant(self) -> None:
        assert stands("en", "without milk", "without milk, please")
        assert stands("en", "no", "no")

    def test_the_longer_pattern_and_then_the_more_of_them_fit_better(self) -> None:
        said = "No, in cash please"
        one, two, three = (
            likeness(said, patterns, HEARD["en"])
            for patterns in (["cash"], ["cash", "no"], ["in cash"])
        )
        assert one is not None
        assert two is not None
        assert three is not None
        assert one < two < three

    def test_any_word_is_worth_less_than_a_word(self) -> None:
        assert likeness("tea", ["@"], HEARD["en"]) == (0, 1)
        assert likeness("tea", ["tea"], HEARD["en"]) == (1, 1)

    def test_reads_no_more_than_the_beginning_of_a_long_reply(self) -> None:
        assert stands("en", "tea", "tea " + "and so on " * 200)
        assert not stands("en", "tea", "and so on " * 200 + "tea")


class TestKnownWords:
    def test_counts_different_words_of_the_language(self) -> None:
        assert known_words("I like like people", tongue_of("en")) == 3
        assert known_words("asdf qwrt zxcv", tongue_of("en")) == 0
        assert known_words("Волим књиге", tongue_of("sr")) == 2


@pytest.mark.parametrize(("pattern", "empty"), [("?!", True), ("= *", True), ("tea", False)])
def test_a_pattern_of_no_words_says_nothing(pattern: str, *, empty: bool) -> None:
    assert says_nothing(pattern, tongue_of("en")) is empty
