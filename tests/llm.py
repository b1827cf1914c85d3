"""A model for tests: the project's own OpenAI-shaped server, scripted anew by each test.

    async def test_…(model, llm):
        model.answers("judge_answer", {"meaning": "yes"})
        model.fails("judge_answer", Fault.error, times=1)
        …
        assert len(model.calls("judge_answer")) == 2

`llm` is a real `Desk` with the real SDK on the shared database.
"""

from collections.abc import Iterator

import pytest

from infra.local.llm.running import Running, running


@pytest.fixture(scope="session")
def model_server() -> Iterator[Running]:
    with running() as server:
        yield server


@pytest.fixture
def model(model_server: Running) -> Running:
    """Nothing scripted, nothing called."""
    model_server.reset()
    return model_server
