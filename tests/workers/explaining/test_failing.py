"""Whatever becomes of the model, whoever asked why is told something, once."""

from datetime import timedelta

import pytest

from backend.client import Backend
from backend.db import Sessions
from backend.explaining.jobs import ExplainAnswer
from backend.explaining.models import Explanation
from backend.explaining.schemas import Stage
from backend.jobs.models import JobRow
from backend.kit import clock
from infra.local.llm.script import Fault
from tests.backend.appeals.answers import GAPS, RIGHT, SLIP, gives
from tests.factories import a_course, a_learner, wrong
from tests.workers.explaining.scene import IN_RUSSIAN, OWN, SAID, TASK, Scene
from tests.workers.working import rows


class TestWithoutAnAnswer:
    @pytest.mark.parametrize("fault", [Fault.error, Fault.malformed, Fault.refusal])
    async def test_of_a_model_the_course_itself_tells(self, scene: Scene, fault: Fault) -> None:
        scene.model.fails(TASK, fault)
        [learner] = await scene.learners()
        await scene.asks(learner)
        await scene.work()
        [text] = scene.texts
        assert OWN in text
        assert [row.state for row in await scene.rows(Explanation)] == [Stage.failed]

    async def test_in_the_right_language_the_course_itself_tells(self, scene: Scene) -> None:
        scene.model.answers(TASK, IN_RUSSIAN)
        [learner] = await scene.learners()
        await scene.asks(learner)
        await scene.work()
        [text] = scene.texts
        assert OWN in text
        assert IN_RUSSIAN["rule"] not in text

    async def test_whoever_asks_next_lets_it_be_tried_again(self, scene: Scene) -> None:
        scene.model.fails(TASK, Fault.refusal)
        first, later = await scene.learners(2)
        await scene.asks(first)
        await scene.work()
        scene.model.reset()
        scene.model.answers(TASK, SAID)
        await scene.asks(later)
        await scene.work()
        assert [to.chat_id for to, _ in scene.telegram.sent] == [10, 11]
        assert SAID["what"] in scene.texts[1]

    async def test_in_time_the_course_tells_and_what_comes_late_is_kept(self, scene: Scene) -> None:
        scene.model.answers(TASK, SAID)
        [learner] = await scene.learners()
        id = await scene.asks(learner)
        asked = await scene.to_ask()
        clock.shift(60)
        try:
            await scene.work(but=asked)  # the worker that was to ask does not come
        finally:
            clock.shift(0)
        [text] = scene.texts
        assert OWN in text
        before = scene.edits
        await scene.work()
        assert (len(scene.texts), scene.edits) == (1, before)
        assert (await learner.calls.explain(id)).told is not None

    async def test_whoever_asks_once_more_after_that_is_told_what_comes_late(
        self, scene: Scene
    ) -> None:
        scene.model.answers(TASK, SAID)
        [learner] = await scene.learners()
        id = await scene.asks(learner)
        clock.shift(45)
        try:
            await scene.work(but=await scene.to_ask())
            assert (await learner.calls.explain(id)).coming
            await scene.work()
        finally:
            clock.shift(0)
        assert [SAID["what"] in text for text in scene.texts] == [False, True]


class TestWithoutAModel:
    async def test_the_course_tells_at_once(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend)
        out = await learner.calls.explain((await gives(learner, SLIP)).attempt_id)
        assert (out.coming, out.told) == (False, None)
        assert out.reasons is not None
        assert out.reasons.because == OWN
        assert out.reasons.right == f"vorm 0 {RIGHT} hier"
        assert await rows(sessions, JobRow) == []

    async def test_every_kind_has_something_to_say(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=1, rounds=1)
        learner = await a_learner(backend)
        for _ in range(5):
            exercise = await learner.exercise(go_on=True)
            answered = await learner.answer(exercise, wrong(exercise))
            out = await learner.calls.explain(answered.attempt_id)
            assert out.reasons is not None
            assert out.reasons.right


def test_somebody_waits_for_less_than_a_minute() -> None:
    assert ExplainAnswer.limit <= timedelta(seconds=60)
