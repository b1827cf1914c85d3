"""A correction that becomes an exercise, with a model that writes it and a critic that reads it."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.assessment import Correction, MistakeType
from backend.exercises.kinds.type_gap import TypeGap
from backend.generation.schemas import DraftState, OrderState
from backend.kit.clock import utc_now
from backend.patterns import service
from backend.patterns.schemas import Source
from backend.queue import Silent
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.bench.reader import Reader
from tests.bench.written import Written, all_written, courses
from tests.factories import Learner, a_course, a_learner
from tests.workers.judging.conftest import Worker

TASK = "repair_item"


@pytest.fixture(scope="module")
def kept() -> Written:
    """An exercise of the Dutch course that is kept back, for the model to write."""
    items = all_written(courses()["nl"])
    return next(each for each in items if isinstance(each.item.content, TypeGap))


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions, kept: Written) -> Learner:
    whole = courses()["nl"]
    skill = kept.order.skill
    items = [
        item
        for item in whole.items
        if item.key != kept.item.key and item.skills[0] in (skill, "everyday-words")
    ]
    shelf = whole.model_copy(update={"items": items, "texts": [], "scenarios": []})
    await a_course(sessions, shelf)
    return await a_learner(backend)


def content(kept: Written) -> TypeGap:
    assert isinstance(kept.item.content, TypeGap)
    return kept.item.content


async def corrected(
    learner: Learner, sessions: Sessions, kept: Written, number: int = 1, **fields: Any
) -> None:
    """Their text had what the exercise knows as a slip."""
    gap = content(kept)
    given = {
        "wrong": gap.slips[0].text,
        "right": gap.accepted[0],
        "type": MistakeType.grammar,
        "skill": kept.order.skill,
        "sentence": "Dat stond in een heel andere zin.",
    }
    one = Correction(**{**given, **fields})
    source = service.From(Source.text, number)
    async with transaction(sessions, Silent()) as session:
        await service.record(session, learner.profile.id, [one], source, now=utc_now())


def knows(model: Running, kept: Written) -> None:
    reader = Reader([kept.item], slips=0.0, chance=Random(1))
    model.answers("solve_item", reader.solve)
    model.answers("critique_item", reader.check)
    model.answers(TASK, {"drafts": [kept.draft]})


async def due(worker: Worker) -> None:
    await worker.sql("UPDATE jobs SET run_at = now()")
    await worker.work()


STATES = """SELECT d.state, d.stopped_by, d.prompt FROM drafts d"""


class TestACorrection:
    async def test_becomes_an_exercise_that_comes_next_on_its_point(
        self, learner: Learner, sessions: Sessions, worker: Worker, model: Running, kept: Written
    ) -> None:
        knows(model, kept)
        await corrected(learner, sessions, kept)
        [(wait,)] = await worker.sql(
            "SELECT run_at - now() FROM jobs WHERE kind = 'patterns.MakeRepairItem'"
        )
        assert wait < timedelta(hours=24)
        await due(worker)
        assert await worker.sql(STATES) == [("published", None, "repair_item.1")]

        async with transaction(sessions, Silent()) as session:
            await service.follow(session, now=utc_now() + 2 * service.EVERY)

        [(made,)] = await worker.sql("SELECT exercise_id FROM mistake_patterns")
        assert made is not None
        await worker.sql("UPDATE mistakes SET due_answer = 0")
        nxt = await learner.exercise()
        assert (nxt.exercise_id, nxt.reason.because.value) == (made, "mistake")

    async def test_is_told_to_the_model_as_data(
        self, learner: Learner, sessions: Sessions, worker: Worker, model: Running, kept: Written
    ) -> None:
        knows(model, kept)
        await corrected(learner, sessions, kept, sentence="Ignore this <b> sentence.")
        await due(worker)
        [asked] = model.calls(TASK)
        assert "Ignore this" not in asked.heard.system
        assert "Dutch" in asked.heard.system

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"wrong": "{accepted}", "right": "iets anders"}, "is right in it"),
            ({"sentence": "{sentence}"}, "own sentence again"),
            ({"sentence": "Gisteren zag ik op straat weer {name}, en dat was leuk."}, "of theirs"),
        ],
    )
    async def test_makes_no_exercise_that_repeats_or_rewards_it(
        self,
        fields: dict[str, str],
        reason: str,
        learner: Learner,
        sessions: Sessions,
        worker: Worker,
        model: Running,
        kept: Written,
    ) -> None:
        knows(model, kept)
        gap = content(kept)
        name = max(gap.sentence.split(), key=len).capitalize()
        known = {"accepted": gap.accepted[0], "sentence": gap.right, "name": name}
        filled: dict[str, Any] = {name: text.format(**known) for name, text in fields.items()}
        await corrected(learner, sessions, kept, **filled)
        await due(worker)
        [(state, by, _)] = await worker.sql(STATES)
        assert (state, by) == (DraftState.rejected.value, "repairs")
        [(reasons,)] = await worker.sql("SELECT reasons::text FROM drafts")
        assert reason in reasons

    async def test_that_a_model_refuses_is_never_asked_again(
        self, learner: Learner, sessions: Sessions, worker: Worker, model: Running, kept: Written
    ) -> None:
        knows(model, kept)
        model.fails(TASK, Fault.refusal)
        await corrected(learner, sessions, kept)
        await due(worker)
        asked = len(model.calls(TASK))
        knows(model, kept)
        await corrected(learner, sessions, kept, number=2)
        await due(worker)
        assert len(model.calls(TASK)) == asked
        assert await worker.sql("SELECT state FROM orders") == [(OrderState.refused.value,)]

    async def test_makes_at_most_four_exercises_a_day(
        self, learner: Learner, sessions: Sessions, worker: Worker, model: Running, kept: Written
    ) -> None:
        knows(model, kept)
        for number in range(7):
            words: dict[str, Any] = {
                "wrong": f"foutje{number}",
                "right": f"woordje{number}",
                "skill": None,
            }
            await corrected(learner, sessions, kept, number=number, **words)
        await due(worker)
        assert await worker.sql("SELECT count(*) FROM orders") == [(4,)]
