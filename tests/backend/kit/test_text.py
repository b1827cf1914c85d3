import unicodedata

import pytest

from backend.kit.text import clean, comparable, without_diacritics, without_doubles, words


class TestClean:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("cafe\u0301", "café"),
            ("и\u0306", "й"),
            ("е\u0308", "ё"),
            ("I’m", "I'm"),
            ("m‘n", "m'n"),
            ("zo´n", "zo'n"),
            ("zo`n", "zo'n"),
            ("„dag”", '"dag"'),
            ("«да»", '"да"'),
            ("auto‑ongeluk", "auto-ongeluk"),
            ("ja — nee", "ja - nee"),
            ("ja − nee", "ja - nee"),
            ("  two   words \t here\n", "two words here"),
            ("a\u00a0b", "a b"),
            ("a\u202fb\u3000c", "a b c"),
            ("he\u200bllo", "hello"),
            ("\ufeffhello\u200e", "hello"),
            ("so\u00adft", "soft"),
            ("nul\x00 bell\x07", "nul bell"),
            ("lone \ud800 half", "lone half"),
            ("private \ue000", "private"),
            ("line\u2028next", "line next"),
            ("fine 👍", "fine 👍"),
            ("", ""),
            (" \u200b\x00 ", ""),
        ],
    )
    def test_gives_one_form_to_the_ways_of_typing_the_same(self, typed: str, meant: str) -> None:
        assert clean(typed) == meant

    @pytest.mark.parametrize("between", ["\u200b", "\u200d", "\x00", "\u00ad", "\ue000"])
    def test_composes_what_an_invisible_character_had_kept_apart(self, between: str) -> None:
        assert clean(f"e{between}\u0301") == "é"

    @pytest.mark.parametrize(
        "text", ["“Zo’n — é\u0301”  ok", "и\u0306\u200b ё", "👩‍👧 дом", "a\u0327\u0301", "İstanbul"]
    )
    def test_of_something_clean_is_the_same(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)


class TestComparable:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ik heb honger.", "ik heb honger"),
            ("Hello, world!", "hello world"),
            ("hello,world", "Hello world"),
            ("It’s late", "it's late"),
            ("ЁЛКА", "ёлка"),
            ("е\u0308лка", "ёлка"),
            ("Мои\u0306", "мой"),
            ("STRASSE", "straße"),
            ("Да… конечно?", "да конечно"),
            ("¿Qué tal?", "qué tal"),
            ("- yes", "yes"),
            ("yes 👍🏽", "yes"),
            ("Да 😀!", "да"),
            ("CAFÉ", "cafe\u0301"),
        ],
    )
    def test_ignores_case_punctuation_and_emoji(self, one: str, other: str) -> None:
        assert comparable(one) == comparable(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("its", "it's"),
            ("мой", "мои"),
            ("все", "всё"),
            ("een", "één"),
            ("auto-ongeluk", "auto ongeluk"),
            ("a lot", "alot"),
            ("2", "3"),
        ],
    )
    def test_keeps_apart_what_is_spelt_otherwise(self, one: str, other: str) -> None:
        assert comparable(one) != comparable(other)

    @pytest.mark.parametrize("text", ["", "?!", "…", "👍", "- –", "\u200b", "\x00"])
    def test_of_no_word_is_empty(self, text: str) -> None:
        assert comparable(text) == ""

    def test_words_keep_their_apostrophes_and_hyphens(self) -> None:
        assert words("'s Avonds, don't — e-mail!") == ["'s", "avonds", "don't", "e-mail"]


class TestWithoutDiacritics:
    @pytest.mark.parametrize(
        ("text", "bare"),
        [
            ("één", "een"),
            ("coördinatie", "coordinatie"),
            ("ёлка", "елка"),
            ("е\u0308лка", "елка"),
            ("kuća", "kuca"),
            ("šuma", "suma"),
            ("smørrebrød", "smørrebrød"),
            ("đak", "đak"),
            ("한국", "한국"),
        ],
    )
    def test_takes_the_accent_and_leaves_the_letter(self, text: str, bare: str) -> None:
        assert without_diacritics(text) == bare

    @pytest.mark.parametrize("text", ["мой", "мои\u0306", "Й"])
    def test_short_i_is_a_letter_of_its_own(self, text: str) -> None:
        assert without_diacritics(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "single"), [("beautifull", "beautiful"), ("aa", "a"), ("", ""), ("abab", "abab")]
)
def test_runs_of_one_letter_are_made_single(text: str, single: str) -> None:
    assert without_doubles(text) == single
