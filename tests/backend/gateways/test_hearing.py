"""The ears themselves, on recordings of the shared data where they are, and on noise anywhere."""

from pathlib import Path

import numpy as np
import pytest

from backend.gateways.asr import AsrUnavailable, Whisper
from backend.gateways.asr_models import place_of
from backend.gateways.decoding import decode
from backend.gateways.phones import PhonesUnavailable, Sphinx
from backend.speech.evidence import Evidence, examine
from backend.speech.heard import RATE, Sound
from backend.speech.scoring import Coefficients, Reason, score, shipped

VOICES = Path(__file__).parents[3].parent / "shared" / "data" / "speechocean762" / "voice"
VOICE, SAID = "020360302.ogg", "He put a smile on my face tonight."


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper()


@pytest.fixture(scope="module")
def sphinx() -> Sphinx:
    try:
        return Sphinx()
    except PhonesUnavailable as error:
        pytest.skip(f"no wheel for this Python: {error}")


@pytest.fixture(scope="module")
def voice() -> Sound:
    if not (VOICES / VOICE).is_file():
        pytest.skip("no recordings beside the project: shared/data/speechocean762")
    return decode((VOICES / VOICE).read_bytes())


@pytest.fixture(scope="module")
def read(voice: Sound, whisper: Whisper, sphinx: Sphinx) -> Evidence:
    return examine(voice, SAID, "en", whisper, sphinx)


def silence(loud: float = 0.0) -> Sound:
    samples = np.random.default_rng(1).normal(0, loud, 3 * RATE)
    return Sound((samples * 32767).astype("<i2").tobytes())


class TestWhisper:
    def test_hears_what_was_read(self, read: Evidence) -> None:
        assert read.heard.text.rstrip(".").casefold() == SAID.rstrip(".").casefold()
        assert all(0 < word.probability <= 1 for word in read.heard.words)
        starts = [word.start for word in read.heard.words]
        assert starts == sorted(starts)
        assert 0 < starts[-1] < read.seconds

    @pytest.mark.parametrize("loud", [0.0, 0.003, 0.05])
    def test_invents_nothing_where_nobody_speaks(self, whisper: Whisper, loud: float) -> None:
        assert whisper.hear(silence(loud), "en").words == ()

    def test_a_sentence_that_was_read_weighs_more_than_another(
        self, whisper: Whisper, voice: Sound, read: Evidence
    ) -> None:
        other = whisper.weigh(
            voice, ["The", "dog", "has", "eaten", "all", "of", "my", "soup."], "en"
        )
        right = sum(one.evidence for one in read.weighed) / len(read.weighed)
        assert right > 3 > sum(one.evidence for one in other) / len(other)

    def test_a_word_that_was_not_said_weighs_less_and_alone(
        self, whisper: Whisper, voice: Sound, read: Evidence
    ) -> None:
        changed = whisper.weigh(
            voice, ["He", "put", "a", "spoon", "on", "my", "face", "tonight."], "en"
        )
        assert changed[3].likelihood < read.weighed[3].likelihood - 3
        assert changed[6].likelihood > -2

    def test_every_word_is_weighed_once_even_nothing(self, whisper: Whisper, voice: Sound) -> None:
        assert len(whisper.weigh(voice, ["antidisestablishmentarianism", "", "a"], "en")) == 3
        assert whisper.weigh(voice, [], "en") == []

    def test_a_sentence_without_end_is_weighed_for_as_long_as_there_is_room(
        self, whisper: Whisper, voice: Sound
    ) -> None:
        found = whisper.weigh(voice, ["antidisestablishmentarianism"] * 300, "en")
        assert len(found) == 300
        assert found[-1].evidence == 0

    def test_a_blink_of_a_recording_is_no_trouble(self, whisper: Whisper, sphinx: Sphinx) -> None:
        found = examine(Sound(bytes(20)), SAID, "en", whisper, sphinx)
        assert found.heard.words == ()
        assert found.placed is None

    def test_says_what_it_does_not_know(self, whisper: Whisper) -> None:
        assert not whisper.knows("nl")
        with pytest.raises(AsrUnavailable, match="does not know 'nl'"):
            whisper.hear(silence(), "nl")

    def test_a_model_that_is_not_here_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(AsrUnavailable, match="no-such-model"):
            Whisper(str(tmp_path / "no-such-model"))

    def test_weights_of_a_wheel_are_found_and_a_folder_is_taken_as_it_is(
        self, tmp_path: Path
    ) -> None:
        assert Path(place_of("tiny.en"), "model.bin").is_file()
        (tmp_path / "model.bin").touch()
        assert place_of(str(tmp_path)) == str(tmp_path)
        assert place_of("small") == "small"


class TestHalves:
    def test_a_model_that_comes_in_halves_is_joined_once(self, tmp_path: Path) -> None:
        place = Path(place_of("base", tmp_path))
        if not place.is_relative_to(tmp_path):
            pytest.skip("the extra `languages` is not installed")
        weights = place / "model.bin"
        before = weights.stat()
        assert before.st_size > 100_000_000
        assert place_of("base", tmp_path) == str(place)
        assert weights.stat().st_mtime_ns == before.st_mtime_ns
        weights.write_bytes(b"cut short")
        assert Path(place_of("base", tmp_path), "model.bin").stat().st_size == before.st_size


class TestSphinx:
    def test_places_the_sounds_of_words_in_order(self, read: Evidence) -> None:
        assert read.placed
        assert [word.word for word in read.placed] == SAID.lower().rstrip(".").split()
        assert [phone.name for phone in read.placed[6].phones] == ["F", "EY", "S"]
        starts = [phone.start for word in read.placed for phone in word.phones]
        assert starts == sorted(starts)

    def test_agrees_with_the_recogniser_on_where_words_are(self, read: Evidence) -> None:
        pairs = zip(read.placed or (), read.heard.words, strict=True)
        assert all(abs(word.end - other.end) < 0.5 for word, other in pairs)

    def test_other_words_fit_worse(self, sphinx: Sphinx, voice: Sound, read: Evidence) -> None:
        other = sphinx.place(voice, ["she", "took", "the", "train", "to", "lovely", "london"], "en")
        assert other
        assert read.placed
        fits = [sum(word.fit for word in words) / len(words) for words in (read.placed, other)]
        assert fits[0] > fits[1] + 0.5

    def test_sounds_out_names_that_no_dictionary_has(self, sphinx: Sphinx, voice: Sound) -> None:
        found = sphinx.place(voice, ["steeven", "put", "a", "smile", "on"], "en")
        assert found
        assert [phone.name for phone in found[0].phones] == ["S", "T", "IY", "V", "EH", "N"]

    @pytest.mark.parametrize("words", [[], ["два"], [""], ["a\nb"]])
    def test_places_no_words_of_other_scripts(self, sphinx: Sphinx, words: list[str]) -> None:
        assert sphinx.place(silence(), words, "en") is None

    def test_has_no_sounds_of_other_languages(self, sphinx: Sphinx) -> None:
        assert sphinx.place(silence(), ["huis"], "nl") is None


@pytest.fixture(scope="module")
def by(whisper: Whisper) -> Coefficients:
    found = shipped(whisper.name)
    assert found
    return found


def test_a_good_reading_scores_high_and_no_word_is_blamed(read: Evidence, by: Coefficients) -> None:
    scored = score(read, by)
    assert scored.reason is None
    assert all(one.value > 7.5 for one in scored.aspects.values())
    assert not any(word.mispronounced for word in scored.words)


def test_silence_is_not_scored(whisper: Whisper, sphinx: Sphinx, by: Coefficients) -> None:
    found = score(examine(silence(), SAID, "en", whisper, sphinx), by)
    assert found.reason is Reason.no_speech
