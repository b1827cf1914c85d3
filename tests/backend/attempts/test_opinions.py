"""Too easy, too hard: what is said of it moves the course, a stage at a time."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.attempts.opinions import Run, Step
from backend.attempts.schemas import AnswerOut, Effect
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.course import easier, harder, stage, start
from backend.exercises.models import Exercise
from backend.exercises.schemas import Because, ExerciseOut
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.profiles.schemas import Opinion, ProfilePatch
from tests.backend.attempts.practising import plus
from tests.factories import Learner, a_course, a_learner, right, wrong

EASY, HARD = Opinion.easy, Opinion.hard


class TestRun:
    @pytest.mark.parametrize(
        ("steps", "ends_as"),
        [
            ([HARD], Step.said),
            ([HARD, HARD], Step.said),
            ([HARD, None, HARD], Step.moved),
            ([HARD, None, HARD, HARD, EASY], Step.moved),
            ([HARD, None, None, HARD], Step.said),
            ([HARD, None, EASY], Step.said),
            ([HARD, EASY, None, HARD], Step.said),
            ([HARD, EASY, None, EASY], Step.moved),
            ([HARD, None, EASY, None, EASY], Step.moved),
            ([HARD, None, HARD, None], Step.moved),
            ([None], Step.none),
        ],
    )
    def test_takes_two_of_the_same_on_two_exercises_in_a_row(
        self, steps: list[Opinion | None], ends_as: Step
    ) -> None:
        """None stands for an answer."""
        run = Run()
        for step in steps:
            run = run.after_answer if step is None else run.with_one_more(step)
        assert run.step is ends_as

    def test_starts_anew_once_the_next_exercise_has_said_so(self) -> None:
        assert Run(HARD, Step.moved).told == Run()
        assert Run(HARD, Step.before).told == Run(HARD, Step.before)


class TestStages:
    @pytest.mark.parametrize(
        ("before", "there"),
        [(None, None), (7, 0), (2_017, 2_000), (start(Level.a2) - 999_000, 1_000)],
    )
    def test_easier_is_the_stage_before(self, before: int | None, there: int | None) -> None:
        assert easier(before) == there

    @pytest.mark.parametrize(
        ("place", "after", "there"),
        [
            (17, 1_003, 1_000),
            (17, 4_001, 4_000),
            (9_017, None, None),
            (9_017, start(Level.a2) + 1, start(Level.a2)),
            (9_017, start(Level.b2) + 4_001, start(Level.a2)),
        ],
    )
    def test_harder_is_the_stage_after_and_never_past_the_next_level(
        self, place: int, after: int | None, there: int | None
    ) -> None:
        assert harder(Level.a1, place, after) == there


async def go(learner: Learner, *, to: int, sessions: Sessions) -> ExerciseOut:
    """Answers until the exercise of stage no. `to` (from 0) is open; that exercise."""
    for _ in range(60):
        exercise = await learner.exercise(go_on=True)
        if await stage_of(exercise, sessions) == to:
            return exercise
        await learner.answer(exercise, right(exercise))
    raise AssertionError("the walk never came there")


async def stage_of(exercise: ExerciseOut, sessions: Sessions) -> int:
    async with sessions() as session:
        place = await session.scalar(
            select(Exercise.place).where(Exercise.id == exercise.exercise_id)
        )
    assert place is not None
    return stage(place) // 1_000


async def say(learner: Learner, exercise: ExerciseOut, opinion: Opinion) -> Effect:
    return (await learner.calls.opine(exercise.attempt_id, opinion)).effect


async def say_twice(learner: Learner, exercise: ExerciseOut, opinion: Opinion) -> ExerciseOut:
    """Of this exercise and of the one after it; the one that follows."""
    assert await say(learner, exercise, opinion) is Effect.noted
    out = await learner.answer(exercise, right(exercise))
    second = following(out) or await learner.exercise(go_on=True)
    await say(learner, second, opinion)
    out = await learner.answer(second, right(second))
    return following(out) or await learner.exercise(go_on=True)


def following(out: AnswerOut) -> ExerciseOut | None:
    return out.next.exercise if isinstance(out.next, ExerciseNext) else None


async def standing(sessions: Sessions) -> Profile:
    async with sessions() as session:
        return (await session.scalars(select(Profile))).one()


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    """Of a course of three stages with ten exercises each, without rests and limits."""
    await a_course(sessions, skills=6, rounds=1)
    learner = await a_learner(backend)
    await plus(sessions)
    return learner


class TestTooHard:
    async def test_twice_in_a_row_leads_to_an_earlier_stage_which_says_so_once(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=1, sessions=sessions)
        moved = await say_twice(learner, exercise, HARD)

        assert (await stage_of(moved, sessions), moved.moved) == (0, "easier")
        assert moved.reason.because is Because.again
        out = await learner.answer(moved, right(moved))
        after = following(out) or await learner.exercise(go_on=True)
        assert (await stage_of(after, sessions), after.moved) == (0, None)

    async def test_walks_the_earlier_stage_whole_and_comes_back(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=1, sessions=sessions)
        shown = [await say_twice(learner, exercise, HARD)]
        for _ in range(15):
            out = await learner.answer(shown[-1], right(shown[-1]))
            shown.append(following(out) or await learner.exercise(go_on=True))

        stages = [await stage_of(each, sessions) for each in shown]
        assert stages[:10] == [0] * 10
        assert set(stages[10:]) == {1}
        assert len({each.exercise_id for each in shown}) == len(shown)

    async def test_at_the_very_beginning_leaves_the_course_where_it_is(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        first = await learner.exercise()
        assert await say(learner, first, HARD) is Effect.noted
        await learner.answer(first, right(first))
        second = await learner.exercise()
        before = (await standing(sessions)).place
        for _ in range(2):
            assert await say(learner, second, HARD) is Effect.easiest
        assert (await standing(sessions)).place == before
        out = await learner.answer(second, right(second))
        third = following(out)
        assert third is not None
        assert third.moved is None

    async def test_in_a_further_round_moves_that_round(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for _ in range(30 + 12):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, right(exercise))
        exercise = await learner.exercise(go_on=True)
        assert await stage_of(exercise, sessions) == 1
        end = (await standing(sessions)).place

        moved = await say_twice(learner, exercise, HARD)

        assert (await stage_of(moved, sessions), moved.moved) == (0, "easier")
        assert (await standing(sessions)).place == end

    async def test_a_level_chosen_by_hand_begins_where_it_begins(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=1, sessions=sessions)
        await say_twice(learner, exercise, HARD)
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a2))
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a1))
        profile = await standing(sessions)
        assert (profile.place, profile.again, profile.opinion_run) == (0, 0, 0)


class TestTooEasy:
    async def test_twice_in_a_row_leads_to_a_later_stage_which_says_so(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        moved = await say_twice(learner, await learner.exercise(), EASY)
        assert (await stage_of(moved, sessions), moved.moved) == (1, "harder")
        assert moved.reason.because is Because.new

    async def test_moves_before_what_returns_from_elsewhere(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        """A mistake that is due waits for one exercise."""
        first = await learner.exercise()
        await learner.answer(first, wrong(first))
        async with sessions.begin() as session:
            await session.execute(update(Profile).values(answered=50))
        exercise = await learner.exercise()
        moved = await say_twice(learner, exercise, EASY)
        assert (await stage_of(moved, sessions), moved.moved) == (1, "harder")

    async def test_at_the_end_of_the_course_leaves_it_where_it_is(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=2, sessions=sessions)
        await say(learner, exercise, EASY)
        await learner.answer(exercise, right(exercise))
        assert await say(learner, await learner.exercise(go_on=True), EASY) is Effect.hardest


class TestSaying:
    async def test_the_same_press_twice_counts_once_even_at_once(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=1, sessions=sessions)
        effects = await asyncio.gather(*(say(learner, exercise, HARD) for _ in range(4)))
        assert effects == [Effect.noted] * 4
        out = await learner.answer(exercise, right(exercise))
        second = following(out) or await learner.exercise(go_on=True)
        place = (await standing(sessions)).place

        effects = await asyncio.gather(*(say(learner, second, HARD) for _ in range(4)))

        assert effects == [Effect.easier] * 4
        assert stage((await standing(sessions)).place) == stage(place) - 1_000

    async def test_an_answer_without_an_opinion_between_ends_the_run(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await go(learner, to=1, sessions=sessions)
        for said in (HARD, None, HARD):
            if said:
                assert await say(learner, exercise, said) is Effect.noted
            await learner.answer(exercise, right(exercise))
            exercise = await learner.exercise(go_on=True)
        assert await stage_of(exercise, sessions) == 1

    async def test_survives_the_praise_between_two_sets(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for _ in range(3):
            exercise = await learner.exercise()
            await learner.answer(exercise, right(exercise))
        fourth = await learner.exercise()
        await say(learner, fourth, EASY)
        await learner.answer(fourth, right(fourth))
        fifth = await learner.exercise()
        assert await say(learner, fifth, EASY) is Effect.harder
        assert following(await learner.answer(fifth, right(fifth))) is None

        assert (await learner.exercise(go_on=True)).moved == "harder"

    async def test_of_an_answered_exercise_comes_too_late_and_brings_the_reply(
        self, learner: Learner
    ) -> None:
        exercise = await learner.exercise()
        reply = await learner.answer(exercise, right(exercise))
        out = await learner.calls.opine(exercise.attempt_id, HARD)
        assert out.effect is Effect.late
        assert out.showing.answer is not None
        assert out.showing.answer.feedback == reply.feedback

    async def test_brings_the_showing_as_it_is(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        assert (await learner.calls.opine(exercise.attempt_id, HARD)).showing.exercise == exercise

    async def test_of_what_another_was_shown_is_not_found(
        self, learner: Learner, backend: Backend
    ) -> None:
        exercise = await learner.exercise()
        stranger = await a_learner(backend, 8)
        for attempt_id in (exercise.attempt_id, 999_999):
            with pytest.raises(Refused) as refused:
                await stranger.calls.opine(attempt_id, HARD)
            assert (refused.value.status, refused.value.code) == (404, "NotFound")

    @pytest.mark.parametrize("body", [{}, {"opinion": "boring"}, {"opinion": "easy", "x": 1}])
    async def test_that_is_none_is_422(
        self, learner: Learner, http: Any, body: dict[str, Any]
    ) -> None:
        exercise = await learner.exercise()
        path = f"/api/v1/attempts/{exercise.attempt_id}/opinion"
        assert (await http.post(path, json=body)).status_code == 422
