import pytest

from backend.db import Sessions
from backend.llm.service import Desk
from tests.fakes.queue import FakeQueue
from tests.workers.telegram import FakeChats
from tests.workers.working import a_runner
from workers.context import Resources
from workers.runner import Runner


@pytest.fixture
def resources(sessions: Sessions, queue: FakeQueue, telegram: FakeChats, llm: Desk) -> Resources:
    return Resources(sessions, queue, telegram, llm)


@pytest.fixture
def runner(resources: Resources) -> Runner:
    return a_runner(resources)
