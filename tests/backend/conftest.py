from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.conftest import TOKEN
from tests.factories import BOT


@pytest.fixture(scope="session")
async def http(api_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Raw HTTP to the API, as the bot 42 on behalf of the person 7."""
    headers = {
        "authorization": f"Bearer {TOKEN}",
        "content-type": "application/json",
        "x-actor": "telegram:7",
        "x-bot": str(BOT),
    }
    async with httpx2.AsyncClient(base_url=api_url, headers=headers, timeout=10) as client:
        yield client


@pytest.fixture(scope="session")
async def nobody(api_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Raw HTTP to the API, without a token."""
    async with httpx2.AsyncClient(base_url=api_url, timeout=10) as client:
        yield client
