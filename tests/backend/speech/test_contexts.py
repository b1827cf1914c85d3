from collections.abc import Sequence

import pytest

from backend.speech.aligning import align
from backend.speech.contexts import weighed
from backend.speech.heard import Heard, Sound, Stretch, Weighed
from backend.speech.words import words_of
from tests.backend.speech.listening import heard

SENTENCE = "He poured some coffee into a cup"
SOUND = Sound(bytes(32_000))


class Expecting:
    """Finds a word unlikely after one that was not said."""

    name = "expecting"

    def __init__(self, said: str) -> None:
        self.said = said.split()
        self.asked: list[list[str]] = []

    def knows(self, language: str) -> bool:
        return True

    def hear(self, sound: Sound, language: str, *, spelled: bool = False) -> Heard:
        raise AssertionError("it was heard before")

    def weigh(self, sound: Sound, words: Sequence[str], language: str) -> list[Weighed]:
        plain = [word.rstrip(".") for word in words]
        self.asked.append(plain)
        before = ["", *plain]
        pairs = zip(plain, before, strict=False)
        return [Weighed(-0.1 if self._fits(*pair) else -6.0, -7.0) for pair in pairs]

    def _fits(self, word: str, before: str) -> bool:
        return word in self.said and before in ["", *self.said]

    def guess(self, sound: Sound) -> None:
        raise AssertionError("its language is known")

    def look(self, sound: Sound, spans: Sequence[Stretch]) -> list[Sequence[float]]:
        return []


def likelihoods(said: str) -> tuple[list[float], Expecting]:
    recogniser = Expecting(said)
    aligned = align(words_of(SENTENCE), heard(said))
    found = weighed(SOUND, SENTENCE, aligned, "en", recogniser)
    return [one.likelihood for one in found], recogniser


class TestWeighed:
    def test_a_wrong_word_takes_nothing_from_the_next_one(self) -> None:
        found, recogniser = likelihoods("He poured some gravel into a cup")
        assert found == [-0.1, -0.1, -0.1, -6.0, -0.1, -0.1, -0.1]
        assert recogniser.asked[1][3:5] == ["gravel", "into"]

    @pytest.mark.parametrize(
        "said",
        ["He poured some into a cup", "He poured some hot coffee into a cup"],
        ids=["one is missing", "one is extra"],
    )
    def test_nor_does_a_missing_or_an_extra_one(self, said: str) -> None:
        found, _ = likelihoods(said)
        assert found[4:] == [-0.1, -0.1, -0.1]

    def test_what_was_heard_as_it_is_written_is_weighed_once(self) -> None:
        assert len(likelihoods(SENTENCE)[1].asked) == 1

    def test_so_is_what_has_nothing_of_the_sentence(self) -> None:
        found, recogniser = likelihoods("good morning")
        assert len(recogniser.asked) == 1
        assert set(found) == {-6.0}
