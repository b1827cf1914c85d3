"""What a model wrote, through the gates and past the critic, with a model over HTTP."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from backend.exercises.models import Exercise, ExerciseState
from backend.generation.jobs import CriticizeDraft, WriteDrafts
from backend.generation.models import Draft, Order
from backend.generation.schemas import DraftState, OrderState
from backend.kit.clock import utc_now
from infra.local.llm.script import Fault
from tests.workers.generation.press import Press
from tests.workers.working import rows


class TestADraft:
    async def test_that_passes_is_published_where_its_skill_is_learnt(self, press: Press) -> None:
        made_id = await press.published(press.fresh[2])

        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.published, None), draft.reasons
        async with press.sessions() as session:
            made = await session.get_one(Exercise, made_id)
            neighbours = await session.scalars(
                select(Exercise.place).where(Exercise.key.like("nl-er-%"))
            )
            assert made.place // 1000 in {place // 1000 for place in neighbours}
            assert made.place % 1000 == 501
        assert made.key == f"g-nl-{draft.id}"
        assert made.provenance == {
            "draft": draft.id,
            "model": "parley-small",
            "prompt": "generate_item.1+generate_forms.2",
            "critic": "parley-small",
            "gates": draft.passed,
        }
        assert {"schema", "language", "alike", "solved", "true"} <= set(draft.passed)
        assert (await press.one(Order)).state is OrderState.done

    async def test_that_says_what_the_stock_says_is_kept_with_the_reason(
        self, press: Press
    ) -> None:
        await press.without()
        press.says(press.fresh[0].draft)
        await press.write(press.fresh[0])

        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "alike")
        assert "says the same" in draft.reasons[0]
        assert press.model.calls("solve_item") == []

    async def test_with_a_wrong_key_is_stopped_by_the_critic_who_is_asked_twice(
        self, press: Press
    ) -> None:
        kept = next(each for each in press.fresh if each.order.kind == "choose_sentence")
        await press.without(kept)
        answer, wrong = kept.draft["answer"], kept.draft["wrong"]
        swapped = [{**wrong[0], "text": answer}, *wrong[1:]]
        press.says({**kept.draft, "answer": wrong[0]["text"], "wrong": swapped})
        await press.write(kept)
        await press.read()

        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "solved")
        assert len(press.model.calls("solve_item")) == 2
        assert await press.generated() == 0

    async def test_written_twice_at_once_is_published_once(self, press: Press) -> None:
        kept = press.fresh[2]
        await press.without(kept)
        press.says(kept.draft, kept.draft)
        await press.write(kept, wanted=2)
        to_read = await press.jobs(CriticizeDraft)
        await asyncio.gather(*(press.runner.run(job.id) for job in to_read))

        ends = {(each.state, each.stopped_by) for each in await rows(press.sessions, Draft)}
        assert ends == {(DraftState.published, None), (DraftState.rejected, "alike")}
        assert await press.generated() == 1

    async def test_is_left_alone_by_a_reload_of_the_catalogue(self, press: Press) -> None:
        kept = press.fresh[2]
        made = await press.published(kept)
        await press.without(kept, press.fresh[3])
        async with press.sessions() as session:
            assert (await session.get_one(Exercise, made)).state is ExerciseState.published

    async def test_done_again_changes_nothing(self, press: Press) -> None:
        kept = press.fresh[2]
        await press.without(kept)
        press.says(kept.draft)
        order = await press.ordered(kept)
        for _ in range(2):
            await press.do(WriteDrafts(order_id=order))
            await press.read()
            await press.do(CriticizeDraft(draft_id=(await press.one(Draft)).id))

        assert len(press.model.calls("generate_item")) == 1
        assert await press.generated() == 1

    async def test_waits_while_no_critic_answers(self, press: Press) -> None:
        kept = press.fresh[2]
        await press.without(kept)
        press.says(kept.draft)
        press.model.fails("solve_item", Fault.error, times=2)
        await press.write(kept)
        await press.read()

        assert (await press.one(Draft)).state is DraftState.waiting
        [_, later] = await press.jobs(CriticizeDraft)
        assert later.run_at - utc_now() > timedelta(minutes=10)
        await press.now_due()
        await press.read()
        assert (await press.one(Draft)).state is DraftState.published

    async def test_that_the_critic_refuses_is_not_published(self, press: Press) -> None:
        kept = press.fresh[2]
        await press.without(kept)
        press.says(kept.draft)
        press.model.fails("critique_item", Fault.refusal)
        await press.write(kept)
        await press.read()

        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "true")

    async def test_is_written_once_though_its_worker_stopped_half_way(self, press: Press) -> None:
        kept, model = press.fresh[2], press.model
        await press.without(kept)
        press.says(kept.draft)
        model.fails("generate_item", Fault.hang, times=1)
        job = await press.enqueued(WriteDrafts(order_id=await press.ordered(kept)))
        doing = asyncio.create_task(press.runner.run(job))
        while not model.calls("generate_item"):
            await asyncio.sleep(0.02)
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        assert (await press.one(Order)).state is OrderState.open

        await press.runner.run(job)

        assert (await press.one(Draft)).state is DraftState.waiting
        assert (await press.one(Order)).state is OrderState.written
