"""Texts that learners write: assessed by a model, and their corrections remembered."""

import random

import structlog

from backend.attempts import settling
from backend.attempts.written_repository import Texts
from backend.judging.schemas import Ruled
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError
from backend.patterns import service as patterns
from backend.patterns.schemas import Source
from backend.writing import asking
from backend.writing.assessing import assess
from backend.writing.jobs import AssessText
from workers.context import Work
from workers.registry import handles

log = structlog.get_logger(__name__)


@handles(AssessText)
async def assess_text(work: Work, job: AssessText) -> None:
    async with work.transaction() as session:
        found = await Texts(session).waiting(job.attempt_id)
    if found is None:
        return
    written = found.written
    question = asking.assessing(written, found.skills, user_id=found.user_id)
    try:
        replied = await work.resources.llm.ask(
            question, asking.remarks_in(written.native, written.target)
        )
    except LlmError as error:
        log.info("writing.not_assessed", reason=f"{type(error).__name__}: {error}")
        async with work.finish() as session:
            await settling.settle(
                session, job.attempt_id, None, now=utc_now(), chance=random.Random()
            )
        return
    assessed = assess(replied.value, written)
    ruled = Ruled(verdict=assessed.verdict, assessment=assessed.assessment)
    async with work.finish() as session:
        now = utc_now()
        settled = await settling.settle(
            session, job.attempt_id, ruled, now=now, chance=random.Random()
        )
        if settled:
            source = patterns.From(Source.text, job.attempt_id)
            await patterns.record(session, found.profile_id, assessed.corrections, source, now=now)
