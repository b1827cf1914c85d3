from typing import Any

import pytest
from sqlalchemy import text

from backend.db import Sessions
from tests.backend.llm.asking import Rows


@pytest.fixture
def rows(sessions: Sessions) -> Rows:
    """The ledger: model and outcome of each call."""

    async def rows() -> list[Any]:
        async with sessions() as session:
            found = await session.execute(
                text("SELECT model, outcome FROM llm_calls ORDER BY at, id")
            )
            return [tuple(row) for row in found]

    return rows
