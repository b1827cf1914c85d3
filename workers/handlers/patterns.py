"""Patterns of mistakes: what practice has said of them, and exercises made for them."""

import asyncio
from random import Random
from typing import Any

import structlog

from backend.catalogue.files import CatalogueError, voices
from backend.generation import service as generation
from backend.generation import shapes
from backend.generation.gates.registry import SCHEMA, Stopped, stopped
from backend.generation.gates.schema import Unfit, drafted
from backend.generation.models import Draft
from backend.generation.schemas import DraftState, OrderState
from backend.generation.service import Assignment
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError, OverBudget, Refused, Unavailable
from backend.llm.service import NoLlm
from backend.patterns import ordering, repairing, service
from backend.patterns.jobs import FollowPatterns, MakeRepairItem
from backend.patterns.ordering import Wanted
from workers.context import Work
from workers.registry import handles

log = structlog.get_logger(__name__)

REPAIRS = "repairs"
"""The gate of a draft that is made for a pattern: it must be one for that very pattern."""


@handles(FollowPatterns)
async def follow_patterns(work: Work, _: FollowPatterns) -> None:
    now = utc_now()
    found = 1
    while found:
        async with work.transaction() as session:
            found = await service.follow(session, now=now)


@handles(MakeRepairItem)
async def make_repair_item(work: Work, job: MakeRepairItem) -> None:
    if isinstance(work.resources.llm, NoLlm):
        return
    async with work.transaction() as session:
        wanted = await ordering.wanted(session, job.pattern_id, now=utc_now())
    if wanted is None:
        return
    try:
        spoken = await asyncio.to_thread(voices, wanted.want.language)
    except CatalogueError as error:
        log.warning("repair.no_voices", problems=error.problems)
        return
    async with work.transaction() as session:
        of = await ordering.order(session, wanted, spoken, now=utc_now(), chance=Random())
    if of is None:
        return
    explained = generation.explained()
    question = repairing.asking(wanted.repair, of.order, of.brief, spoken, explained)
    shape = shapes.drafts(of.order.kind, of.order.language, explained)
    try:
        replied = await work.resources.llm.ask(question, shape)
    except LlmError as error:
        await _not_made(work, of, error)
        return
    written = shapes.written(replied.value, 1)
    drafts = [await _draft(work, of, wanted, each, replied.model) for each in written]
    async with work.finish() as session:
        await generation.keep(session, of, drafts, now=utc_now())
    log.info("repair.written", order=of.id, stopped_by=[each.stopped_by for each in drafts])


async def _not_made(work: Work, of: Assignment, error: LlmError) -> None:
    """Raises it where another try is worth while. What was refused is never asked again."""
    if isinstance(error, Unavailable) and not work.claim.is_last:
        raise error
    ends = {Refused: OrderState.refused, OverBudget: OrderState.skipped}
    state = ends.get(type(error), OrderState.failed)
    async with work.finish() as session:
        await generation.give_up(session, of, state, now=utc_now())
    log.info("repair.not_made", order=of.id, state=state.value)


async def _draft(
    work: Work, of: Assignment, wanted: Wanted, written: dict[str, Any], model: str
) -> Draft:
    by = await _stopped(work, of, wanted, written)
    gate = by.gate if by else None
    return Draft(
        order_id=of.id,
        state=DraftState.rejected if by else DraftState.waiting,
        written=written,
        passed=[SCHEMA] if gate == REPAIRS else generation.gates_passed(gate),
        stopped_by=gate,
        reasons=by.reasons if by else [],
        prompt=repairing.version(),
        model=model,
    )


async def _stopped(
    work: Work, of: Assignment, wanted: Wanted, written: dict[str, Any]
) -> Stopped | None:
    try:
        item, _ = drafted(written, of.order)
    except Unfit as unfit:
        return Stopped(SCHEMA, unfit.reasons)
    reasons = list(repairing.unfit(item.content, wanted.repair, of.order.language))
    if reasons:
        return Stopped(REPAIRS, reasons)
    more = True
    while more:
        async with work.transaction() as session:
            more = await generation.take_fingerprints(session, of.order.language)
    async with work.transaction() as session:
        around = await generation.context(session, item, of.order.language, of.known)
    # A second where word lists are read for the first time.
    return await asyncio.to_thread(stopped, item, around)
