import random

import pytest

from backend.tutor.lines import MOST_ALOUD, aloud, pieces, tidy, whole_sentences


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class TestTidy:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("  Hoi!  \n\n\n\n Hoe gaat het? ", "Hoi!\n\nHoe gaat het?"),
            ("a\u200bb\u202ec\x00d\u2066e", "abcde"),
            ("<b>vet</b> & *schuin*", "<b>vet</b> & *schuin*"),
            ("cafe\u0301", "café"),
            ("👩\u200d🍳", "👩\u200d🍳"),
            ("\ud800x", "x"),
            ("\u200b\n\u2060", ""),
        ],
    )
    def test_keeps_what_can_be_read(self, written: str, read: str) -> None:
        assert tidy(written) == read

    def test_is_bounded(self) -> None:
        assert len(tidy("woord " * 10_000)) <= 6_000
        assert tidy("x\n" * 1000).count("\n") < 40


class TestWholeSentences:
    @pytest.mark.parametrize(
        ("came", "left"),
        [
            ("Hoi! Hoe gaat het met", "Hoi!"),
            ("Dat is leuk. Wat doe je daar? En w", "Dat is leuk. Wat doe je daar?"),
            ("Hoe gaat", ""),
            ("", ""),
        ],
    )
    def test_end_with_the_last_end_of_one(self, came: str, left: str) -> None:
        assert whole_sentences(came) == left


class TestPieces:
    def test_a_short_text_is_one(self) -> None:
        assert pieces("Hoi!", 100) == ["Hoi!"]

    def test_are_cut_between_words_and_lose_none(self) -> None:
        chance = random.Random(7)
        for _ in range(200):
            words = ["w" * chance.randrange(1, 12) + "😀" * chance.randrange(2) for _ in range(90)]
            text = "".join(word + chance.choice([" ", " ", "\n"]) for word in words).strip()
            most = chance.randrange(20, 300)
            parts = pieces(text, most)
            assert all(0 < units(part) <= most for part in parts)
            assert " ".join(parts).split() == text.split()

    def test_a_word_longer_than_a_message_is_cut_all_the_same(self) -> None:
        parts = pieces("😀" * 5000, 4096)
        assert "".join(parts) == "😀" * 5000
        assert all(units(part) <= 4096 for part in parts)


class TestAloud:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Hoi! ☕ Wat *wilt* u drinken? 😊", "Hoi! Wat wilt u drinken?"),
            ("Een\n\ntwee", "Een twee"),
            ("cafe\u0301", "café"),
            ("Это стоит 5 € 👩\u200d🍳", "Это стоит 5 €"),
            ("😊 …", ""),
            ("", ""),
        ],
    )
    def test_reads_the_words(self, written: str, read: str) -> None:
        assert aloud(written) == read

    def test_ends_with_a_sentence_where_it_is_long(self) -> None:
        read = aloud("Dit is een zin. " * 100)
        assert len(read) <= MOST_ALOUD
        assert read.endswith("zin.")

    def test_ends_with_a_word_where_no_sentence_ends(self) -> None:
        assert aloud("woord " * 300).endswith("woord")
        assert len(aloud("x" * 5000)) == MOST_ALOUD
