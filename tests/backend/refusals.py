"""What every refusal is held to."""

from typing import Any

import httpx2
from sqlalchemy import func, select

from backend.attempts.models import Attempt
from backend.db import Sessions
from backend.profiles.models import Profile
from backend.reviews.models import Review
from backend.users.models import Chat, Identity, User

TABLES = (User, Identity, Chat, Profile, Attempt, Review)
NO_ROWS = [0] * len(TABLES)
USER = {"provider": "telegram", "subject": "7", "bot_id": 42, "chat_id": 7, "name": "Ada"}


async def rows(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        counts = [select(func.count()).select_from(table) for table in TABLES]
        return [(await session.scalars(count)).one() for count in counts]


def problem(response: httpx2.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) >= {"type", "title", "status", "detail", "code"}
    assert body["status"] == response.status_code
    return body
