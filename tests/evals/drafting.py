"""Golden drafts through the gates and before the critic."""

import asyncio
from random import Random
from typing import NamedTuple

from backend.generation.criticism import Critic
from backend.generation.gates.base import Context, Neighbour
from backend.generation.gates.registry import SCHEMA, Stopped, stopped
from backend.generation.gates.schema import Unfit, drafted
from backend.generation.schemas import Ordered
from backend.llm.asking import Llm, LlmError
from tests.bench.written import courses
from tests.evals.report import Report, share
from tests.evals.sets import Draft


class Read(NamedTuple):
    """`by` is the gate that stopped it, "" where it would be published, None without an answer."""

    draft: Draft
    by: str | None


async def read(llm: Llm, draft: Draft) -> Read:
    order = Ordered(
        draft.language, draft.level, draft.kind, draft.skill, draft.topic, "", "", wanted=1
    )
    try:
        item, _ = drafted(draft.draft, order)
    except Unfit:
        return Read(draft, SCHEMA)
    context = _context(draft)
    found: Stopped | None = await asyncio.to_thread(stopped, item, context)
    if found is None:
        try:
            found = await Critic(llm, Random(1)).stopped(item, context)
        except LlmError:
            return Read(draft, None)
    return Read(draft, found.gate if found else "")


def _context(draft: Draft) -> Context:
    known = frozenset(word.lemma.casefold() for word in courses()[draft.language].words)
    near = (Neighbour(1, draft.kind, draft.stock),) if draft.stock else ()
    return Context(draft.language, draft.level, known, near)


def tell(report: Report, every: list[Read]) -> None:
    for defect in (*sorted({each.draft.defect for each in every if each.draft.defect}), ""):
        some = [each for each in every if each.draft.defect == defect]
        name = f"drafts: {defect}" if defect else "drafts without a defect"
        metric = "defect recall" if defect else "stopped wrongly"
        report(name, metric, share(bool(each.by) for each in some))
    spoilt = [each for each in every if each.draft.defect]
    report("drafts", "drafts", len(every))
    report("drafts", "defect recall", share(bool(each.by) for each in spoilt))
    report("drafts", "without an answer", sum(each.by is None for each in every))
