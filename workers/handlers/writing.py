"""Texts that learners write: assessed by a model, and their corrections remembered."""

import random

from backend.attempts import settling
from backend.attempts.written_repository import Texts, Waiting
from backend.judging.schemas import Ruled
from backend.kit.clock import utc_now
from backend.patterns import service as patterns
from backend.patterns.schemas import Source
from backend.writing import asking
from backend.writing.assessing import assess
from backend.writing.jobs import AssessText
from backend.writing.schemas import Remarks
from workers.answering import asked_within
from workers.context import Work
from workers.registry import handles


@handles(AssessText)
async def assess_text(work: Work, job: AssessText) -> None:
    async with work.transaction() as session:
        found = await Texts(session).waiting(job.attempt_id)
    if found is None:
        return
    remarks = await _remarks(work, found)
    assessed = None if remarks is None else assess(remarks, found.written)
    ruled = assessed and Ruled(verdict=assessed.verdict, assessment=assessed.assessment)
    now = utc_now()
    async with work.finish() as session:
        settled = await settling.settle(
            session,
            job.attempt_id,
            ruled,
            now=now,
            chance=random.Random(),
            asr=work.resources.asr,
        )
        if settled and assessed is not None:
            source = patterns.From(Source.text, job.attempt_id)
            await patterns.record(session, found.profile_id, assessed.corrections, source, now=now)


async def _remarks(work: Work, of: Waiting) -> Remarks | None:
    """None where there are none while the learner still waits: nobody wants them later."""
    left = settling.time_left(work.claim.asked_at, now=utc_now())
    if not left:
        return None
    question = asking.assessing(of.written, of.skills, user_id=of.user_id)
    shape = asking.remarks_in(of.written.native, of.written.target)
    replied = await asked_within(left, work.resources.llm.ask(question, shape))
    return None if replied is None else replied.value
