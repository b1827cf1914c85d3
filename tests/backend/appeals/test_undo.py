"""It was a typo: everything is as if the answer had been almost right, once."""

import asyncio

import httpx2
import pytest

from backend.attempts.schemas import AnswerIn, Remedy
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Typed
from backend.kit import clock
from tests.backend.appeals.answers import GAPS, MISTYPED, RIGHT, SLIP, gives, gives_all, state
from tests.factories import Learner, a_course, a_learner


async def two(backend: Backend, sessions: Sessions) -> tuple[Learner, Learner]:
    await a_course(sessions, GAPS)
    return await a_learner(backend, 7), await a_learner(backend, 8)


class TestUndo:
    @pytest.mark.parametrize("before", [(), (RIGHT,), (SLIP, RIGHT), (RIGHT,) * 4])
    @pytest.mark.parametrize("after", [(), (RIGHT,), (RIGHT, RIGHT), (RIGHT, SLIP)])
    async def test_leaves_what_an_answer_almost_right_would_have_left(
        self,
        backend: Backend,
        sessions: Sessions,
        before: tuple[str, ...],
        after: tuple[str, ...],
    ) -> None:
        hasty, careful = await two(backend, sessions)
        await gives_all(hasty, *before)
        wrong = await gives(hasty, SLIP)
        await gives_all(hasty, *after)
        await gives_all(careful, *before, MISTYPED, *after)
        assert wrong.feedback.verdict is Verdict.wrong
        assert await state(sessions, hasty) != await state(sessions, careful)

        out = await hasty.calls.undo(wrong.attempt_id)

        assert out.first
        assert await state(sessions, hasty) == await state(sessions, careful)

    async def test_twice_is_once(self, backend: Backend, sessions: Sessions) -> None:
        learner, _ = await two(backend, sessions)
        wrong = await gives(learner, SLIP)
        undone = [await learner.calls.undo(wrong.attempt_id)]
        once = await state(sessions, learner)
        undone += [await learner.calls.undo(wrong.attempt_id) for _ in range(2)]
        assert [each.first for each in undone] == [True, False, False]
        assert await state(sessions, learner) == once

    async def test_many_times_at_once_is_once(self, backend: Backend, sessions: Sessions) -> None:
        hasty, careful = await two(backend, sessions)
        wrong = await gives(hasty, SLIP)
        await gives(careful, MISTYPED)
        out = await asyncio.gather(*(hasty.calls.undo(wrong.attempt_id) for _ in range(8)))
        assert [each.first for each in out].count(True) == 1
        assert await state(sessions, hasty) == await state(sessions, careful)

    async def test_beside_the_next_answer_loses_neither(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        hasty, careful = await two(backend, sessions)
        for _ in range(3):
            wrong = await gives(hasty, SLIP)
            following = await hasty.exercise(go_on=True)
            answer = AnswerIn(answer=Typed(text=RIGHT))
            await asyncio.gather(
                hasty.calls.undo(wrong.attempt_id),
                hasty.calls.answer(following.attempt_id, answer),
            )
            await gives_all(careful, MISTYPED, RIGHT)
            assert await state(sessions, hasty) == await state(sessions, careful)

    async def test_is_told_by_whoever_asks_for_the_reply_again(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        learner, _ = await two(backend, sessions)
        wrong = await gives(learner, SLIP)
        assert wrong.feedback.remedies == [Remedy.typo, Remedy.appeal, Remedy.explain]
        out = await learner.calls.undo(wrong.attempt_id)
        again = (await learner.calls.attempt(wrong.attempt_id)).answer
        assert again is not None
        assert again == out.showing.answer
        assert (again.feedback.verdict, again.feedback.remedies) == (Verdict.almost, [])
        assert again.next == wrong.next

    @pytest.mark.parametrize("text", ["heel iets anders", "duur", "x"])
    async def test_of_what_is_no_slip_of_the_finger_is_refused(
        self, backend: Backend, sessions: Sessions, text: str
    ) -> None:
        learner, _ = await two(backend, sessions)
        wrong = await gives(learner, text)
        assert Remedy.typo not in wrong.feedback.remedies
        before = await state(sessions, learner)
        with pytest.raises(Refused, match="NotUndoable"):
            await learner.calls.undo(wrong.attempt_id)
        assert await state(sessions, learner) == before

    async def test_of_what_is_right_is_refused(self, backend: Backend, sessions: Sessions) -> None:
        learner, _ = await two(backend, sessions)
        for text in (RIGHT, MISTYPED):
            fine = await gives(learner, text)
            assert fine.feedback.remedies == []
            with pytest.raises(Refused, match="NotUndoable"):
                await learner.calls.undo(fine.attempt_id)

    async def test_of_a_button_is_refused(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, kinds=("fill_gap",))
        learner = await a_learner(backend)
        exercise = await learner.exercise()
        texts = exercise.shown.model_dump()["options"]
        out = await learner.answer(exercise, Choice(index=texts.index("fout")))
        assert out.feedback.remedies == [Remedy.explain]
        with pytest.raises(Refused, match="NotUndoable"):
            await learner.calls.undo(out.attempt_id)

    async def test_is_possible_for_some_minutes(self, backend: Backend, sessions: Sessions) -> None:
        learner, _ = await two(backend, sessions)
        wrong = await gives(learner, SLIP)
        clock.shift(11 * 60)
        try:
            with pytest.raises(Refused, match="NotUndoable"):
                await learner.calls.undo(wrong.attempt_id)
        finally:
            clock.shift(0)

    async def test_is_possible_for_some_answers(self, backend: Backend, sessions: Sessions) -> None:
        learner, _ = await two(backend, sessions)
        wrong = await gives(learner, SLIP)
        await gives_all(learner, RIGHT, RIGHT, RIGHT)
        with pytest.raises(Refused, match="NotUndoable"):
            await learner.calls.undo(wrong.attempt_id)

    async def test_of_what_is_open_or_not_mine_is_not_found(
        self, backend: Backend, sessions: Sessions, http: httpx2.AsyncClient
    ) -> None:
        mine, theirs = await two(backend, sessions)
        open_ = (await mine.exercise()).attempt_id
        wrong = await gives(theirs, SLIP)
        for id in (open_, wrong.attempt_id, 999_999):
            assert (await http.post(f"/api/v1/attempts/{id}/undo")).status_code == 404
