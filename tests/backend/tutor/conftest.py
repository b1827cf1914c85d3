from collections.abc import AsyncIterator

import pytest

from backend.client import Backend
from backend.db import Sessions
from backend.settings import Settings
from tests.backend.tutor.talking import api_with_a_model
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    """Somebody who learns Dutch where no model is set up."""
    await a_course(sessions)
    return await a_learner(backend)


@pytest.fixture(scope="session")
async def modelled(settings: Settings) -> AsyncIterator[Backend]:
    async with api_with_a_model(settings) as client:
        yield client


@pytest.fixture
async def talker(modelled: Backend, sessions: Sessions) -> Learner:
    """Somebody who learns Dutch where there is a model to talk with."""
    await a_course(sessions)
    return await a_learner(modelled)
