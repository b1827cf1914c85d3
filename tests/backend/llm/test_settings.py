from collections.abc import Callable
from typing import TypeAlias

import pytest
from pydantic import ValidationError

from backend.llm.asking import Role
from backend.llm.calling import Usage
from backend.settings import Settings

Read: TypeAlias = Callable[..., Settings]

NEEDED = {
    "DATABASE_URL": "postgresql://x",
    "REDIS_URL": "redis://x",
    "BACKEND_TOKEN": "0123456789abcdef",
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Read:
    def read(**values: str) -> Settings:
        for name, value in {**NEEDED, **values}.items():
            monkeypatch.setenv(f"PARLEY_{name}", value)
        return Settings(_env_file=None)

    return read


class TestModelSettings:
    def test_without_any_there_is_no_model(self, settings: Read) -> None:
        assert not settings().llm_configured
        assert not settings(LLM_API_KEY="", LLM_MODEL="m").llm_configured
        assert not settings(LLM_API_KEY="key", LLM_MODEL="").llm_configured

    def test_a_key_and_a_model_are_enough(self, settings: Read) -> None:
        read = settings(LLM_API_KEY="key", LLM_MODEL="m")
        assert read.llm_configured
        assert read.llm_prices.of("m", Usage(1_000_000, 0, 0)) == 400_000

    def test_roles_have_models_and_budgets(self, settings: Read) -> None:
        read = settings(LLM_MODELS="judge=a, generate=b", LLM_BUDGETS="judge=1.5")
        assert read.llm_models == {Role.judge: "a", Role.generate: "b"}
        assert read.llm_budgets == {Role.judge: 1.5}
        assert settings(LLM_MODELS="", LLM_BUDGETS="").llm_models == {}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("LLM_MODELS", "judge"),
            ("LLM_MODELS", "cook=a"),
            ("LLM_BUDGETS", "judge=much"),
            ("LLM_PRICES", "m=1/1/1"),
            ("LLM_PRICES", "*=1"),
            ("LLM_BUDGET_DAY", "-1"),
            ("LLM_SLOTS", "0"),
        ],
    )
    def test_what_is_wrong_is_refused(self, settings: Read, name: str, value: str) -> None:
        with pytest.raises(ValidationError):
            settings(**{name: value})
