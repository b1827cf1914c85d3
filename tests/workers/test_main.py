import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local.postgres import Postgres
from infra.local.process import free_port, wait_until
from workers import main
from workers.schedule import TIMETABLE

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "A" * 35


def settings(**values: str) -> dict[str, str]:
    """The environment of a process that knows only these settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, **{f"PARLEY_{name}".upper(): value for name, value in values.items()}}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """The exit code of `main` in an environment that knows only these settings."""

    def run(**values: str) -> object:
        for name in [name for name in os.environ if name.startswith("PARLEY_")]:
            monkeypatch.delenv(name)
        for name, value in values.items():
            monkeypatch.setenv(f"PARLEY_{name}".upper(), value)
        monkeypatch.chdir(tmp_path)  # away from anybody's .env
        # The logs of the whole test run would be its.
        monkeypatch.setattr(main, "configure_logs", lambda _: None)
        with pytest.raises(SystemExit) as ended:
            sys.exit(main.main())
        return ended.value.code

    return run


class TestMissingSettings:
    def test_are_named_one_a_line(
        self, run: Callable[..., object], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run() == 2
        said = capsys.readouterr().err
        assert [line.split(":")[0] for line in said.splitlines()] == [
            "PARLEY_DATABASE_URL",
            "PARLEY_REDIS_URL",
            "PARLEY_BACKEND_TOKEN",
        ]

    @pytest.mark.parametrize("token", [{}, {"bot_token": "no-token"}])
    def test_include_the_token_without_which_nothing_can_be_sent(
        self,
        run: Callable[..., object],
        capsys: pytest.CaptureFixture[str],
        token: dict[str, str],
    ) -> None:
        assert run(database_url="x", redis_url="x", backend_token="0" * 16, **token) == 2
        said = capsys.readouterr().err
        assert said.startswith("PARLEY_BOT_TOKEN: ")
        assert len(said.splitlines()) == 1


def test_the_worker_starts_shows_its_metrics_and_stops(
    tmp_path: Path, postgres_server: Postgres, database_url: str, redis_url: str
) -> None:
    port, log = free_port(), tmp_path / "worker.log"
    environment = settings(
        database_url=database_url,
        redis_url=redis_url,
        backend_token="0" * 16,
        bot_token=TOKEN,
        worker_metrics_port=str(port),
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "workers.main"],
            env={**environment, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=output,
            stderr=output,
        )

    def gauged() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as reply:
                return b'tutor_jobs_ready{queue="default"} 0.0' in reply.read()
        except OSError:
            return False

    def planned() -> bool:
        name = database_url.rpartition("/")[2]
        lines = postgres_server.sql("SELECT name FROM schedules ORDER BY name", database=name)
        return lines.splitlines() == sorted(entry.name for entry in TIMETABLE)

    try:
        assert wait_until(gauged, limit=60), log.read_text()
        assert wait_until(planned, limit=30), log.read_text()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, log.read_text()
    finally:
        process.kill()
        process.wait(10)
    assert "Traceback" not in log.read_text()
    assert TOKEN not in log.read_text()
