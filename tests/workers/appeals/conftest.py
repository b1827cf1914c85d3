import pytest

from tests.workers.working import a_runner
from workers.context import Resources
from workers.runner import Runner


@pytest.fixture
def runner(resources: Resources) -> Runner:
    return a_runner(resources)
