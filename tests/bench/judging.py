"""Sixty learners send unseen free answers at once: to a model that takes two seconds, to one that
hangs, and to one for which there is little money left. What it costs the others, and who is told.
"""

import asyncio
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import quantiles
from time import perf_counter

import asyncpg  # type: ignore[import-untyped]

from backend.attempts.schemas import AnswerIn
from backend.client import Backend
from backend.exercises.kinds.base import Typed
from infra.local.llm.running import Running, running
from infra.local.llm.script import Fault
from infra.local.process import LOOPBACK
from tests.bench.report import Reporter, at_least, at_most, progress
from tests.bench.rounds import Case, practice
from tests.bench.seed import FIRST_SUBJECT, Size
from tests.bench.stack import Process, Stack, a_stack
from tests.conftest import TOKEN
from tests.factories import BOT

SIZE = Size(exercises=10_000, profiles=6_000, history=30)
WRITERS = 60
CONNECTIONS = 4
PAUSE = 0.1  # seconds between the presses of a connection
SECONDS = 20.0
PROMISED = 45.0  # seconds until an answer has its verdict, or is unsure
PATIENCE = 60.0
LITTLE = 0.006  # dollars: for a third of the answers, at the usual prices
FOUND = {
    "language_is_target": True,
    "is_instruction_or_other": False,
    "meaning_kept": "yes",
    "errors": [],
    "reason_english": "",
    "reason_native": "",
}
MODEL = "parley-small"


@dataclass
class Scenario:
    """`scripts` tells the model how to behave; `budget` is what is left, in dollars."""

    name: str
    scripts: Callable[[Running], None]
    budget: float = 100.0
    known: bool = False  # the rules know the answers: as many presses at once, and no model


@dataclass(frozen=True)
class Written:
    """What became of the answers: seconds until the reply, and until the end of each."""

    replies: list[float]
    ends: list[float]
    verdicts: int
    failures: int


def run() -> None:
    report = Reporter("judging")
    with a_stack() as stack, running() as model, _telegram() as telegram_url:
        database = stack.database("judging", SIZE)
        asyncio.run(_to_translate(database))
        asked = {"llm_base_url": model.url, "llm_api_key": model.key, "llm_model": MODEL}
        with stack.api(database, **asked) as api:
            case = practice(api, SIZE, CONNECTIONS)
            # At the pace of people: what is measured is the wait, not the most that can be served.
            case.load = replace(case.load, pause=PAUSE)
            case.warm_up()
            for scenario in _scenarios():
                progress(f"scenario: {scenario.name}")
                model.reset()
                scenario.scripts(model)
                settings = asked | {
                    "bot_token": f"{BOT}:{'A' * 35}",
                    "telegram_api_url": telegram_url,
                    "llm_budget_day": str(_spent(database) + scenario.budget),
                }
                _measure(report, scenario, (stack, database, settings), case, model)


def _scenarios() -> list[Scenario]:
    return [
        Scenario("answers that the rules know", lambda _: None, known=True),
        Scenario("a model that takes 2 s", lambda it: it.answers("judge_answer", FOUND, slow=2)),
        Scenario("a model that hangs", lambda it: it.fails("judge_answer", Fault.hang)),
        Scenario(
            "a budget for some of them",
            lambda it: it.answers("judge_answer", FOUND, slow=0.2),
            budget=LITTLE,
        ),
    ]


def _measure(  # one scenario: where it runs, who practises besides, and who is asked
    report: Reporter,
    scenario: Scenario,
    where: tuple[Stack, str, dict[str, str]],
    case: Case,
    model: Running,
) -> None:
    stack, database, settings = where
    with stack.worker(database, **settings) as worker:
        case.rounds.clear()
        case.run(seconds=SECONDS / 2)
        before, idle = _spent(database), worker.cpu()
        written = asyncio.run(_beside(case, database, known=scenario.known))
        spent = _spent(database) - before
        busy = (worker.cpu() - idle) * 1000 / WRITERS
        open_breakers = _gauge(worker, "tutor_llm_breaker_open")
        case.run(seconds=SECONDS / 2)
        limit = asyncio.run(_limits(database))
    _tell(report, scenario.name, written)
    _tell_latency(report, scenario.name, case)
    calls = len(model.calls("judge_answer"))
    report(scenario.name, "worker's processor time an answer", busy, "ms")
    report(scenario.name, "HTTP calls to the model", calls, "calls")
    report(scenario.name, "breaker open at the end of the answers", open_breakers, "1 yes")
    report(scenario.name, "spent", spent, "$")
    report(scenario.name, "spent and reserved of the day's budget", limit, "share", at_most(1.0))


def _tell(report: Reporter, name: str, written: Written) -> None:
    report(name, "answers that failed (5xx, or none)", written.failures, "answers", at_most(0))
    ended = len(written.ends)
    report(name, "answers that ended", ended, "answers", at_least(WRITERS))
    report(name, "of them with a verdict", written.verdicts, "answers")
    report(name, "reply to the answer, worst", max(written.replies), "s", at_most(1.0))
    report(name, "until the end, median", sorted(written.ends)[ended // 2], "s")
    report(name, "until the end, worst", max(written.ends), "s", at_most(PROMISED))


def _tell_latency(report: Reporter, name: str, case: Case) -> None:
    """The middle round had the writers beside it, the other two had not."""
    first, beside, last = (each.measured for each in case.rounds)
    for kind in ("answer", "next_action"):
        alone = quantiles([*getattr(first, kind), *getattr(last, kind)], n=100)
        with_them = quantiles(getattr(beside, kind), n=100)
        for percent in (50, 95):
            metric = f"others' {kind.replace('_', ' ')} p{percent}"
            report(name, f"{metric}, alone", alone[percent - 1], "ms")
            report(name, f"{metric}, beside", with_them[percent - 1], "ms")
            ratio = with_them[percent - 1] / alone[percent - 1]
            report(name, f"{metric}, ratio", ratio, "beside / alone")


async def _beside(case: Case, database: str, *, known: bool) -> Written:
    """The writers write while others practise."""
    others = asyncio.create_task(asyncio.to_thread(case.run, seconds=SECONDS))
    await asyncio.sleep(1)
    written = await _all_write(case.process, database, known=known)
    await others
    return written


async def _all_write(api: Process, database: str, *, known: bool) -> Written:
    connection = await asyncpg.connect(database)
    rows = await connection.fetch(
        """SELECT a.id, a.profile_id, e.content #>> '{accepted,0}' AS accepted
             FROM attempts a JOIN exercises e ON e.id = a.exercise_id
            WHERE a.answered_at IS NULL AND e.kind = 'translate' AND e.language = 'nl'
            ORDER BY a.profile_id DESC LIMIT $1""",
        WRITERS,
    )
    assert len(rows) == WRITERS, "too few profiles have an exercise to translate open"
    async with Backend(f"http://{LOOPBACK}:{api.port}", TOKEN, timeout=10) as backend:
        began = perf_counter()
        took = await asyncio.gather(*(_write(backend, *row, known=known) for row in rows))
        ends = await _ends(connection, [row["id"] for row in rows], began)
    verdicts = await connection.fetchval(
        "SELECT count(*) FROM attempts WHERE id = ANY ($1) AND verdict <> 'unsure'",
        [row["id"] for row in rows],
    )
    await connection.close()
    replies = [each for each in took if each is not None]
    return Written(replies, ends, verdicts, failures=len(took) - len(replies))


async def _write(
    backend: Backend, attempt_id: int, profile: int, accepted: str, *, known: bool
) -> float | None:
    """Seconds until the reply; None where there was none, or it was not checked."""
    calls = backend.on_behalf_of(FIRST_SUBJECT + profile, bot_id=BOT)
    began = perf_counter()
    try:
        text = accepted if known else f"dit is een prima nummer {attempt_id}"
        out = await calls.answer(attempt_id, AnswerIn(answer=Typed(text=text)))
        took = perf_counter() - began
        if out.checking:
            await calls.place(attempt_id, 1 + attempt_id)
    except Exception as error:  # noqa: BLE001 - whatever it was, the answer failed
        progress(f"an answer failed: {error!r}")
        return None
    return took if out.checking is not known else None


async def _ends(connection: asyncpg.Connection, ids: list[int], began: float) -> list[float]:
    ended: dict[int, float] = {}
    while len(ended) < len(ids) and perf_counter() - began < PATIENCE:
        await asyncio.sleep(0.2)
        rows = await connection.fetch(
            "SELECT id FROM attempts WHERE id = ANY ($1) AND answered_at IS NOT NULL"
            " AND judging IS NULL",
            ids,
        )
        for row in rows:
            ended.setdefault(row["id"], perf_counter() - began)
    return list(ended.values())


async def _to_translate(database: str) -> None:
    """What the last profiles have open becomes an exercise to translate."""
    connection = await asyncpg.connect(database)
    await connection.execute(
        """UPDATE attempts SET exercise_id = t.id FROM (
             SELECT a.id AS attempt_id, p.target, row_number() OVER (
                 PARTITION BY p.target ORDER BY a.profile_id DESC) AS n
               FROM attempts a JOIN profiles p ON p.id = a.profile_id
              WHERE a.answered_at IS NULL) o
           JOIN (SELECT id, language, row_number() OVER (PARTITION BY language ORDER BY id) AS n
                   FROM exercises WHERE kind = 'translate') t
             ON t.language = o.target AND t.n = 1 + o.n % 100
          WHERE attempts.id = o.attempt_id AND o.n <= $1""",
        WRITERS * 5,
    )
    await connection.close()


def _spent(database: str) -> float:
    async def ask() -> float:
        connection = await asyncpg.connect(database)
        micro = await connection.fetchval("SELECT coalesce(sum(cost), 0) FROM llm_calls")
        await connection.close()
        return float(micro) / 1_000_000

    return asyncio.run(ask())


async def _limits(database: str) -> float:
    """How much of the limit of all together was spent or set aside, the most of it."""
    connection = await asyncpg.connect(database)
    share = await connection.fetchval(
        "SELECT max((spent + reserved)::float8 / nullif(most, 0)) FROM llm_budgets"
        " WHERE scope = 'all'"
    )
    await connection.close()
    return float(share or 0)


def _gauge(worker: Process, name: str) -> float:
    with urllib.request.urlopen(f"http://{LOOPBACK}:{worker.port}/metrics", timeout=5) as reply:
        lines = reply.read().decode().splitlines()
    return max((float(line.split()[-1]) for line in lines if line.startswith(name)), default=0.0)


class _Delivered(BaseHTTPRequestHandler):
    """A Bot API that takes every message."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"] or 0))
        chat = b'{"id": 1, "type": "private"}'
        body = b'{"ok": true, "result": {"message_id": 1, "date": 1, "chat": %s}}' % chat
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _telegram() -> Iterator[str]:
    server = ThreadingHTTPServer((LOOPBACK, 0), _Delivered)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
