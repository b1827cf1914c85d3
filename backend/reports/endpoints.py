from typing import Annotated

from fastapi import APIRouter, Query

from backend.deps import Acting, Configured, Id, Now, Tx
from backend.kit.levels import Level
from backend.profiles.schemas import ProgressOut
from backend.reports import learnt, service
from backend.reports.schemas import CourseOut, MistakesOut, SkillOut, SkillsOut

router = APIRouter(tags=["reports"])

Page = Annotated[int, Query(ge=0, lt=10_000)]


@router.get("/profiles/{profile_id}/progress")
async def progress(profile_id: Id, session: Tx, actor: Acting, now: Now) -> ProgressOut:
    return await service.progress(session, actor, profile_id, now=now)


@router.get("/profiles/{profile_id}/mistakes")
async def mistakes(
    profile_id: Id, session: Tx, actor: Acting, now: Now, configured: Configured, page: Page = 0
) -> MistakesOut:
    """The mistakes that are open, eight a page."""
    made = configured.llm_configured
    return await learnt.mistakes(session, actor, profile_id, page=page, now=now, repairs=made)


@router.get("/profiles/{profile_id}/skills")
async def skills(
    profile_id: Id, session: Tx, actor: Acting, now: Now, level: Level | None = None
) -> SkillsOut:
    """The grammar of a level, the learner's own unless another is named."""
    return await learnt.skills(session, actor, profile_id, level, now=now)


@router.get("/profiles/{profile_id}/skills/{point_id}")
async def skill(profile_id: Id, point_id: Id, session: Tx, actor: Acting, now: Now) -> SkillOut:
    """A grammar point explained, with two examples."""
    return await learnt.skill(session, actor, profile_id, point_id, now=now)


@router.get("/profiles/{profile_id}/course")
async def course(profile_id: Id, session: Tx, actor: Acting, now: Now) -> CourseOut:
    """Where the learner is in the course, and what comes next."""
    return await learnt.course(session, actor, profile_id, now=now)
