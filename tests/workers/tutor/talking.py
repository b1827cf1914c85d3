"""Talks with a model, and what it says."""

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, update

from backend.db import Sessions
from backend.jobs.models import JobRow, JobState
from backend.tutor.schemas import TalkOut
from tests.backend.tutor.talking import CAFE
from tests.factories import Learner
from tests.workers.tutor.conftest import Crew

REPLY = "Lekker! Wilt u melk en suiker?"
NOTHING: dict[str, Any] = {"errors": [], "suggestions": [], "goal_reached": False}
FOUND: dict[str, Any] = {
    "errors": [
        {
            "quote": "drink",
            "correction": "drinken",
            "type": "grammar",
            "skill": "skill-0",
            "reason": "After “wil” the verb stays whole.",
        },
        {"quote": "nowhere", "correction": "x", "type": "word", "skill": None, "reason": "y"},
    ],
    "suggestions": [{"say": "Met melk, graag.", "meaning": "With milk, please."}],
    "goal_reached": True,
}


async def a_talk(talker: Learner, scenario: str | None = CAFE) -> TalkOut:
    return await talker.calls.start_talk(talker.profile.id, scenario)


async def killed(crew: Crew, job_id: int, when: Callable[[], bool]) -> None:
    """The job is begun, its worker dies as soon as this is so, and somebody else may do it."""
    doing = asyncio.create_task(crew.runner().run(job_id))
    async with asyncio.timeout(20):
        while not when():
            await asyncio.sleep(0.05)
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    await free(crew.resources.sessions, job_id)


async def free(sessions: Sessions, job_id: int) -> None:
    """The job as if its worker's lease had run out."""
    async with sessions.begin() as session:
        changed = update(JobRow).where(JobRow.id == job_id)
        await session.execute(
            changed.values(
                state=JobState.queued,
                run_at=func.now(),
                lease_token=None,
                lease_until=None,
                done_at=None,
                dispatch_no=1,
            )
        )
