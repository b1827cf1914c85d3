"""A small part of the benchmark's controls: the real voice, the real ears."""

import pytest

from backend.gateways.asr import AsrUnavailable
from backend.gateways.phones import PhonesUnavailable
from backend.gateways.speaking import NoVoice
from backend.gateways.speaking_local import LocalSpeaker
from backend.recordings.outcome import nothing_said
from backend.speech.heard import Phonetician, Recogniser
from backend.speech.scoring import shipped
from backend.speech.words import words_of
from tests.bench.speech_fluent import VOICE
from tests.bench.speech_listen import ears
from tests.bench.speech_noises import noises
from tests.bench.speech_readings import FALL, FULL, Read, readings, total
from tests.bench.speech_sentences import FLUENT, planted

FEW = 3
HEARD = ("nothing", "white, loud", "engine", "keys", "babble")


@pytest.fixture(scope="module")
def listeners() -> tuple[Recogniser, Phonetician]:
    try:
        return ears()
    except (AsrUnavailable, PhonesUnavailable) as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def found(listeners: tuple[Recogniser, Phonetician]) -> list[Read]:
    by = shipped(listeners[0].name)
    assert by
    try:
        voice = LocalSpeaker().voice("en")
    except NoVoice as error:
        pytest.skip(str(error))
    if voice != VOICE:
        pytest.skip(f"{voice} reads like a machine")
    return list(readings(planted()[:FEW], *listeners, by))


def test_a_reading_without_a_fault_is_shown_nearly_the_full_mark(found: list[Read]) -> None:
    full = sum(total(reading) >= FULL for one in found for reading in (one.right, one.again))
    assert full >= 2 * FEW - 1


def test_a_wrong_word_falls_clearly_and_alone(found: list[Read]) -> None:
    assert all(one.fall > 3 for one in found)
    others = [fall for one in found for fall in one.others(one.wrong)]
    assert sum(fall > FALL for fall in others) <= 1, others  # the voice never reads twice alike


@pytest.mark.parametrize("name", HEARD)
def test_noise_says_nothing(listeners: tuple[Recogniser, Phonetician], name: str) -> None:
    sound = noises()[name]
    heard = listeners[0].hear(sound, "en", spelled=True)
    assert heard.words == ()
    assert nothing_said(sound, heard) is not None


def test_what_is_controlled_by_is_not_what_was_calibrated_by() -> None:
    sentences = planted()
    assert len({one.right for one in sentences}) == 50
    assert not {one.right for one in sentences} & set(FLUENT)
    for one in sentences:
        right, wrong = words_of(one.right), words_of(one.wrong)
        unlike = [
            place for place, pair in enumerate(zip(right, wrong, strict=True)) if len({*pair}) > 1
        ]
        assert unlike == [one.place]
