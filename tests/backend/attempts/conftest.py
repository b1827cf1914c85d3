import pytest

from backend.client import Backend
from backend.db import Sessions
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    """Somebody at the beginning of a course of all kinds."""
    await a_course(sessions)
    return await a_learner(backend)
