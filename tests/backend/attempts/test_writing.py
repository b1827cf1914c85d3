"""A text of one's own where no model is set up: the learner looks at it themselves."""

import pytest

from backend.attempts.schemas import AnswerIn, AnswerOut, GiveUp, SelfCheck
from backend.client import OPEN, Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from backend.reviews.models import Memory, Mistake, Review
from tests.backend.attempts.practising import count
from tests.factories import WRITTEN, Learner, a_course, a_learner

TEXT = "Ik was gisteren in het bos met mijn zus en zag een vos"


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=(WRITTEN,))
    return await a_learner(backend, native="ru")


async def written(learner: Learner) -> AnswerOut:
    exercise = await learner.exercise()
    return await learner.answer(exercise, Typed(text=TEXT))


class TestATextWithoutAModel:
    async def test_is_compared_with_an_example_by_a_checklist(self, learner: Learner) -> None:
        out = await written(learner)
        assert (out.checking, out.next, out.feedback.verdict) == (False, None, Verdict.unsure)
        assert out.feedback.checklist == ["where you were (ru)", "what you saw (ru)"]
        assert out.feedback.right.startswith("Dit is een goed verhaal")
        assert (out.feedback.assessment, out.feedback.remedies) == (None, [])

    @pytest.mark.parametrize("mine", [True, False])
    async def test_is_marked_by_the_learner_and_nothing_is_punished(
        self, mine: bool, learner: Learner, sessions: Sessions
    ) -> None:
        first = await written(learner)
        out = await learner.calls.answer(first.attempt_id, AnswerIn(answer=SelfCheck(right=mine)))
        assert (out.feedback.self_checked, out.feedback.remedies) == (mine, [])
        assert out.next is not None
        for model in (Review, Memory, Mistake):
            assert await count(sessions, model) == 0

    async def test_that_is_too_short_leaves_the_task_open(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        with pytest.raises(Refused) as no:
            await learner.calls.answer(OPEN, AnswerIn(answer=Typed(text="Ik was thuis")))
        assert no.value.code == "NotAnOption"
        assert (await learner.exercise()).attempt_id == exercise.attempt_id

    async def test_may_be_left_out(self, learner: Learner, sessions: Sessions) -> None:
        exercise = await learner.exercise()
        out = await learner.answer(exercise, GiveUp())
        assert out.feedback.checklist
        assert out.next is not None
        assert await count(sessions, Mistake) == 0
