"""What it takes to write exercises and have them read, asked as the workers ask."""

from collections import defaultdict
from dataclasses import replace
from random import Random

from backend.catalogue.files import voices
from backend.db import Sessions, transaction
from backend.generation import prompting, service, shapes
from backend.generation.criticism import Critic
from backend.generation.gates.base import Context
from backend.generation.planning import DRAFTS, EXPECTED
from backend.llm.asking import Llm
from backend.queue import Silent
from infra.local.llm.running import Running
from tests.bench.reader import Reader
from tests.bench.report import progress
from tests.bench.written import Written, all_written, courses

ORDERS = 16


async def write_and_read(llm: Llm, sessions: Sessions, model: Running) -> float:
    """So many exercises are published of what is asked for here, by the share that is expected."""
    written = [each for shelf in courses().values() for each in all_written(shelf)]
    reader = Reader([each.item for each in written], slips=0.0, chance=Random(1))
    model.answers("solve_item", reader.solve)
    model.answers("critique_item", reader.check)
    orders = _orders(written)
    for number, drafts in enumerate(orders):
        progress(f"llm: order {number} of {len(orders)}")
        model.answers("generate_item", {"drafts": [each.draft for each in drafts]})
        await _order(llm, sessions, drafts)
    return sum(map(len, orders)) * EXPECTED


def _orders(written: list[Written]) -> list[list[Written]]:
    """Some of every kind and language, as many drafts in each as one call is asked for."""
    alike: dict[tuple[str, str], list[Written]] = defaultdict(list)
    for each in written:
        alike[each.order.kind, each.order.language].append(each)
    groups = [group[:DRAFTS] for group in alike.values() if len(group) >= DRAFTS]
    return Random(1).sample(groups, ORDERS)


async def _order(llm: Llm, sessions: Sessions, drafts: list[Written]) -> None:
    spoken, explained = voices(drafts[0].order.language), service.explained()
    order = replace(
        drafts[0].order,
        persona=spoken.personas[0].key,
        tone=spoken.tones[0].key,
        wanted=len(drafts),
    )
    async with transaction(sessions, Silent()) as session:
        id = await service.add_order(session, order, refill_id=None)
        of = await service.assignment(session, id)
    assert of is not None
    asked = prompting.asked(of.order, of.brief, spoken, explained)
    await llm.ask(asked, shapes.drafts(order.kind, order.language, explained))
    critic = Critic(llm, Random(1))
    for each in drafts:
        await critic.stopped(each.item, Context(order.language, each.item.level))
