"""Practice on purpose: one point, or the mistakes that are open."""

import pytest
from sqlalchemy import func, select, update

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.schemas import Because, ExerciseOut
from backend.lessons.schemas import (
    MISTAKES,
    DoneNext,
    ExerciseNext,
    FocusOn,
    NextAction,
    PraiseNext,
    RestNext,
)
from backend.reviews.models import Mistake
from tests.backend.attempts.practising import go, plus
from tests.factories import (
    Learner,
    a_course,
    a_learner,
    a_shelf,
    an_item,
    days_pass,
    right,
    wrong,
)


async def point(sessions: Sessions, key: str, language: str = "nl") -> int:
    async with sessions() as session:
        found = await session.scalar(
            select(Point.id).where(Point.key == key, Point.language == language)
        )
        assert found is not None
        return found


async def exercises_on(sessions: Sessions, point_id: int) -> set[int]:
    async with sessions() as session:
        found = select(ExercisePoint.exercise_id).where(ExercisePoint.point_id == point_id)
        return set(await session.scalars(found))


async def ask(learner: Learner, focus: FocusOn, *, go_on: bool = False) -> NextAction:
    found = await learner.calls.next_action(learner.profile.id, focus=focus, go_on=go_on)
    return found.next


async def asked(learner: Learner, focus: FocusOn, *, go_on: bool = False) -> ExerciseOut:
    found = await ask(learner, focus, go_on=go_on)
    assert isinstance(found, ExerciseNext)
    return found.exercise


async def a_set(learner: Learner, first: ExerciseOut) -> tuple[list[ExerciseOut], NextAction]:
    """The exercises from `first` on, all answered rightly, and what ended them."""
    shown = [first]
    while True:
        to = await learner.answer(shown[-1], right(shown[-1]))
        if not isinstance(to.next, ExerciseNext):
            assert to.next is not None
            return shown, to.next
        shown.append(to.next.exercise)


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


async def states(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return [str(each) for each in await session.scalars(select(Mistake.state))]


async def slip_on(learner: Learner, sessions: Sessions, *keys: str) -> None:
    """A wrong answer on each of these skills."""
    for key in keys:
        exercise = await asked(learner, await point(sessions, key), go_on=True)
        await learner.answer(exercise, wrong(exercise))


class TestOnMistakes:
    async def test_comes_in_another_exercise_on_the_point(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        first = await learner.exercise()
        await learner.answer(first, wrong(first))

        exercise = await asked(learner, MISTAKES)

        assert exercise.exercise_id != first.exercise_id
        assert exercise.reason.because is Because.repair
        assert exercise.reason.point == "Skill 0"

    async def test_comes_in_the_same_exercise_where_there_is_no_other(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("fill_gap", 1), an_item("type_gap", 2, skill="skill-1")]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend)
        [first, _] = await go(learner, 2, wrongs={0})
        assert (await asked(learner, MISTAKES)).exercise_id == first.exercise_id

    async def test_goes_on_until_none_is_left_for_today(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=4)
        learner = await a_learner(backend)
        await slip_on(learner, sessions, "skill-0", "skill-1", "skill-3")
        shown, end = await a_set(learner, await asked(learner, MISTAKES))
        if isinstance(end, PraiseNext):  # the set was over before the mistakes were
            assert end.focus == MISTAKES
            more, end = await a_set(learner, await asked(learner, MISTAKES, go_on=True))
            shown += more

        assert [each.reason.point for each in shown] == ["Skill 0", "Skill 1", "Skill 3"]
        assert end == DoneNext(focus=MISTAKES)
        assert await states(sessions) == ["improving"] * 3
        assert await ask(learner, MISTAKES) == DoneNext(focus=MISTAKES)

    async def test_asks_again_for_what_went_wrong_again(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await slip_on(learner, sessions, "skill-0")
        exercise = await asked(learner, MISTAKES)
        to = await learner.answer(exercise, wrong(exercise))

        assert isinstance(to.next, ExerciseNext)
        again = to.next.exercise
        assert again.reason.because is Because.repair
        assert again.exercise_id != exercise.exercise_id
        assert await states(sessions) == ["recurring"]

    async def test_with_none_is_done_and_leaves_what_is_open(self, learner: Learner) -> None:
        before = await learner.exercise()
        assert await ask(learner, MISTAKES) == DoneNext(focus=MISTAKES)
        assert (await learner.exercise()).attempt_id == before.attempt_id


class TestAMistakeLeavesTheList:
    """Right twice on one day: it stays. Right on two days: it leaves."""

    async def right_on_purpose(self, learner: Learner) -> None:
        exercise = await asked(learner, MISTAKES, go_on=True)
        await learner.answer(exercise, right(exercise))

    async def listed(self, learner: Learner) -> int:
        return (await learner.calls.mistakes(learner.profile.id)).total

    async def test_not_by_two_right_answers_of_one_day(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await plus(sessions)
        assert await self.listed(learner) == 0
        await slip_on(learner, sessions, "skill-0")
        assert await self.listed(learner) == 1
        await self.right_on_purpose(learner)
        more = await asked(learner, await point(sessions, "skill-0"), go_on=True)
        await learner.answer(more, right(more))

        [left] = (await learner.calls.mistakes(learner.profile.id)).mistakes
        assert (left.state, left.done_today) == ("improving", True)

    async def test_by_right_answers_on_two_days(self, learner: Learner, sessions: Sessions) -> None:
        await slip_on(learner, sessions, "skill-0")
        await self.right_on_purpose(learner)
        await days_pass(sessions)
        assert await self.listed(learner) == 1
        await self.right_on_purpose(learner)

        assert await self.listed(learner) == 0
        assert await states(sessions) == ["resolved"]

    async def test_by_ordinary_practice_on_the_second_day(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await slip_on(learner, sessions, "skill-0")
        await self.right_on_purpose(learner)
        await days_pass(sessions)
        more = await asked(learner, await point(sessions, "skill-0"), go_on=True)
        await learner.answer(more, right(more))

        assert await self.listed(learner) == 0

    async def test_and_comes_back_to_it_when_it_goes_wrong_again(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await slip_on(learner, sessions, "skill-0")
        for _ in range(2):
            await self.right_on_purpose(learner)
            await days_pass(sessions)
        assert await self.listed(learner) == 0
        await slip_on(learner, sessions, "skill-0")

        [back] = (await learner.calls.mistakes(learner.profile.id)).mistakes
        assert (back.state, back.times) == ("relapsed", 2)


async def test_a_retired_exercise_is_not_asked_for(learner: Learner, sessions: Sessions) -> None:
    second = await point(sessions, "skill-1")
    async with sessions.begin() as session:
        await session.execute(update(Exercise).values(state="retired"))
    assert await ask(learner, second) == DoneNext(focus=second)
