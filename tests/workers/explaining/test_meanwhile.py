"""A model that takes its time: the course tells meanwhile, in the message that tells in the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from backend.explaining.jobs import StopWaiting, TellExplanation, TellMeanwhile
from backend.explaining.models import Asker
from backend.explaining.service import PATIENCE, SOON
from backend.gateways.telegram import Gone
from backend.kit import clock
from backend.llm.asking import Role
from backend.llm.roles import MANNERS
from bot.texts import Texts
from infra.local.llm.script import Fault
from tests.llm import a_desk
from tests.workers.explaining.scene import OWN, SAID, TASK, Scene
from tests.workers.working import a_runner, jobs
from workers.context import Resources
from workers.pace import Pace

STILL = Texts("en")("explain-coming")
HASTY = {**MANNERS, Role.explain: replace(MANNERS[Role.explain], patience=1, deadline=2, tries=1)}


@asynccontextmanager
async def meanwhile(scene: Scene) -> AsyncIterator[None]:
    """What happens while the model is being asked, a moment later; then it has answered, or not."""
    asked = await scene.to_ask()
    asking = asyncio.create_task(scene.runner.run(asked))
    while not scene.model.calls(TASK):
        await asyncio.sleep(0.02)
    clock.shift(SOON.total_seconds() + 1)
    try:
        await scene.work(but=asked)
        yield
        await asking
        await scene.work()
    finally:
        clock.shift(0)


def test_something_useful_comes_within_five_seconds() -> None:
    assert SOON + Pace().sweep <= timedelta(seconds=5)


class TestASlowModel:
    async def test_is_not_waited_for_and_its_words_come_into_the_same_message(
        self, scene: Scene
    ) -> None:
        scene.model.answers(TASK, SAID, slow=2)
        [learner] = await scene.learners()
        await scene.asks(learner)
        async with meanwhile(scene):
            [text] = scene.texts
            assert OWN in text
            assert text.endswith(STILL)
            assert scene.edits == []
        assert len(scene.texts) == 1
        [(message_id, told)] = scene.edits
        assert message_id == 1
        assert SAID["what"] in told
        assert STILL not in told
        assert await scene.rows(Asker) == []

    async def test_is_waited_for_by_each_who_asks_from_their_own_press_on(
        self, scene: Scene
    ) -> None:
        scene.model.answers(TASK, SAID, slow=3)
        first, second = await scene.learners(2)
        await scene.asks(first)
        async with meanwhile(scene):
            await scene.asks(second)
            assert [to.chat_id for to, _ in scene.telegram.sent] == [10]
        assert [to.chat_id for to, _ in scene.telegram.sent] == [10, 11]
        assert SAID["what"] in scene.texts[1]
        assert [to.chat_id for to, *_ in scene.telegram.edited] == [10]

    async def test_that_answers_at_once_leaves_nothing_to_be_told_meanwhile(
        self, scene: Scene
    ) -> None:
        scene.model.answers(TASK, SAID)
        [learner] = await scene.learners()
        await scene.asks(learner)
        await scene.work()
        clock.shift(SOON.total_seconds() + 1)
        try:
            await scene.work()
        finally:
            clock.shift(0)
        assert (len(scene.texts), scene.edits) == (1, [])

    async def test_finds_no_message_where_the_learner_has_taken_it_away(self, scene: Scene) -> None:
        scene.model.answers(TASK, SAID, slow=1)
        [learner] = await scene.learners()
        await scene.asks(learner)
        async with meanwhile(scene):
            scene.telegram.failures = [Gone("message to edit not found")]
        assert (len(scene.texts), scene.edits) == (1, [])
        [told] = await jobs(scene.sessions, TellExplanation)
        assert told.state == "done"


class TestAHangingModel:
    async def test_leaves_the_learner_with_what_the_course_says(
        self, scene: Scene, resources: Resources
    ) -> None:
        scene.model.fails(TASK, Fault.hang)
        async with a_desk(scene.sessions, scene.model, manners=HASTY) as desk:
            scene.runner = a_runner(replace(resources, llm=desk))
            [learner] = await scene.learners()
            await scene.asks(learner)
            async with meanwhile(scene):
                assert OWN in scene.texts[0]
        assert len(scene.texts) == 1
        [(_, told)] = scene.edits
        assert OWN in told
        assert STILL not in told  # nothing more is promised

    async def test_beyond_all_patience_promises_nothing_any_more(self, scene: Scene) -> None:
        [learner] = await scene.learners()
        await scene.asks(learner)
        asked = await scene.to_ask()
        try:
            for later in (SOON, PATIENCE):
                clock.shift(later.total_seconds() + 1)
                await scene.work(but=asked)
        finally:
            clock.shift(0)
        [(_, told)] = scene.edits
        assert OWN in told
        assert STILL not in told
        [stopped] = await jobs(scene.sessions, StopWaiting)
        assert stopped.state == "done"


class TestTwoJobsAtOnce:
    async def test_make_one_message_that_says_what_is_known(self, scene: Scene) -> None:
        """The model answers at the very moment when the course is about to."""
        scene.model.answers(TASK, SAID)
        people = await scene.learners(10)
        for learner in people:
            await scene.asks(learner)
        await scene.runner.run(await scene.to_ask())
        clock.shift(SOON.total_seconds() + 1)
        try:
            both = [
                *await jobs(scene.sessions, TellExplanation),
                *await jobs(scene.sessions, TellMeanwhile),
            ]
            await asyncio.gather(*(scene.runner.run(job.id) for job in both))
        finally:
            clock.shift(0)
        assert len(scene.texts) == 10
        assert all(SAID["what"] in text for text in scene.texts)

    async def test_of_which_one_sends_while_the_other_comes(self, scene: Scene) -> None:
        """What was on its way is made to say what is known once it has arrived."""
        scene.model.answers(TASK, SAID)
        [learner] = await scene.learners()
        await scene.asks(learner)
        asked = await scene.to_ask()
        clock.shift(SOON.total_seconds() + 1)
        try:
            scene.telegram.on_the_way = scene.work
            await scene.work(but=asked)
        finally:
            clock.shift(0)
        [text] = scene.texts
        assert OWN in text
        assert SAID["what"] in scene.edits[-1][1]
