from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from backend.client import Backend
from backend.db import Sessions
from backend.llm.service import Desk
from backend.settings import Settings
from infra.local.llm.running import Running
from tests.conftest import TOKEN, serving
from tests.workers.explaining.scene import Chats, Scene
from tests.workers.working import a_runner
from workers.context import Resources


@pytest.fixture(scope="package")
async def asking(settings: Settings) -> AsyncIterator[Backend]:
    """The API as it is where a model is set up."""
    configured = settings.model_copy(
        update={"llm_model": "parley-small", "llm_api_key": settings.backend_token}
    )
    async with serving(configured) as url, Backend(url, TOKEN) as client:
        yield client


@pytest.fixture
def telegram() -> Chats:
    return Chats()


@pytest.fixture
def scene(
    asking: Backend,
    sessions: Sessions,
    resources: Resources,
    llm: Desk,
    model: Running,
    telegram: Chats,
) -> Scene:
    return Scene(asking, sessions, a_runner(replace(resources, llm=llm)), model, telegram)
