import pytest

from backend.catalogue.schemas import Shelf
from backend.db import Sessions
from backend.llm.service import Desk
from backend.queue import Silent
from infra.local.llm.running import Running
from tests.bench.written import Written, all_written, courses
from tests.workers.generation.press import SKILL, Press
from tests.workers.telegram import FakeChats
from workers.context import Resources


@pytest.fixture(scope="package")
def shelf() -> Shelf:
    """Dutch, with the exercises of a few skills."""
    whole = courses()["nl"]
    skills = [SKILL, "present-tense", "everyday-words"]
    items = [item for item in whole.items if item.skills[0] in skills]
    return whole.model_copy(update={"items": items, "texts": [], "scenarios": []})


@pytest.fixture(scope="package")
def fresh(shelf: Shelf) -> list[Written]:
    return [each for each in all_written(shelf) if each.order.skill == SKILL]


@pytest.fixture
async def resources(sessions: Sessions, llm: Desk) -> Resources:
    return Resources(sessions, Silent(), FakeChats(), llm)


@pytest.fixture
def press(resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]) -> Press:
    return Press(resources, model, shelf, fresh)
