"""A stock that runs low, from the plan to an exercise in practice, with a model over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any, TypeAlias

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select, update

from backend.attempts.models import Attempt
from backend.attempts.schemas import GiveUp
from backend.catalogue.schemas import Shelf
from backend.client import Backend
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise, ExerciseState, Point
from backend.generation import service
from backend.generation.jobs import CriticizeDraft, PlanRefill, WriteDrafts
from backend.generation.models import Draft, Order, Refill
from backend.generation.repository import Orders
from backend.generation.schemas import DraftState, Ordered, OrderState, RefillState
from backend.jobs.models import JobRow
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext, FocusOn
from backend.llm.booking import Limits
from backend.llm.service import Desk
from backend.profiles.models import Profile
from backend.queue import Job, Silent, enqueue
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.bench.reader import Reader
from tests.bench.written import Written, all_written, courses
from tests.factories import Learner, a_course, a_learner
from tests.llm import a_desk
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.handlers import generation
from workers.metrics import Metrics
from workers.pace import Pace
from workers.registry import handlers_in
from workers.runner import Runner

SKILL = "er"
GENERATED = Exercise.provenance.is_not(None)
Do: TypeAlias = Callable[..., Awaitable[int]]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Dutch, with the exercises of a few skills."""
    whole = courses()["nl"]
    skills = [SKILL, "present-tense", "everyday-words"]
    items = [item for item in whole.items if item.skills[0] in skills]
    return whole.model_copy(update={"items": items, "texts": [], "scenarios": []})


@pytest.fixture(scope="module")
def fresh(shelf: Shelf) -> list[Written]:
    """What the course has on the skill: some of it is kept back, for the model to write."""
    return [each for each in all_written(shelf) if each.order.skill == SKILL]


@pytest.fixture
async def resources(sessions: Sessions, llm: Desk) -> Resources:
    return Resources(sessions, Silent(), FakeChats(), llm)


@pytest.fixture
def do(resources: Resources) -> Do:
    """Have a worker do a job: its id."""

    async def do(job: Job, *, by: Resources = resources) -> int:
        async with transaction(by.sessions, by.queue) as session:
            id = await enqueue(session, job)
        assert id is not None
        await runner(by).run(id)
        return id

    return do


def runner(resources: Resources) -> Runner:
    metrics = Metrics(CollectorRegistry())
    return Runner(resources, handlers_in(generation), Pace(), metrics)


async def without(sessions: Sessions, shelf: Shelf, *kept_back: Written) -> None:
    keys = {each.item.key for each in kept_back}
    items = [item for item in shelf.items if item.key not in keys]
    await a_course(sessions, shelf.model_copy(update={"items": items}))


async def ordered(sessions: Sessions, it: Written, wanted: int = 1) -> int:
    order = Ordered(**{**it.order.__dict__, "persona": "oma", "tone": "droog", "wanted": wanted})
    async with transaction(sessions, Silent()) as session:
        return await service.add_order(session, order, refill_id=None)


def knows(model: Running, *known: Written) -> None:
    """Have the model play a critic that has understood these."""
    reader = Reader([each.item for each in known], slips=0.0, chance=Random(1))
    model.answers("solve_item", reader.solve)
    model.answers("critique_item", reader.check)


async def one(sessions: Sessions, of: type[Any]) -> Any:
    async with sessions() as session:
        return (await session.scalars(select(of))).one()


async def jobs(sessions: Sessions, kind: type[Job]) -> list[JobRow]:
    async with sessions() as session:
        rows = select(JobRow).where(JobRow.kind == kind.name()).order_by(JobRow.id)
        return list(await session.scalars(rows))


async def all_do(resources: Resources, kind: type[Job]) -> None:
    for job in await jobs(resources.sessions, kind):
        await runner(resources).run(job.id)


async def on_the_point(learner: Learner, focus: FocusOn, number: int) -> AsyncIterator[int]:
    """The exercises that somebody gets who wants to practise one point."""
    for _ in range(number):
        asked = await learner.calls.next_action(learner.profile.id, focus=focus, go_on=True)
        assert isinstance(asked.next, ExerciseNext)
        yield asked.next.exercise.exercise_id
        await learner.answer(asked.next.exercise, GiveUp())


class TestADraft:
    async def test_that_passes_is_published_where_its_skill_is_learnt(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        sessions, kept = resources.sessions, fresh[2]
        await without(sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)

        order = await ordered(sessions, kept)
        await do(WriteDrafts(order_id=order))
        await all_do(resources, CriticizeDraft)

        draft = await one(sessions, Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.published, None), draft.reasons
        async with sessions() as session:
            made = await session.get_one(Exercise, draft.exercise_id)
            neighbours = await session.scalars(
                select(Exercise.place).where(Exercise.key.like("nl-er-%"))
            )
            assert made.place // 1000 in {place // 1000 for place in neighbours}
            assert made.place % 1000 == 501
        assert made.key == f"g-nl-{draft.id}"
        assert made.provenance == {
            "draft": draft.id,
            "model": "parley-small",
            "prompt": "generate_item.1+generate_forms.1",
            "critic": "parley-small",
            "gates": draft.passed,
        }
        assert {"schema", "language", "alike", "solved", "true"} <= set(draft.passed)
        assert (await one(sessions, Order)).state is OrderState.done

    async def test_that_says_what_the_stock_says_is_kept_with_the_reason(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        await without(resources.sessions, shelf)
        model.answers("generate_item", {"drafts": [fresh[0].draft]})

        await do(WriteDrafts(order_id=await ordered(resources.sessions, fresh[0])))

        draft = await one(resources.sessions, Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "alike")
        assert "says the same" in draft.reasons[0]
        assert model.calls("solve_item") == []

    async def test_with_a_wrong_key_is_stopped_by_the_critic_who_is_asked_twice(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = next(each for each in fresh if each.order.kind == "choose_sentence")
        await without(resources.sessions, shelf, kept)
        answer, wrong = kept.draft["answer"], kept.draft["wrong"]
        swapped = [{**wrong[0], "text": answer}, *wrong[1:]]
        draft = {**kept.draft, "answer": wrong[0]["text"], "wrong": swapped}
        model.answers("generate_item", {"drafts": [draft]})
        knows(model, *fresh)

        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept)))
        await all_do(resources, CriticizeDraft)

        kept_draft = await one(resources.sessions, Draft)
        assert (kept_draft.state, kept_draft.stopped_by) == (DraftState.rejected, "solved")
        assert len(model.calls("solve_item")) == 2
        async with resources.sessions() as session:
            count = select(func.count()).where(GENERATED)
            assert await session.scalar(count) == 0

    async def test_written_twice_at_once_is_published_once(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft, kept.draft]})
        knows(model, *fresh)

        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept, wanted=2)))
        read = await jobs(resources.sessions, CriticizeDraft)
        await asyncio.gather(*(runner(resources).run(job.id) for job in read))

        async with resources.sessions() as session:
            found = await session.execute(select(Draft.state, Draft.stopped_by))
            assert {tuple(row) for row in found} == {
                (DraftState.published, None),
                (DraftState.rejected, "alike"),
            }
            places = await session.scalars(select(Exercise.place).where(GENERATED))
            assert len(list(places)) == 1

    async def test_is_left_alone_by_a_reload_of_the_catalogue(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)
        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept)))
        await all_do(resources, CriticizeDraft)

        await without(resources.sessions, shelf, kept, fresh[3])

        made = (await one(resources.sessions, Draft)).exercise_id
        async with resources.sessions() as session:
            assert (await session.get_one(Exercise, made)).state is ExerciseState.published

    async def test_enters_practice(
        self,
        do: Do,
        backend: Backend,
        resources: Resources,
        model: Running,
        shelf: Shelf,
        fresh: list[Written],
    ) -> None:
        """New for whoever walks the course, and on its point for whoever is beyond it."""
        kept = next(each for each in fresh if each.order.kind == "choose_sentence")
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)
        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept)))
        await all_do(resources, CriticizeDraft)
        made = (await one(resources.sessions, Draft)).exercise_id
        walks = await a_learner(backend, 7, level="A2")
        beyond = await a_learner(backend, 8, level="A2")
        async with resources.sessions.begin() as session:
            place = (await session.get_one(Exercise, made)).place
            own = update(Profile).where(Profile.id == walks.profile.id)
            await session.execute(own.values(place=place - 1))
            far = update(Profile).where(Profile.id == beyond.profile.id)
            await session.execute(far.values(place=place + 1))
            skill = select(Point.id).where(Point.key == SKILL, Point.language == "nl")
            focus = (await session.scalars(skill)).one()

        found = await walks.exercise()
        assert (found.exercise_id, found.reason.because) == (made, "new")
        assert made in [each async for each in on_the_point(beyond, focus, 12)]

    async def test_done_again_changes_nothing(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)
        order = await ordered(resources.sessions, kept)

        for _ in range(2):
            await do(WriteDrafts(order_id=order))
            await all_do(resources, CriticizeDraft)
            await do(CriticizeDraft(draft_id=(await one(resources.sessions, Draft)).id))

        assert len(model.calls("generate_item")) == 1
        async with resources.sessions() as session:
            count = select(func.count()).where(GENERATED)
            assert await session.scalar(count) == 1

    async def test_waits_while_no_critic_answers(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)
        model.fails("solve_item", Fault.error, times=2)

        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept)))
        await all_do(resources, CriticizeDraft)

        assert (await one(resources.sessions, Draft)).state is DraftState.waiting
        [_, later] = await jobs(resources.sessions, CriticizeDraft)
        assert later.run_at - utc_now() > timedelta(minutes=10)
        async with resources.sessions.begin() as session:
            await session.execute(update(JobRow).values(run_at=utc_now()))
        await all_do(resources, CriticizeDraft)
        assert (await one(resources.sessions, Draft)).state is DraftState.published

    async def test_that_the_critic_refuses_is_not_published(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        knows(model, *fresh)
        model.fails("critique_item", Fault.refusal)

        await do(WriteDrafts(order_id=await ordered(resources.sessions, kept)))
        await all_do(resources, CriticizeDraft)

        draft = await one(resources.sessions, Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "true")

    async def test_is_written_once_though_its_worker_stopped_half_way(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        kept = fresh[2]
        await without(resources.sessions, shelf, kept)
        model.answers("generate_item", {"drafts": [kept.draft]})
        model.fails("generate_item", Fault.hang, times=1)
        async with transaction(resources.sessions, resources.queue) as session:
            order = await ordered(resources.sessions, kept)
            job = await enqueue(session, WriteDrafts(order_id=order))
        assert job is not None
        doing = asyncio.create_task(runner(resources).run(job))
        while not model.calls("generate_item"):
            await asyncio.sleep(0.02)
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        assert (await one(resources.sessions, Order)).state is OrderState.open

        await runner(resources).run(job)

        assert (await one(resources.sessions, Draft)).state is DraftState.waiting
        assert (await one(resources.sessions, Order)).state is OrderState.written


class TestAnOrder:
    async def test_that_is_refused_is_remembered_and_not_sent_again(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        await without(resources.sessions, shelf)
        model.answers("generate_item", {"drafts": []})
        model.fails("generate_item", Fault.refusal)

        order = await ordered(resources.sessions, fresh[0])
        await do(WriteDrafts(order_id=order))
        await do(WriteDrafts(order_id=order))

        found = await one(resources.sessions, Order)
        assert found.state is OrderState.refused
        assert len(model.calls("generate_item")) == 1
        async with resources.sessions() as session:
            assert await Orders(session).refused() == {found.digest}

    async def test_whose_shape_is_wrong_fails_kindly(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        await without(resources.sessions, shelf)
        model.answers("generate_item", {"drafts": [{"something": "else"}]})

        await do(WriteDrafts(order_id=await ordered(resources.sessions, fresh[0])))

        assert (await one(resources.sessions, Order)).state is OrderState.failed

    async def test_carries_the_level_the_skill_and_what_the_stock_has(
        self, do: Do, resources: Resources, model: Running, shelf: Shelf, fresh: list[Written]
    ) -> None:
        await without(resources.sessions, shelf)
        model.answers("generate_item", {"drafts": []})

        await do(WriteDrafts(order_id=await ordered(resources.sessions, fresh[0])))

        heard = model.calls("generate_item")[-1].heard
        system, data = heard.system, heard.last
        assert "level A2 of the CEFR" in system
        assert "exercises for learners of Dutch" in system
        assert "stock_has_already" in data
        assert "We hebben er nog vijf." in data


class TestARefill:
    @pytest.fixture
    async def need(self, backend: Backend, sessions: Sessions, shelf: Shelf) -> None:
        await without(sessions, shelf)
        learner = await a_learner(backend, level="A2")
        exercise = await learner.exercise()
        async with sessions.begin() as session:
            await session.execute(
                update(Attempt).where(Attempt.id == exercise.attempt_id).values(because="new")
            )

    async def test_says_what_it_will_cost_before_anybody_is_asked(
        self, do: Do, need: None, resources: Resources, model: Running
    ) -> None:
        await do(PlanRefill())

        refill = await one(resources.sessions, Refill)
        assert refill.state is RefillState.running
        orders = await jobs(resources.sessions, WriteDrafts)
        assert refill.drafts >= len(orders) > 3
        assert refill.calls > refill.drafts
        assert refill.cost > 1000 * refill.calls / 2
        assert model.calls() == []
        assert orders[-1].run_at - orders[0].run_at > timedelta(minutes=30)
        assert {row.queue for row in orders} == {"background"}

    async def test_is_planned_once_while_one_runs(
        self, do: Do, need: None, resources: Resources
    ) -> None:
        for _ in range(3):
            await do(PlanRefill())
        assert (await one(resources.sessions, Refill)).state is RefillState.running

    async def test_planned_by_several_workers_at_once_is_one(
        self, need: None, resources: Resources
    ) -> None:
        async with transaction(resources.sessions, resources.queue) as session:
            ids = [await enqueue(session, PlanRefill()) for _ in range(4)]
        workers = [runner(resources) for _ in ids]
        await asyncio.gather(*(w.run(id) for w, id in zip(workers, ids, strict=True) if id))

        refill = await one(resources.sessions, Refill)
        sent = await jobs(resources.sessions, WriteDrafts)
        async with resources.sessions() as session:
            orders = list(await session.scalars(select(Order)))
        assert len(sent) == len(orders)
        assert {order.refill_id for order in orders} == {refill.id}

    async def test_stops_for_whoever_stopped_practising(
        self, do: Do, need: None, resources: Resources
    ) -> None:
        async with resources.sessions.begin() as session:
            await session.execute(update(Attempt).values(shown_at=utc_now() - timedelta(days=8)))
        await do(PlanRefill())
        async with resources.sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Refill)) == 0

    async def test_is_not_planned_without_a_model(
        self, do: Do, need: None, resources: Resources
    ) -> None:
        bare = Resources(resources.sessions, resources.queue, resources.telegram)
        await do(PlanRefill(), by=bare)
        async with resources.sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Refill)) == 0

    async def test_stops_at_its_budget(
        self, do: Do, need: None, resources: Resources, model: Running
    ) -> None:
        model.answers("generate_item", {"drafts": []})
        await do(PlanRefill())
        poor = Limits(learner=1, day=0.02, roles={})
        async with a_desk(resources.sessions, model, limits=poor) as desk:
            by = Resources(resources.sessions, resources.queue, resources.telegram, desk)
            async with resources.sessions.begin() as session:
                await session.execute(update(JobRow).values(run_at=utc_now()))
            await all_do(by, WriteDrafts)

        refill = await one(resources.sessions, Refill)
        assert (refill.state, refill.stopped_by) == (RefillState.stopped, "budget")
        assert len(model.calls("generate_item")) < refill.drafts
        async with resources.sessions() as session:
            states = await session.scalars(select(Order.state).distinct())
            assert set(states) <= {OrderState.skipped, OrderState.done}

    async def test_ends_when_each_of_its_orders_is_settled(
        self, do: Do, need: None, resources: Resources, model: Running
    ) -> None:
        model.answers("generate_item", {"drafts": []})
        await do(PlanRefill())
        async with resources.sessions.begin() as session:
            await session.execute(update(JobRow).values(run_at=utc_now()))
        await all_do(resources, WriteDrafts)
        assert (await one(resources.sessions, Refill)).state is RefillState.done

    async def test_that_was_never_settled_makes_room_after_hours(
        self, do: Do, need: None, resources: Resources
    ) -> None:
        await do(PlanRefill())
        async with resources.sessions.begin() as session:
            await session.execute(update(Refill).values(planned_at=utc_now() - timedelta(hours=4)))
        await do(PlanRefill())
        async with resources.sessions() as session:
            found = await session.scalars(select(Refill.state).order_by(Refill.id))
            assert list(found) == [RefillState.lapsed, RefillState.running]
