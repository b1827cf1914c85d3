"""A product that is nothing but processes: what the supervisor needs to see, and no more.

Each process writes `name pid` into a journal when it starts and `name stops` when it is asked to.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.process import free_port, wait_until
from tests.local_stack.parents import ROOT
from tests.servers import a_folder

_FAKE = """
import http.server, json, os, signal, sys, time

def after(option):
    return sys.argv[sys.argv.index(option) + 1]

def told(name):
    return os.environ[name]

def write(line):
    with open(os.environ["FAKE_JOURNAL"], "a") as journal:
        journal.write(line + "\\n")

def begin(name):
    mood = os.environ.get("FAKE_" + name.upper(), "")
    write(f"{name} {os.getpid()}")
    if mood == "dies":
        sys.exit("no luck today")
    def stop(*_):
        write(f"{name} stops")
        if mood != "stubborn":
            sys.exit(0)
    signal.signal(signal.SIGTERM, stop)
    told = {key: value for key, value in os.environ.items() if key.startswith("PARLEY_")}
    with open(os.environ["FAKE_JOURNAL"] + "." + name, "w") as file:
        json.dump(told, file)

def sleep():
    while True:
        time.sleep(0.1)

def serve(port):
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")
        def log_message(self, *_):
            pass
    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Answer).serve_forever()
"""

_MODULES = {
    "fake.py": _FAKE,
    "alembic.py": "import fake\nfake.begin('migrations')",
    "backend/catalogue/load.py": "import fake\nfake.begin('catalogue')",
    "backend/main.py": "import fake\nfake.begin('api')\nfake.serve(fake.told('PARLEY_API_PORT'))",
    "workers/main.py": "import fake\nfake.begin('worker')\nfake.sleep()",
    "workers/speech.py": "import fake\nfake.begin('speech')\nfake.sleep()",
    "bot/main.py": "import fake\nfake.begin('bot')\nfake.serve(fake.told('PARLEY_METRICS_PORT'))",
    "infra/local/telegram/__main__.py": (
        "import fake\nfake.begin('telegram')\nfake.serve(fake.after('--port'))"
    ),
}


@dataclass(frozen=True)
class FakeProduct:
    root: Path
    api_port: int
    telegram_port: int

    @property
    def data(self) -> Path:
        return self.root / ".parley"

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.telegram_port}"

    def environment(self, **more: str) -> dict[str, str]:
        """The environment to start it in. `FAKE_WORKER=dies` or `=stubborn` spoils its worker."""
        kept = {name: value for name, value in os.environ.items() if "PARLEY_" not in name}
        return {
            **kept,
            "PYTHONUNBUFFERED": "1",
            "FAKE_JOURNAL": str(self.root / "journal"),
            "PARLEY_API_PORT": str(self.api_port),
            "PARLEY_TELEGRAM_PORT": str(self.telegram_port),
            **more,
        }

    def journal(self) -> list[str]:
        file = self.root / "journal"
        return file.read_text().splitlines() if file.exists() else []

    def starts(self, name: str) -> list[int]:
        """The pids that `name` has had, in order."""
        pairs = [line.split() for line in self.journal()]
        return [int(pid) for who, pid in pairs if who == name and pid.isdigit()]

    def started_again(self, name: str, times: int = 2) -> bool:
        return wait_until(lambda: len(self.starts(name)) >= times, limit=20, every=0.1)

    def told(self, name: str) -> dict[str, str]:
        """The settings that `name` was started with."""
        settings: dict[str, str] = json.loads((self.root / f"journal.{name}").read_text())
        return settings


@contextmanager
def a_product() -> Iterator[FakeProduct]:
    """A checkout of its own, with the real local stack and a fake product."""
    with a_folder() as folder:
        shutil.copytree(
            ROOT / "infra" / "local",
            folder / "infra" / "local",
            ignore=shutil.ignore_patterns("telegram", "__pycache__"),
        )
        for name, text in _MODULES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        yield FakeProduct(folder, free_port(), free_port())
