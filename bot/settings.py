"""What the bot is told by its environment. Read once, by its main."""

import re
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.kit.clock import FURTHEST

UNGUARDED = "unguarded"
HINTS = {
    "bot_token": "the token that @BotFather gave for the bot",
    "backend_url": "the address of the API, such as http://127.0.0.1:8000",
    "backend_token": "the secret that the API knows the bot by, at least 16 characters",
    "webhook_secret": "1-256 of A-Z a-z 0-9 _ - for the webhook at PARLEY_WEBHOOK_URL",
}


class Settings(BaseSettings):
    """`webhook_url` is the public address to be called at; without it the bot polls."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_file=".env", extra="ignore")

    bot_token: SecretStr
    backend_url: str = Field(min_length=1)
    backend_token: SecretStr = Field(min_length=16)
    telegram_api_url: str = "https://api.telegram.org"
    bot_language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8082, ge=0, lt=65536)
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=0, ge=0, lt=65536)
    sentry_dsn: SecretStr | None = None
    release: str = "dev"
    clock_offset: int = Field(default=0, ge=0, le=FURTHEST)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, values: object) -> object:
        if isinstance(values, dict):
            return {name: value for name, value in values.items() if value != ""}
        return values

    @field_validator("webhook_secret")
    @classmethod
    def _fits_into_a_header(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("webhook_secret")
        return secret

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> Self:
        if self.webhook_url and self.webhook_secret is None:
            raise PydanticCustomError(UNGUARDED, "a webhook needs its secret")
        return self


def explained(error: ValidationError) -> list[str]:
    """One line for each setting that is missing or wrong, saying what to set."""
    return [
        _line(str(one["loc"][0] if one["loc"] else "webhook_secret"), one["type"])
        for one in error.errors()
    ]


def _line(name: str, problem: str) -> str:
    hint = HINTS.get(name, "see infra/env.example")
    missing = problem in {"missing", UNGUARDED}
    return f"PARLEY_{name.upper()} {'is missing' if missing else 'is not valid'}: {hint}"
