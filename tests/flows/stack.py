"""The whole product as `make run` starts it, on free ports and with data of its own."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psutil

from infra.local.process import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # seconds; a machine with nothing else to do takes twenty


class Stack:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.ports = {"PARLEY_API_PORT": free_port(), "PARLEY_TELEGRAM_PORT": free_port()}
        self._out = data.with_suffix(".out")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.ports['PARLEY_TELEGRAM_PORT']}"

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.ports['PARLEY_API_PORT']}"

    @property
    def database_url(self) -> str:
        port = next(
            line.split("127.0.0.1:")[1].split()[0]
            for line in self.said().splitlines()
            if "PostgreSQL" in line
        )
        return f"postgresql://parley:{self.secrets['postgres_password']}@127.0.0.1:{port}/parley"

    @property
    def secrets(self) -> dict[str, str]:
        secrets: dict[str, str] = json.loads((self.data / "secrets.json").read_text())
        return secrets

    def start(self, *, ahead: timedelta = timedelta(0)) -> None:
        """Returns when the first message can be sent. `ahead` is how far its clock is."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        settings = {name: str(port) for name, port in self.ports.items()}
        with self._out.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.up"],
                env={
                    **kept,
                    **settings,
                    "PARLEY_DATA_DIR": str(self.data),
                    "PARLEY_CLOCK_OFFSET": str(int(ahead.total_seconds())),
                },
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + PATIENCE
        while f"ready: {self.page}" not in self.said():
            assert self._process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def said(self) -> str:
        return self._out.read_text()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)

    def kill9(self) -> int:
        """Every process at once, as when the power goes; how many there were."""
        assert self._process is not None
        parent = psutil.Process(self._process.pid)
        everyone = [*parent.children(recursive=True), parent]
        for process in everyone:
            try:
                process.kill()
            except psutil.NoSuchProcess:  # ended with its parent, between the list and here
                continue
        self._process.wait(30)
        psutil.wait_procs(everyone, timeout=30)
        return len(everyone)
