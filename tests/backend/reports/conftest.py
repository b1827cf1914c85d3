import pytest

from backend.client import Backend
from backend.db import Sessions
from tests.backend.reports.shelves import an_explained_shelf
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, an_explained_shelf())
    return await a_learner(backend)
