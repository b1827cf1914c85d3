"""The plans of the benchmarks in little: nothing on the way of a press reads a whole table."""

from collections.abc import AsyncIterator

import asyncpg  # type: ignore[import-untyped]
import pytest

from infra.local.postgres import Postgres
from tests.bench.plans import MODES, PRESSES, asked_and_answered, explaining, statements_of
from tests.bench.rooms import ROOMS
from tests.bench.seed import Size, seed

# As many rows as it takes for an index to be cheaper than reading all of them.
SIZE = Size(exercises=4_000, profiles=2_000, history=10)
PROFILE = 600


@pytest.fixture(scope="module")
async def seeded(postgres_server: Postgres, template_database: str) -> AsyncIterator[str]:
    url = postgres_server.create_database("plans", template=template_database)
    await seed(url, SIZE)
    await _report_more(url)
    yield url
    postgres_server.drop_database("plans")


async def _report_more(url: str) -> None:
    """The seed has few reports, in so few pages that reading all of them may be the better plan."""
    connection = await asyncpg.connect(url.replace("postgresql+asyncpg://", "postgresql://", 1))
    await connection.execute(
        """INSERT INTO flags (exercise_id, user_id, reason)
           SELECT id, 1 + (id + n) % $1, 'other' FROM exercises, generate_series(1, 2) n
               ON CONFLICT DO NOTHING""",
        SIZE.profiles,
    )
    await connection.execute("VACUUM ANALYZE flags")
    await connection.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("press", [*PRESSES, *ROOMS])
async def test_no_statement_of_a_press_reads_a_growing_table_whole(
    press: str, mode: str, seeded: str
) -> None:
    sent = await statements_of(seeded, {**PRESSES, **ROOMS}[press], PROFILE)

    async with explaining(seeded) as explain:
        plans = [await explain(each, mode) for each in sent]

    assert plans
    assert [plan.read_whole() for plan in plans] == [set()] * len(plans)


async def test_a_whole_table_read_is_noticed(seeded: str) -> None:
    async with explaining(seeded) as explain:
        plan = await explain(("SELECT FROM attempts WHERE number = $1::smallint", (2,)), MODES[0])

    assert plan.read_whole() == {"attempts"}
    assert plan.buffers() > 100


@pytest.mark.parametrize("press", PRESSES)
async def test_a_press_takes_at_most_four_statements(press: str, seeded: str) -> None:
    assert 1 <= len(await statements_of(seeded, PRESSES[press], PROFILE)) <= 4


async def test_what_is_asked_for_takes_three_statements_and_so_does_its_answer(
    seeded: str,
) -> None:
    assert len(await statements_of(seeded, asked_and_answered, PROFILE)) == 3 + 3
