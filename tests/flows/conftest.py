"""One product and one person for each module; its steps build on one another."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Page

from backend.client import Backend
from tests.flows.chat import Chat, a_page
from tests.flows.stack import Stack
from tests.flows.student import Student
from tests.servers import a_folder

STUDENT = 1001


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with a_folder() as folder:
        stack = Stack(folder / "parley")
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()


@pytest.fixture(scope="module")
async def page() -> AsyncIterator[Page]:
    async with a_page() as page:
        yield page


@pytest.fixture(scope="module")
async def backend(stack: Stack) -> AsyncIterator[Backend]:
    async with Backend(stack.api, stack.secrets["backend_token"]) as client:
        yield client


@pytest.fixture(scope="module")
def student(page: Page, stack: Stack, backend: Backend) -> Student:
    return Student(Chat(page, stack.page, STUDENT), backend, stack)
