"""What the stand-in is started with: its bots, its people and its limits."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# The environment variable with the seconds by which the clock is ahead.
CLOCK_OFFSET = "PARLEY_CLOCK_OFFSET"
TOKEN = re.compile(r"^(?P<id>\d{1,15}):[A-Za-z0-9_-]{1,128}$")
USERNAME = re.compile(r"^[A-Za-z][A-Za-z0-9_]{2,31}$")


@dataclass(frozen=True)
class BotAccount:
    """A bot that may call the server. Its id is the number before the token's colon."""

    token: str
    name: str
    username: str

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def as_user(self, name: str | None = None) -> dict[str, object]:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": name or self.name,
            "username": self.username,
        }


@dataclass(frozen=True)
class Persona:
    """A person who uses the chat page. `language_code` is an IETF tag such as `en` or `pt-br`."""

    id: int
    first_name: str
    language_code: str
    username: str | None = None


PERSONAS = (
    Persona(1001, "Student", "en", "student"),
    Persona(1002, "Second student", "ru", "second_student"),
    Persona(2001, "Teacher", "en", "teacher"),
    Persona(9001, "Admin", "en", "admin"),
)


@dataclass(frozen=True)
class Flood:
    """How many messages a second are taken before the answer is 429."""

    per_second: int = 30
    per_chat_per_second: int = 1
    per_chat_burst: int = 5


@dataclass(frozen=True)
class Limits:
    """Telegram's numbers. Durations are in seconds, sizes in bytes."""

    callback_update_lifetime: float = 150
    message_update_lifetime: float = 86_400
    # Telegram publishes no deadline; slow bots meet "query is too old" within about this time.
    callback_answer_within: float = 30
    checkout_answer_within: float = 10
    action_lifetime: float = 5
    deletable_for: float = 172_800
    upload: int = 50 * 1024 * 1024
    photo: int = 10 * 1024 * 1024
    download: int = 20 * 1024 * 1024
    webhook_timeout: float = 60
    flood: Flood | None = None


@dataclass(frozen=True)
class Settings:
    bots: tuple[BotAccount, ...]
    people: tuple[Persona, ...] = PERSONAS
    limits: Limits = field(default_factory=Limits)


def clock_ahead(seconds: str) -> Callable[[], float]:
    """The clock of this machine, put ahead by whole seconds. `ValueError` says what is wrong."""
    try:
        ahead = int(seconds)
    except ValueError:
        raise ValueError(f"{CLOCK_OFFSET} is a whole number of seconds") from None
    return lambda: time.time() + ahead


def parse_bot(text: str) -> BotAccount:
    """`TOKEN=Name@username` → the account. `ValueError` says what is wrong."""
    token, equals, rest = text.partition("=")
    name, at, username = rest.rpartition("@")
    if not (equals and at and name.strip()):
        raise ValueError("a bot is written TOKEN=Name@username")
    if not TOKEN.match(token):
        raise ValueError("a token is digits, a colon and up to 128 of A-Z a-z 0-9 _ -")
    if not USERNAME.match(username) or not username.lower().endswith("bot"):
        raise ValueError("a bot's username is 3-32 of A-Z a-z 0-9 _ and ends in 'bot'")
    return BotAccount(token=token, name=name.strip(), username=username)
