from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from backend.db import Sessions
from backend.llm.service import Desk, NoLlm
from backend.settings import Settings
from infra.local.llm.running import Running
from tests.backend.llm.asking import RIGHT, Finding, asked
from workers import models


class TestDesk:
    async def test_says_that_nothing_is_set_up(
        self, settings: Settings, sessions: Sessions
    ) -> None:
        async with models.desk(settings, sessions, CollectorRegistry(), slots=1) as desk:
            assert isinstance(desk, NoLlm)

    async def test_asks_whom_the_settings_name_and_counts_it(
        self, settings: Settings, sessions: Sessions, model: Running
    ) -> None:
        model.answers("judge_answer", RIGHT)
        told = settings.model_copy(
            update={
                "llm_base_url": model.url,
                "llm_api_key": SecretStr(model.key),
                "llm_model": "parley-large",
            }
        )
        registry = CollectorRegistry()
        async with models.desk(told, sessions, registry, slots=1) as desk:
            assert isinstance(desk, Desk)
            assert (await desk.ask(asked(), Finding)).model == "parley-large"
        labels = {"role": "judge", "model": "parley-large"}
        answered = {**labels, "outcome": "answered"}
        assert registry.get_sample_value("tutor_llm_calls_total", answered) == 1
        assert registry.get_sample_value("tutor_llm_seconds_count", labels) == 1
        assert (registry.get_sample_value("tutor_llm_cost_usd_total", labels) or 0) > 0
        whose = {"model": "parley-large"}
        assert registry.get_sample_value("tutor_llm_breaker_open", whose) == 0
