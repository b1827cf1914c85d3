"""Exercises that a model writes, for a stock that runs low: ordered, written, read by a critic."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

import structlog

from backend.catalogue.files import CatalogueError, languages, voices
from backend.catalogue.schemas import Item, Voices
from backend.exercises.kinds.read_text import ReadContent
from backend.generation import prompting, publishing, service, shapes
from backend.generation.criticism import Critic
from backend.generation.gates.base import Context
from backend.generation.gates.registry import (
    GATES,
    SCHEMA,
    SOLVED,
    TRUE,
    UNREAD,
    Stopped,
    stopped,
)
from backend.generation.gates.schema import Unfit, drafted
from backend.generation.jobs import CriticizeDraft, PlanRefill, WriteDrafts
from backend.generation.models import Draft
from backend.generation.publishing import Waiting
from backend.generation.schemas import DraftState, OrderState
from backend.generation.senses import Senses
from backend.generation.service import Assignment
from backend.kit.clock import utc_now
from backend.llm.asking import Llm, LlmError, OverBudget, Refused, Replied, Unavailable, Unusable
from backend.llm.service import NoLlm
from backend.queue import enqueue
from workers.context import Work
from workers.registry import handles

log = structlog.get_logger(__name__)

LATER = {OverBudget: timedelta(hours=2), Unavailable: timedelta(minutes=15)}
WAITS_MOST = timedelta(days=2)


@handles(PlanRefill)
async def plan_refill(work: Work, _: PlanRefill) -> None:
    if isinstance(work.resources.llm, NoLlm):
        return
    written = await asyncio.to_thread(_voices)
    now, senses = utc_now(), Senses(work.resources.voices, work.resources.asr)
    async with work.finish() as session:
        planned = await service.plan(
            session, written, now=now, chance=Random(now.isoformat()), senses=senses
        )
    if planned is not None:
        log.info("refill.planned", **asdict(planned))


def _voices() -> dict[str, Voices]:
    """Of the languages that have some; the others are not generated for."""
    found = {}
    for code in languages():
        try:
            found[code] = voices(code)
        except CatalogueError as error:
            log.warning("refill.no_voices", language=code, problems=error.problems)
    return found


@handles(WriteDrafts)
async def write_drafts(work: Work, job: WriteDrafts) -> None:
    async with work.transaction() as session:
        of = await service.assignment(session, job.order_id)
    if of is None:
        return
    spoken = await asyncio.to_thread(voices, of.order.language)
    asked = prompting.asked(of.order, of.brief, spoken, service.explained())
    shape = shapes.drafts(of.order.kind, of.order.language, service.explained())
    try:
        replied = await work.resources.llm.ask(asked, shape)
    except LlmError as error:
        await _not_written(work, of, error)
        return
    drafts = await _judged(work, of, replied)
    async with work.finish() as session:
        await service.keep(session, of, drafts, now=utc_now())
    log.info("drafts.written", order=of.id, drafts=len(drafts), waiting=_passed(drafts))


async def _not_written(work: Work, of: Assignment, error: LlmError) -> None:
    """Raises it where another try is worth while."""
    if isinstance(error, Unavailable) and not work.claim.is_last:
        raise error
    ends = {Refused: OrderState.refused, OverBudget: OrderState.skipped}
    state = ends.get(type(error), OrderState.failed)
    stops = "budget" if isinstance(error, OverBudget) else ""
    stops = "no model answers" if isinstance(error, Unavailable) else stops
    async with work.finish() as session:
        await service.give_up(session, of, state, stopped_by=stops, now=utc_now())
    log.info("drafts.not_written", order=of.id, state=state.value, stopped_by=stops)


async def _judged(work: Work, of: Assignment, replied: Replied[shapes.Drafts]) -> list[Draft]:
    more = True
    while more:
        async with work.transaction() as session:
            more = await service.take_fingerprints(session, of.order.language)
    written = shapes.written(replied.value, of.order.wanted)
    return [await _draft(work, of, each, replied.model) for each in written]


async def _draft(work: Work, of: Assignment, written: dict[str, Any], model: str) -> Draft:
    try:
        item, _ = drafted(written, of.order)
    except Unfit as unfit:
        return _row(of, written, model, Stopped(SCHEMA, unfit.reasons))
    async with work.transaction() as session:
        around = await service.context(session, item, of.order.language, of.known)
    # Some milliseconds of counting, and a second where word lists are read for the first time.
    found = await asyncio.to_thread(stopped, item, around)
    return _row(of, written, model, found)


def _row(of: Assignment, written: dict[str, Any], model: str, by: Stopped | None) -> Draft:
    return Draft(
        order_id=of.id,
        state=DraftState.rejected if by else DraftState.waiting,
        written=written,
        passed=service.gates_passed(by.gate if by else None),
        stopped_by=by.gate if by else None,
        reasons=by.reasons if by else [],
        prompt=prompting.versions(),
        model=model,
    )


def _passed(drafts: Sequence[Draft]) -> int:
    return sum(draft.state is DraftState.waiting for draft in drafts)


@handles(CriticizeDraft)
async def criticize_draft(work: Work, job: CriticizeDraft) -> None:
    async with work.transaction() as session:
        of = await publishing.waiting(session, job.draft_id)
    if of is None:
        return
    try:
        by, critic = await _read(work.resources.llm, of.item, of.context)
    except (OverBudget, Unavailable) as error:
        await _put_off(work, of, error)
        return
    now = utc_now()
    async with work.finish() as session:
        passed = _read_by(of, by)
        if by is None:
            ended = await publishing.publish(session, of, passed, critic, now=now)
        else:
            await publishing.reject(session, of, by, passed, now=now)
            ended = by.gate
    log.info("draft.read", draft=of.id, ended=ended)


async def _read(llm: Llm, item: Item, context: Context) -> tuple[Stopped | None, str]:
    """By what it is stopped, and the model that read it. Raises OverBudget and Unavailable."""
    critic = Critic(llm, Random())
    try:
        return await critic.stopped(item, context), critic.model
    except (Refused, Unusable) as error:
        # Nothing is published that nobody has read.
        return Stopped(critic.gate, [f"the critic gave no answer: {error}"]), critic.model


def _read_by(of: Waiting, by: Stopped | None) -> list[str]:
    last = [SOLVED, TRUE, *([UNREAD] if isinstance(of.item.content, ReadContent) else [])]
    names = [SCHEMA, *GATES, *last]
    return names if by is None else names[: names.index(by.gate)]


async def _put_off(work: Work, of: Waiting, error: LlmError) -> None:
    """It is read later; whatever waits for days is given up."""
    now = utc_now()
    async with work.finish() as session:
        if now - of.written_at > WAITS_MOST:
            by = Stopped(SOLVED, ["nobody was there to read it"])
            await publishing.reject(session, of, by, _read_by(of, by), now=now)
        else:
            later = now + LATER[type(error)]
            await enqueue(session, CriticizeDraft(draft_id=of.id), run_at=later)
    log.info("draft.put_off", draft=of.id, error=type(error).__name__)
