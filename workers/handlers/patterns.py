"""Patterns of mistakes: what practice has said of them, and exercises made for them."""

from backend.kit.clock import utc_now
from backend.patterns import service
from backend.patterns.jobs import FollowPatterns
from workers.context import Work
from workers.registry import handles


@handles(FollowPatterns)
async def follow_patterns(work: Work, _: FollowPatterns) -> None:
    now = utc_now()
    while True:
        async with work.transaction() as session:
            found = await service.follow(session, now=now)
        if found < service.BATCH:
            return
