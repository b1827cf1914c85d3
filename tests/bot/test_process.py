"""The bot as a process: what it loads, what it needs to be told, what it shows to operations."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import (
    GetMyCommands,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
)
from aiogram.types import BotCommand

from bot import ops
from bot.introduction import COMMANDS, introduce
from bot.metrics import Metrics
from bot.texts import LOCALES, Texts
from tests.bot.conftest import Person, visiting
from tests.fakes import telegram as fake
from tests.fakes.telegram import FakeTelegram

ROOT = Path(__file__).parents[2]
GOOD = {
    "PARLEY_BOT_TOKEN": "42:TEST",
    "PARLEY_BACKEND_URL": "http://127.0.0.1:1",
    "PARLEY_BACKEND_TOKEN": "sixteen characters",
}


def run(code: list[str], tmp_path: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    return subprocess.run(
        [sys.executable, *code],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(ROOT), **env},
    )


def test_never_loads_the_database_the_api_or_the_queue(tmp_path: Path) -> None:
    heavy = ("sqlalchemy", "fastapi", "arq", "asyncpg", "redis", "fsrs", "langchain_core")
    code = (
        "import sys, bot.main; from bot.settings import Settings; settings = Settings();"
        "bot.main.report_crashes(settings.sentry_dsn, release=settings.release);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    out = run(["-c", code], tmp_path, **GOOD, PARLEY_SENTRY_DSN="http://key@127.0.0.1:1/1")
    assert out.stdout.strip() == "[]", out.stderr


class TestSettings:
    def test_missing_ones_are_named_in_a_line_each(self, tmp_path: Path) -> None:
        out = run(["-m", "bot.main"], tmp_path, PARLEY_BOT_TOKEN="")
        assert out.returncode == 2
        lines = out.stderr.splitlines()
        assert [line.split()[0] for line in lines] == [
            "PARLEY_BOT_TOKEN",
            "PARLEY_BACKEND_URL",
            "PARLEY_BACKEND_TOKEN",
        ]
        assert "@BotFather" in lines[0]
        assert "Traceback" not in out.stderr

    def test_a_webhook_needs_its_secret(self, tmp_path: Path) -> None:
        out = run(["-m", "bot.main"], tmp_path, **GOOD, PARLEY_WEBHOOK_URL="https://x.example")
        assert out.returncode == 2
        assert out.stderr.startswith("PARLEY_WEBHOOK_SECRET is missing")

    @pytest.mark.parametrize(
        ("name", "value"), [("PARLEY_WEBHOOK_SECRET", "a b/c"), ("PARLEY_BACKEND_TOKEN", "short")]
    )
    def test_wrong_ones_are_named_and_never_shown(
        self, tmp_path: Path, name: str, value: str
    ) -> None:
        out = run(["-m", "bot.main"], tmp_path, **{**GOOD, name: value})
        assert out.returncode == 2
        assert out.stderr.startswith(f"{name} is not valid")
        assert value not in out.stderr

    def test_what_is_no_token_is_said_in_one_line(self, tmp_path: Path) -> None:
        out = run(["-m", "bot.main"], tmp_path, **{**GOOD, "PARLEY_BOT_TOKEN": "nonsense"})
        assert out.returncode == 2
        assert len(out.stderr.splitlines()) == 1
        assert "nonsense" not in out.stderr


class TestIntroduce:
    async def test_sets_commands_and_descriptions_in_every_language(
        self, bot: Bot, telegram: FakeTelegram
    ) -> None:
        await introduce(bot)

        for kind in (SetMyCommands, SetMyDescription, SetMyShortDescription):
            codes = [one.model_dump()["language_code"] for one in telegram.all(kind)]
            assert codes == [None, "nl", "ru"]
        [english, dutch, russian] = telegram.all(SetMyCommands)
        assert [one.command for one in english.commands] == list(COMMANDS)
        assert dutch.commands[0].description == "Nu oefenen"
        assert russian.commands[0].description == "Заниматься"
        for locale in LOCALES:
            texts = Texts(locale)
            assert len(texts("bot-description")) <= 512
            assert len(texts("bot-short-description")) <= 120

    async def test_sets_nothing_that_is_set(
        self, bot: Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = Texts("en")
        known = [BotCommand(command=n, description=texts(f"command-{n}")) for n in COMMANDS]
        face: dict[Any, Any] = {**fake.FACE, GetMyCommands: known}
        monkeypatch.setattr(fake, "FACE", face)
        await introduce(bot)

        assert [one.language_code for one in telegram.all(SetMyCommands)] == ["nl", "ru"]

    async def test_failing_does_no_harm(self, bot: Bot, telegram: FakeTelegram) -> None:
        error = TelegramNetworkError(method=GetMyCommands(), message="away")
        telegram.fail(GetMyCommands, error)
        await introduce(bot)

        assert telegram.calls() == ["GetMyCommands"]


class TestOps:
    async def test_metrics_tell_of_updates_and_calls(
        self, learner: Person, metrics: Metrics
    ) -> None:
        await learner.presses("ben")
        await learner.presses_data("a:999:0", on=learner.telegram.last)
        app = ops.create_app(metrics, polls=False, started=datetime.now(UTC))
        async with visiting(app) as client:
            body = await (await client.get("/metrics")).text()

        handled = 'tutor_updates_total{handler="choice_pressed",outcome="%s",type="callback_query"}'
        assert f"{handled % 'ok'} 1.0" in body
        assert f"{handled % 'refused'} 1.0" in body
        calls = 'tutor_bot_api_requests_total{code="200",method="editMessageText"}'
        assert f"{calls} 4.0" in body
        assert "tutor_update_duration_seconds_bucket" in body
        assert "tutor_bot_api_duration_seconds_bucket" in body

    @pytest.mark.parametrize(
        ("polls", "age_s", "status"),
        [(True, 0, 200), (True, 100, 200), (True, 200, 503), (False, 9999, 200)],
    )
    async def test_health_is_a_poll_not_long_ago(
        self, metrics: Metrics, polls: bool, age_s: int, status: int
    ) -> None:
        long_ago = datetime.now(UTC) - timedelta(seconds=age_s)
        metrics.last_poll.set(long_ago.timestamp())
        app = ops.create_app(metrics, polls=polls, started=long_ago)
        async with visiting(app) as client:
            assert (await client.get("/healthz")).status == status
