"""The process that listens and speaks, on a machine that lacks what it takes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from backend.settings import Settings
from workers import extras, speech

ROOT = Path(__file__).parents[2]
NEEDED = {
    "database_url": "postgresql://nobody@127.0.0.1:1/none",
    "redis_url": "redis://127.0.0.1:1/0",
    "backend_token": "b" * 40,
}
# As if these were not installed.
WITHOUT = """
import runpy, sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {packages}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Nowhere())
runpy.run_module("workers.speech", run_name="__main__")
"""
ALL = ("av", "numpy", "faster_whisper", "ctranslate2", "pocketsphinx", "espeakng_loader", "grpc")


def settings(**values: str) -> Settings:
    return Settings.model_validate({**NEEDED, **values})


def ended(packages: tuple[str, ...], cwd: Path, **values: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {f"PARLEY_{name}".upper(): value for name, value in {**NEEDED, **values}.items()}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(packages=set(packages))],
        env={**kept, **own, "PYTHONPATH": str(ROOT)},
        cwd=cwd,  # away from anybody's .env
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


class TestWithoutItsExtras:
    def test_it_ends_with_one_line_that_names_them(self, tmp_path: Path) -> None:
        found = ended(ALL, tmp_path, tts="local", asr_model="base")
        assert (found.returncode, found.stdout) == (2, "")
        [line] = found.stderr.splitlines()
        assert "install the extra `local`" in line
        assert "install the extra `speech`" in line

    def test_all_of_it_can_be_loaded_to_say_so(self, tmp_path: Path) -> None:
        """Set up for nothing, it comes as far as the token of its bot."""
        found = ended(ALL, tmp_path)
        assert found.returncode == 2
        assert "PARLEY_BOT_TOKEN" in found.stderr
        assert "Traceback" not in found.stderr


class TestIdle:
    @pytest.mark.parametrize(
        ("values", "missing", "extra"),
        [
            ({"tts": "local"}, "espeakng_loader", "local"),
            ({"tts": "google"}, "grpc", "speech"),
            ({"asr_model": "tiny.en"}, "faster_whisper", "speech"),
            ({"asr_model": "base"}, "numpy", "speech"),
            ({"tts": "google", "asr_model": "base"}, "av", "speech"),
        ],
    )
    def test_names_what_is_missing_and_where_it_comes_from(
        self, values: dict[str, str], missing: str, extra: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(extras, "find_spec", lambda name: None if name == missing else name)
        line = extras.idle(settings(**values)) or ""
        assert f"{missing} missing: install the extra `{extra}`" in line

    def test_is_nobody_who_has_all(self) -> None:
        assert extras.idle(settings(tts="local", asr_model="tiny.en")) is None

    def test_is_nobody_who_can_do_a_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(extras.VOICES, "local", ("no_such_voice",))
        assert extras.idle(settings(tts="local", asr_model="tiny.en")) is None
        assert "no_such_voice" in (extras.idle(settings(tts="local")) or "")


@pytest.fixture
def told() -> Iterator[None]:
    """Whatever the level at which others have their logs."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(0))
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("told")
async def test_whoever_cannot_read_aloud_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(extras.VOICES, "local", ("no_such_voice",))
    with capture_logs() as logs:
        async with speech.speaker_of(settings(tts="local")) as speaker:
            assert speaker is None
    [line] = logs
    assert line["reason"] == "no_such_voice missing: install the extra `local`"


@pytest.mark.usefixtures("told")
async def test_whoever_has_no_account_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    with capture_logs() as logs:
        async with speech.speaker_of(settings(tts="google")) as speaker:
            assert speaker is None
    [line] = logs
    assert line["event"] == "speech.nobody_reads_aloud"
    assert "none.json" in line["reason"]
