import pytest
from sqlalchemy import func, select

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn, GiveUp, ValidateIn, ValidateOut
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Typed
from backend.exercises.schemas import Because
from backend.reviews.models import Memory, Mistake, Review
from backend.users.models import User
from tests.factories import (
    BOT,
    KINDS,
    Learner,
    a_course,
    a_learner,
    a_user,
    days_pass,
    right,
    wrong,
)


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=("fill_gap",))
    return await a_learner(backend)


async def validate(
    backend: Backend, learner: Learner, exercise_id: int, given: ValidateIn, *, subject: int = 7
) -> ValidateOut:
    headers = {"x-actor": f"telegram:{subject}", "x-bot": str(BOT)}
    path = f"/exercises/{exercise_id}/validate"
    return ValidateOut.model_validate_json(await backend.send("POST", path, given, headers))


class TestValidate:
    @pytest.mark.parametrize("kind", KINDS)
    async def test_says_what_an_answer_would_say_and_records_nothing(
        self, kind: str, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=(kind,))
        learner = await a_learner(backend, native="ru")
        exercise = await learner.exercise()
        for answer in (right(exercise), wrong(exercise)):
            given = ValidateIn.model_validate(
                {"profile_id": learner.profile.id, "answer": answer.model_dump()}
            )
            looked = await validate(backend, learner, exercise.exercise_id, given)
            verdict = Verdict.correct if answer == right(exercise) else Verdict.wrong
            assert looked.feedback.verdict is verdict

        async with sessions() as session:
            for model in (Review, Memory, Mistake):
                assert await session.scalar(select(func.count()).select_from(model)) == 0
            attempt = (await session.scalars(select(Attempt))).one()
            user = (await session.scalars(select(User))).one()
        assert (attempt.answered_at, attempt.verdict, user.answered_today) == (None, None, 0)
        answered = await learner.answer(exercise, wrong(exercise))
        assert answered.feedback == looked.feedback

    async def test_of_what_was_not_shown_is_not_found(
        self, learner: Learner, backend: Backend
    ) -> None:
        shown = await learner.exercise()
        given = ValidateIn(profile_id=learner.profile.id, answer=Choice(index=0))
        for exercise_id in (shown.exercise_id + 1, 999_999, 2**63 - 1):
            with pytest.raises(Refused) as refused:
                await validate(backend, learner, exercise_id, given)
            assert (refused.value.status, refused.value.code) == (404, "NotFound")

    async def test_of_what_another_was_shown_is_not_found(
        self, learner: Learner, backend: Backend
    ) -> None:
        shown = await learner.exercise()
        await backend.put_user(a_user(8))
        given = ValidateIn(profile_id=learner.profile.id, answer=Choice(index=0))
        with pytest.raises(Refused) as refused:
            await validate(backend, learner, shown.exercise_id, given, subject=8)
        assert refused.value.code == "NotFound"

    @pytest.mark.parametrize("answer", [Choice(index=99), Typed(text="something else")])
    async def test_of_what_was_not_offered_is_422(
        self, answer: Choice | Typed, learner: Learner, backend: Backend
    ) -> None:
        shown = await learner.exercise()
        given = ValidateIn(profile_id=learner.profile.id, answer=answer)
        with pytest.raises(Refused) as refused:
            await validate(backend, learner, shown.exercise_id, given)
        assert (refused.value.status, refused.value.code) == (422, "NotAnOption")


class TestAttempt:
    async def test_is_the_showing_as_it_was(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        looked = await learner.calls.attempt(exercise.attempt_id)
        assert (looked.exercise, looked.answer, looked.answered_at) == (exercise, None, None)

    async def test_brings_the_reply_once_it_is_answered(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        out = await learner.answer(exercise, wrong(exercise))
        looked = await learner.calls.attempt(exercise.attempt_id)
        assert (looked.exercise, looked.answer) == (exercise, out)
        assert looked.answered_at is not None

    async def test_keeps_the_reason_for_which_it_came(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        first = await learner.exercise()
        await learner.answer(first, right(first))
        await days_pass(sessions, 5)
        review = await learner.exercise()
        while review.reason.because is not Because.review:
            await learner.answer(review, right(review))
            review = await learner.exercise()
        assert review.reason.point is not None
        looked = await learner.calls.attempt(review.attempt_id)
        assert looked.exercise.reason == review.reason

    async def test_after_giving_up_has_no_word_of_the_learner(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        await learner.calls.answer(exercise.attempt_id, AnswerIn(answer=GiveUp()))
        looked = await learner.calls.attempt(exercise.attempt_id)
        assert looked.answer is not None
        assert looked.answer.feedback.said is None
