"""Practice on purpose: one point, or the mistakes that are open."""

import pytest
from sqlalchemy import func, select, update

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import Exercise
from backend.exercises.schemas import Because
from backend.lessons.schemas import MISTAKES, DoneNext, ExerciseNext, PraiseNext, RestNext
from tests.backend.attempts.focusing import a_set, ask, asked, exercises_on, point
from tests.backend.attempts.practising import go, plus
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item, right, wrong


class TestOnAPoint:
    async def test_every_exercise_of_the_set_is_on_it_and_none_comes_twice(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=4)
        learner = await a_learner(backend)
        third = await point(sessions, "skill-2")

        shown, end = await a_set(learner, await asked(learner, third))

        assert {each.exercise_id for each in shown} <= await exercises_on(sessions, third)
        assert len({each.exercise_id for each in shown}) == len(shown) == 5
        assert {each.reason.because for each in shown} == {Because.focus}
        assert {each.reason.point for each in shown} == {"Skill 2"}
        assert [each.number for each in shown] == [1, 2, 3, 4, 5]
        assert isinstance(end, PraiseNext)
        assert end.focus == third

    async def test_survives_a_wrong_answer_and_ends_with_the_set(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=4)
        learner = await a_learner(backend)
        third = await point(sessions, "skill-2")
        first = await asked(learner, third)
        to = await learner.answer(first, wrong(first))
        assert isinstance(to.next, ExerciseNext)
        assert to.next.exercise.reason.because is Because.focus
        await a_set(learner, to.next.exercise)

        after = await learner.exercise(go_on=True)

        assert after.reason.because is not Because.focus
        assert after.exercise_id not in await exercises_on(sessions, third)

    async def test_is_asked_for_right_after_a_set_and_begins_the_next(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await go(learner, 5)
        second = await point(sessions, "skill-1")
        first = await asked(learner, second)
        assert first.number == 1

    async def test_waits_for_the_end_of_a_rest_unless_the_learner_goes_on(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await go(learner, 15)
        second = await point(sessions, "skill-1")
        rest = await ask(learner, second)
        assert isinstance(rest, RestNext)
        assert rest.focus == second
        assert (await asked(learner, second, go_on=True)).reason.because is Because.focus

    async def test_sets_aside_what_is_open_and_does_not_fit(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        before = await learner.exercise()
        second = await point(sessions, "skill-1")
        exercise = await asked(learner, second)

        assert exercise.exercise_id in await exercises_on(sessions, second)
        with pytest.raises(Refused) as refused:
            await learner.answer(before, right(before))
        assert refused.value.code == "NotFound"
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Attempt)) == 1
        assert (await learner.exercise()).attempt_id == exercise.attempt_id
        assert (await learner.calls.progress(learner.profile.id)).answered_today == 0

    async def test_what_was_set_aside_comes_when_the_course_goes_on(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        before = await learner.exercise()
        first = await asked(learner, await point(sessions, "skill-1"))
        await a_set(learner, first)

        after = await learner.exercise(go_on=True)

        assert (after.exercise_id, after.reason.because) == (before.exercise_id, Because.new)

    async def test_what_was_set_aside_in_a_further_round_comes_when_it_goes_on(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("fill_gap", n, skill=f"skill-{n % 2}") for n in range(1, 5)]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend)
        [first, second, *_] = await go(learner, 4)
        before = await learner.exercise()
        assert (before.exercise_id, before.reason.because) == (first.exercise_id, Because.again)

        shown = await asked(learner, await point(sessions, "lemma2"))
        assert shown.exercise_id == second.exercise_id
        to = await learner.answer(shown, right(shown))

        assert isinstance(to.next, PraiseNext)
        after = await learner.exercise(go_on=True)
        assert (after.exercise_id, after.reason.because) == (first.exercise_id, Because.again)

    async def test_shows_again_what_is_open_and_fits(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        second = await point(sessions, "skill-1")
        first = await asked(learner, second)
        assert await asked(learner, second) == first

    async def test_prefers_what_was_not_seen(self, learner: Learner, sessions: Sessions) -> None:
        await plus(sessions)
        first = await point(sessions, "skill-0")
        shown = [await asked(learner, first)]
        for _ in range(9):
            await learner.answer(shown[-1], right(shown[-1]))
            shown.append(await asked(learner, first, go_on=True))

        assert {each.exercise_id for each in shown} == await exercises_on(sessions, first)
        await learner.answer(shown[-1], right(shown[-1]))
        again = await asked(learner, first, go_on=True)
        assert again.exercise_id == shown[0].exercise_id

    async def test_gives_way_to_the_course_where_a_point_has_one_exercise(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("fill_gap", 1, skill="skill-1")]
        items += [an_item("type_gap", n) for n in range(2, 9)]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend)
        alone = await point(sessions, "skill-1")
        first = await asked(learner, alone)
        to = await learner.answer(first, right(first))
        assert isinstance(to.next, ExerciseNext)
        assert to.next.exercise.reason.because is Because.new

        await a_set(learner, to.next.exercise)

    async def test_that_was_just_answered_and_has_no_other_exercise_is_done(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("fill_gap", 1, skill="skill-1"), an_item("type_gap", 2)]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend)
        alone = await point(sessions, "skill-1")
        first = await asked(learner, alone)
        await learner.answer(first, right(first))
        open_now = await learner.exercise()

        assert await ask(learner, alone) == DoneNext(focus=alone)
        assert (await learner.exercise()).attempt_id == open_now.attempt_id

    async def test_above_the_level_is_done(self, backend: Backend, sessions: Sessions) -> None:
        items = [an_item("fill_gap", 1), an_item("fill_gap", 2, level="A2", skill="skill-1")]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend)
        above = await point(sessions, "skill-1")
        assert await ask(learner, above) == DoneNext(focus=above)

    async def test_does_not_move_the_place_in_the_course(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=4)
        learner = await a_learner(backend)
        await a_set(learner, await asked(learner, await point(sessions, "skill-2")))
        after = await learner.exercise(go_on=True)
        assert after.reason.because is Because.new
        assert after.exercise_id in await exercises_on(sessions, await point(sessions, "skill-0"))

    async def test_of_another_course_or_of_none_is_not_found(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await a_course(sessions, language="en")
        for unknown in (await point(sessions, "skill-0", "en"), 999_999_999):
            with pytest.raises(Refused) as refused:
                await ask(learner, unknown)
            assert refused.value.code == "NotFound"

    async def test_of_somebody_else_is_not_found(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        other = await a_learner(backend, 8)
        with pytest.raises(Refused) as refused:
            await other.calls.next_action(learner.profile.id, focus=MISTAKES)
        assert refused.value.code == "NotFound"


async def test_a_retired_exercise_is_not_asked_for(learner: Learner, sessions: Sessions) -> None:
    second = await point(sessions, "skill-1")
    async with sessions.begin() as session:
        await session.execute(update(Exercise).values(state="retired"))
    assert await ask(learner, second) == DoneNext(focus=second)
