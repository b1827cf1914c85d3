"""What the local stack is told by the environment, and the secrets that it makes for itself."""

import json
import os
import secrets
import string
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from dotenv import dotenv_values

from infra.local.process import StartError

# 0: the kernel chooses at each start.
_PORTS = {
    "PARLEY_API_PORT": 8000,
    "PARLEY_TELEGRAM_PORT": 8081,
    "PARLEY_POSTGRES_PORT": 0,
    "PARLEY_REDIS_PORT": 0,
    "PARLEY_METRICS_PORT": 0,  # of the bot
    "PARLEY_LLM_PORT": 0,  # of the model that is played
}
_TOKEN_LETTERS = string.ascii_letters + string.digits + "_-"
_WRITTEN_BY_HAND = "Move that file away: a new one is made, and with it new databases are needed."


@dataclass(frozen=True)
class Secrets:
    """Made at the first start. The databases in the data folder know these passwords too."""

    postgres_password: str
    redis_password: str
    backend_token: str
    bot_token: str


@dataclass(frozen=True)
class Setup:
    """How this machine's stack is to be: `given` are the PARLEY_* settings that somebody made."""

    root: Path
    data: Path
    given: Mapping[str, str]
    secrets: Secrets
    ports: Mapping[str, int]

    @property
    def api_port(self) -> int:
        return self.ports["PARLEY_API_PORT"]

    @property
    def telegram_port(self) -> int:
        return self.ports["PARLEY_TELEGRAM_PORT"]

    @property
    def stand_in(self) -> bool:
        """Whether Telegram is played by the local stand-in: unless a real bot's token is given."""
        return self.given.get("PARLEY_BOT_TOKEN", self.secrets.bot_token) == self.secrets.bot_token

    @property
    def local_model(self) -> bool:
        """Whether a model is played by the local server: only where somebody asks for it."""
        return self.given.get("PARLEY_LOCAL_LLM") == "1"

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.telegram_port}"

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"

    @property
    def logs(self) -> Path:
        return self.data / "logs"


def read_setup(root: Path, environment: Mapping[str, str]) -> Setup:
    """The environment over the file `.env` in `root` over our own defaults. Raises StartError."""
    given = _given(root, environment)
    if "PARLEY_TELEGRAM_API_URL" in given and "PARLEY_BOT_TOKEN" not in given:
        message = "PARLEY_TELEGRAM_API_URL is set and PARLEY_BOT_TOKEN is not: set both or neither."
        raise StartError(message)
    ports = {name: _port(given, name, default) for name, default in _PORTS.items()}
    fixed = [port for port in ports.values() if port]
    if len(set(fixed)) < len(fixed):
        raise StartError(f"Two of {', '.join(_PORTS)} are the same port.")
    data = (root / given.get("PARLEY_DATA_DIR", ".parley")).resolve()
    _make_private(data)
    secrets_of_data = load_secrets(data / "secrets.json")
    return Setup(root, data, given, secrets_of_data, ports)


def _given(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """An empty value is none, so that a line of a copied example may stay empty."""
    try:
        merged = {**dotenv_values(root / ".env"), **environment}
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"The file .env cannot be read: {error}") from error
    return {name: value for name, value in merged.items() if value and name.startswith("PARLEY_")}


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and 0 < int(value[:6]) < 65536):  # noqa: PLR2004
        raise StartError(f"{name} must be a port from 1 to 65535, not {value!r}.")
    return int(value)


def _make_private(data: Path) -> None:
    """Ours alone to read. Others may pass through when we are root, as a database server must."""
    try:
        (data / "logs").mkdir(parents=True, exist_ok=True)
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        (data / "logs").chmod(0o700)
    except OSError as error:
        message = (
            f"{data} cannot be used ({error.strerror}): it may belong to another account.\n"
            "Set PARLEY_DATA_DIR to a folder of yours."
        )
        raise StartError(message) from error


def load_secrets(file: Path) -> Secrets:
    """The secrets in `file`, made and written there when it is missing. Raises StartError."""
    try:
        return Secrets(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _write(file, make_secrets())
    except (OSError, ValueError, TypeError) as error:
        raise StartError(f"{file} cannot be read ({error}).\n{_WRITTEN_BY_HAND}") from error


def make_secrets() -> Secrets:
    """New ones; the bot's token has the form that Telegram gives."""
    number = str(secrets.choice(range(10**9, 10**10)))
    tail = "".join(secrets.choice(_TOKEN_LETTERS) for _ in range(35))
    return Secrets(
        postgres_password=secrets.token_urlsafe(24),
        redis_password=secrets.token_urlsafe(24),
        backend_token=secrets.token_urlsafe(32),
        bot_token=f"{number}:{tail}",
    )


def _write(file: Path, made: Secrets) -> Secrets:
    building = file.with_suffix(".new")
    building.unlink(missing_ok=True)
    building.touch(mode=0o600)
    building.write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
    building.rename(file)
    return made
