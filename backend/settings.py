"""What the API and the workers are told by their environment. Read once, by each process's main."""

import sys
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.kit.clock import FURTHEST


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PARLEY_", env_file=".env", extra="ignore")

    database_url: SecretStr
    redis_url: SecretStr
    backend_token: SecretStr = Field(min_length=16)
    bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admin_ids: Annotated[frozenset[str], NoDecode] = frozenset()
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8000, ge=0, lt=65536)
    worker_metrics_host: str = "127.0.0.1"
    worker_metrics_port: int = Field(default=0, ge=0, lt=65536)
    sentry_dsn: SecretStr | None = None
    release: str = "dev"
    clock_offset: int = Field(default=0, ge=0, le=FURTHEST)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.split(",") if part.strip())
        return value


def read_settings() -> Settings:
    """The settings, or the end of the process with one line for each that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = f"PARLEY_{problem['loc'][0]}".upper()
            sys.stderr.write(f"{name}: {problem['msg']}. See infra/env.example.\n")
        raise SystemExit(2) from error
