"""What the API and the workers are told by their environment. Read once, by each process's main."""

import hashlib
import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.kit.clock import FURTHEST
from backend.llm.asking import Role
from backend.llm.prices import Prices, pairs, prices_in


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
    llm_base_url: str = "https://api.openai.com/v1"
    llm_api_key: SecretStr | None = None
    llm_model: str = ""
    llm_fallback_model: str = ""
    llm_models: Annotated[dict[Role, str], NoDecode] = {}
    llm_prices: Annotated[Prices, NoDecode] = Field(default="*=0.4/0.1/1.6", validate_default=True)
    llm_budget_learner: float = Field(default=0.05, ge=0, le=1000)
    llm_budget_day: float = Field(default=5.0, ge=0, le=1_000_000)
    llm_budgets: Annotated[dict[Role, float], NoDecode] = {}
    llm_strict: bool = True
    llm_slots: int = Field(default=8, ge=1, le=100)

    tts: Literal["", "local", "google"] = ""
    tts_voices: Annotated[dict[str, str], NoDecode] = {}
    asr_model: str = ""
    storage_url: SecretStr | None = None
    data_dir: Path = Path(".parley")
    recordings_hours: int = Field(default=24, ge=0, le=24 * 30)
    voice_max_seconds: int = Field(default=60, ge=1, le=300)
    voice_max_bytes: int = Field(default=2_000_000, ge=1000, le=20_000_000)

    @property
    def voices(self) -> str:
        """Whoever reads aloud, in a word that changes with them; empty where nobody does."""
        chosen = ",".join(f"{code}={name}" for code, name in sorted(self.tts_voices.items()))
        told = hashlib.sha256(chosen.encode()).hexdigest()[:8]
        return f"{self.tts}-{told}" if self.tts else ""

    @property
    def llm_configured(self) -> bool:
        """Whether there is a model to ask."""
        key = self.llm_api_key.get_secret_value() if self.llm_api_key else ""
        return bool(key and self.llm_model)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("tts_voices", mode="before")
    @classmethod
    def _by_language(cls, value: object) -> object:
        return pairs(value) if isinstance(value, str) else value

    @field_validator("llm_models", "llm_budgets", mode="before")
    @classmethod
    def _by_role(cls, value: object) -> object:
        return pairs(value) if isinstance(value, str) else value

    @field_validator("llm_prices", mode="before")
    @classmethod
    def _prices(cls, value: object) -> object:
        return prices_in(value) if isinstance(value, str) else value


def read_settings() -> Settings:
    """The settings, or the end of the process with one line for each that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = f"PARLEY_{problem['loc'][0]}".upper()
            sys.stderr.write(f"{name}: {problem['msg']}. See infra/env.example.\n")
        raise SystemExit(2) from error
