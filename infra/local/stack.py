"""The services of Parley on one machine, in the order in which they start."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from infra.local import speech
from infra.local.child import Service
from infra.local.llm.config import KEY, MODELS, base_url
from infra.local.postgres import Postgres
from infra.local.process import LOOPBACK, Command, free_port, spawn
from infra.local.redis import Redis
from infra.local.server import Server
from infra.local.settings import Setup
from infra.local.supervisor import Step, Task

ADMIN = "9001"  # the admin among the people of the Telegram stand-in


class Stack:
    """Knows what each process is started with. Servers that somebody else runs are left out."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._postgres = None if "PARLEY_DATABASE_URL" in setup.given else self._own_postgres()
        self._bot_port = 0
        self._llm_port = setup.ports["PARLEY_LLM_PORT"] or free_port()
        self._redis = None if "PARLEY_REDIS_URL" in setup.given else self._own_redis()

    def steps(self) -> list[Step]:
        servers = [self._server(each) for each in (self._postgres, self._redis) if each]
        telegram = [self._telegram()] if self._setup.stand_in else []
        model = [self._model()] if self._setup.local_model else []
        listening = [self._speech()] if speech.is_wanted(self._setup.given) else []
        return [
            servers,
            self._task("migrations", "alembic", "upgrade", "head"),
            self._task("catalogue", "backend.catalogue.load"),
            [*telegram, *model, self._api(), self._worker(), *listening, self._bot()],
        ]

    def environment(self) -> dict[str, str]:
        """What the processes are told; known once the servers have chosen their ports."""
        setup = self._setup
        ours = {
            "PYTHONUNBUFFERED": "1",
            "PARLEY_API_PORT": str(setup.api_port),
            "PARLEY_BACKEND_URL": setup.api,
            "PARLEY_BACKEND_TOKEN": setup.secrets.backend_token,
        }
        if self._postgres is not None:
            ours["PARLEY_DATABASE_URL"] = self._postgres.url()
        if self._redis is not None:
            ours["PARLEY_REDIS_URL"] = self._redis.url()
        if setup.stand_in:
            # Only here: with a real token that number is some real person's.
            ours["PARLEY_ADMIN_IDS"] = ADMIN
            ours["PARLEY_BOT_TOKEN"] = setup.secrets.bot_token
            ours["PARLEY_TELEGRAM_API_URL"] = setup.page
        ours |= speech.settings(setup.given)
        if setup.local_model:
            ours["PARLEY_LLM_BASE_URL"] = base_url(self._llm_port)
            ours["PARLEY_LLM_API_KEY"] = KEY
            ours["PARLEY_LLM_MODEL"], ours["PARLEY_LLM_FALLBACK_MODEL"] = MODELS
        fixed = {"PARLEY_DATA_DIR": str(setup.data)}
        return {**os.environ, **ours, **setup.given, **fixed}

    def _own_postgres(self) -> Postgres:
        setup = self._setup
        return Postgres(
            setup.data / "postgres",
            password=setup.secrets.postgres_password,
            port=setup.ports["PARLEY_POSTGRES_PORT"],
            log=setup.logs / "postgres.log",
        )

    def _own_redis(self) -> Redis:
        setup = self._setup
        return Redis(
            setup.data / "redis",
            password=setup.secrets.redis_password,
            port=setup.ports["PARLEY_REDIS_PORT"],
            log=setup.logs / "redis.log",
        )

    def _server(self, server: Server) -> Service:
        return Service(
            server.title,
            server.log,
            server.spawn,
            ready=server.ready,
            where=lambda: f"{LOOPBACK}:{server.port}{self._elsewhere(server)}",
            stop_signal=server.clean_stop,
            speaks=False,
        )

    def _elsewhere(self, server: Server) -> str:
        return "" if server.data.is_relative_to(self._setup.data) else f", data in {server.data}"

    def _telegram(self) -> Service:
        setup = self._setup
        bot = f"{setup.secrets.bot_token}=Parley@parley_bot"
        words = ["--host", LOOPBACK, "--port", str(setup.telegram_port), "--bot", bot]
        data = ["--data", str(setup.data / "telegram")]
        return Service(
            "Telegram",
            self._log("telegram"),
            # It holds chats in memory for a moment, so it is asked to stop and not killed.
            self._python("telegram", "infra.local.telegram", *words, *data, dies_by=signal.SIGTERM),
            ready=lambda: answers(setup.telegram_port, "/"),
            where=lambda: f"{LOOPBACK}:{setup.telegram_port}",
        )

    def _model(self) -> Service:
        port = self._llm_port
        return Service(
            "model",
            self._log("model"),
            self._python("model", "infra.local.llm", "--port", str(port)),
            ready=lambda: answers(port, "/health"),
            where=lambda: f"{LOOPBACK}:{port}",
        )

    def _api(self) -> Service:
        setup = self._setup
        return Service(
            "API",
            self._log("api"),
            self._python("api", "backend.main"),
            ready=lambda: answers(setup.api_port, "/readyz"),
            where=lambda: f"{LOOPBACK}:{setup.api_port}",
            watches=frozenset({"backend"}),
        )

    def _worker(self) -> Service:
        return Service(
            "worker",
            self._log("worker"),
            self._python("worker", "workers.main"),
            settle=1.0,
            watches=frozenset({"backend", "bot", "workers"}),  # it borrows the bot's views
        )

    def _speech(self) -> Service:
        return Service(
            "speech",
            self._log("speech"),
            self._python("speech", "workers.speech"),
            settle=1.0,
            watches=frozenset({"backend", "bot", "workers"}),
        )

    def _bot(self) -> Service:
        return Service(
            "bot",
            self._log("bot"),
            self._spawn_bot,
            ready=lambda: answers(self._bot_port, "/healthz"),
            watches=frozenset({"backend", "bot"}),  # it speaks the backend's schemas
        )

    def _spawn_bot(self) -> subprocess.Popen[bytes]:
        """It tells how it is on a port of its own: a new one at each start, unless one is set."""
        self._bot_port = self._setup.ports["PARLEY_METRICS_PORT"] or free_port()
        more = {"PARLEY_METRICS_PORT": str(self._bot_port)}
        return self._python("bot", "bot.main", more=more)()

    def _task(self, name: str, *words: str) -> Task:
        return Task(name, self._log(name), self._python(name, *words))

    def _log(self, name: str) -> Path:
        return self._setup.logs / f"{name}.log"

    def _python(
        self,
        name: str,
        *words: str,
        dies_by: signal.Signals = signal.SIGKILL,
        more: Mapping[str, str] | None = None,
    ) -> Callable[[], subprocess.Popen[bytes]]:
        """How to start a module of ours, with `more` settings.

        By default a dead supervisor takes it along at once: the product loses nothing by a kill.
        """

        def start() -> subprocess.Popen[bytes]:
            command = Command(
                [sys.executable, "-m", *words],
                env={**self.environment(), **(more or {})},
                cwd=self._setup.root,
                death_signal=dies_by,
            )
            return spawn(command, log=self._log(name))

        return start


def answers(port: int, path: str) -> bool:
    """Whether a GET on this machine is answered with 200 within a few seconds."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=3)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
