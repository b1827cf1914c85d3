"""What comes back: mistakes, and reviews that are due."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import select, update

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.schemas import Because
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.profiles.schemas import ProfilePatch
from backend.reviews.models import Memory, Mistake
from tests.backend.attempts.practising import NONE, go, plus
from tests.factories import (
    BASIC,
    KINDS,
    a_course,
    a_learner,
    a_shelf,
    an_item,
    days_pass,
    right,
    wrong,
)

DAY = timedelta(days=1)


async def skills(sessions: Sessions) -> dict[int, set[str]]:
    """The skills of every exercise."""
    async with sessions() as session:
        rows = await session.execute(
            select(ExercisePoint.exercise_id, Point.key)
            .join(Point, Point.id == ExercisePoint.point_id)
            .where(Point.kind == "skill")
        )
        found: dict[int, set[str]] = {}
        for exercise_id, key in rows:
            found.setdefault(exercise_id, set()).add(key)
        return found


class TestAMistake:
    ITEMS = (
        an_item("fill_gap", 1),
        *(an_item(kind, n, skill="skill-1") for n, kind in enumerate(KINDS, start=2)),
        an_item("fill_gap", 9),
    )

    async def test_comes_back_in_another_exercise_on_its_point_after_three_others(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=list(self.ITEMS)))
        learner = await a_learner(backend)
        shown = await go(learner, 5, wrongs={0})
        of = await skills(sessions)

        assert [each.reason.because for each in shown] == [Because.new] * 4 + [Because.mistake]
        assert shown[4].exercise_id not in {each.exercise_id for each in shown[:4]}
        assert of[shown[4].exercise_id] == of[shown[0].exercise_id] == {"skill-0"}
        assert shown[4].reason.point == "Skill 0"

    async def test_is_named_in_the_native_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=list(self.ITEMS)))
        learner = await a_learner(backend, native="ru")
        shown = await go(learner, 5, wrongs={0})
        assert shown[4].reason.point == "Skill 0 (ru)"

    async def test_is_not_mended_by_right_answers_before_it_returns(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=1)
        learner = await a_learner(backend)
        shown = await go(learner, 5, wrongs={0})
        assert shown[4].reason.because is Because.mistake
        later = await go(learner, 5)
        assert Because.mistake not in {each.reason.because for each in later}

    async def test_returns_in_the_exercise_that_was_seen_longest_ago(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        """Right in one of three that were all seen, it returns in the next one."""
        items = [an_item(kind, n) for n, kind in enumerate(BASIC[:3])]
        items += [an_item(BASIC[3], 3, skill="skill-1")]
        items += [an_item("fill_gap", n, skill="skill-2") for n in range(4, 40)]
        await a_course(sessions, a_shelf(skills=3, items=items))
        learner = await a_learner(backend)
        await plus(sessions)

        shown = await go(learner, 32, wrongs={2})

        back = [each.exercise_id for each in shown if each.reason.because is Because.mistake]
        assert back == [shown[0].exercise_id, shown[1].exercise_id]

    async def test_is_resolved_by_right_answers_on_two_days(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=1)
        learner = await a_learner(backend)
        states: list[str] = []
        for steps in (1, 4, 22, 1):
            await go(learner, steps, wrongs={0} if not states else NONE)
            async with sessions() as session:
                states += await session.scalars(select(Mistake.state))
            if steps > 1:
                await days_pass(sessions)
        assert states == ["new", "improving", "resolved", "resolved"]

    async def test_never_comes_twice_in_a_row(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, skills=4, rounds=3)
        learner = await a_learner(backend)
        await plus(sessions)
        shown = await go(learner, 30, wrongs=set(range(0, 30, 2)))
        within = [
            (one.reason.because, other.reason.because)
            for one, other in pairwise(shown)
            if other.number > 1
        ]
        assert (Because.mistake, Because.mistake) not in within
        assert Because.mistake in {each.reason.because for each in shown}

    async def test_on_a_point_with_no_other_exercise_does_not_hide_another(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        """Two mistakes that cannot return are the oldest; the third one can."""
        items = [an_item("fill_gap", n, skill=f"skill-{n}") for n in range(2)]
        items += [an_item("type_gap", n, skill="skill-2") for n in range(2, 12)]
        await a_course(sessions, a_shelf(skills=3, items=items))
        learner = await a_learner(backend)
        await plus(sessions)
        shown = []
        for _ in range(10):
            exercise = await learner.exercise(go_on=True)
            shown.append(exercise)
            alone = exercise.shown.kind == "fill_gap"
            third = [each.shown.kind for each in shown].count("type_gap") == 1
            given = wrong(exercise) if alone or third else right(exercise)
            await learner.answer(exercise, given)
        assert Because.mistake in {each.reason.because for each in shown}


class TestAReview:
    async def test_appears_when_it_is_due_in_turn_with_what_is_new(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=2, rounds=4)
        learner = await a_learner(backend)
        await go(learner, 5)
        await days_pass(sessions, 4)

        shown = await go(learner, 6)

        reasons = Counter(each.reason.because for each in shown)
        assert reasons[Because.review] >= 2
        assert reasons[Because.new] >= 2
        assert all(each.reason.point for each in shown if each.reason.because is Because.review)

    async def test_is_not_there_before_it_is_due(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=2, rounds=4)
        learner = await a_learner(backend)
        await go(learner, 5)
        await days_pass(sessions)
        assert Because.review not in {each.reason.because for each in await go(learner, 6)}

    async def test_rather_repeats_an_exercise_than_to_run_ahead_of_the_course(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        fields = {"lemmas": ["stoel"]}
        near, far = (
            an_item("type_gap", 1, **fields),
            an_item("type_gap", 2, skill="skill-9", **fields),
        )
        between = [an_item("fill_gap", n, skill=f"skill-{2 + n % 6}") for n in range(3, 17)]
        await a_course(sessions, a_shelf(skills=10, items=[near, *between, far]))
        learner = await a_learner(backend)
        [first] = await go(learner, 1)
        await go(learner, 1)
        await days_pass(sessions, 4)

        async with sessions.begin() as session:
            of_a_skill = select(Point.id).where(Point.kind == "skill")
            later = update(Memory).values(due=utc_now() + 9 * DAY)
            await session.execute(later.where(Memory.point_id.in_(of_a_skill)))

        again = [each for each in await go(learner, 8) if each.reason.point == "stoel"]

        assert [each.exercise_id for each in again] == [first.exercise_id]

    async def test_of_a_point_without_an_exercise_does_not_hide_another(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        """Points whose exercises are all retired stay due for ever."""
        await a_course(sessions, skills=4, rounds=2)
        learner = await a_learner(backend)
        await plus(sessions)
        await go(learner, 30)
        await days_pass(sessions, 30)
        async with sessions.begin() as session:
            first = select(ExercisePoint.exercise_id).join(
                Point, Point.id == ExercisePoint.point_id
            )
            await session.execute(
                update(Exercise)
                .where(Exercise.id.in_(first.where(Point.key == "skill-0")))
                .values(state="retired")
            )
            gone = select(Point.id).where(Point.key == "skill-0")
            await session.execute(
                update(Memory).where(Memory.point_id.in_(gone)).values(due=Memory.due - 90 * DAY)
            )
        shown = await go(learner, 6)
        assert Because.review in {each.reason.because for each in shown}

    async def test_after_a_move_to_a_lower_level_is_of_that_level(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item(kind, n) for n, kind in enumerate(["fill_gap", "type_gap"] * 10)]
        items += [
            an_item(kind, n, level="A2", skill="skill-1")
            for n, kind in enumerate(["fill_gap", "type_gap"] * 10, start=20)
        ]
        await a_course(sessions, a_shelf(items=items))
        learner = await a_learner(backend, level="A2")
        await plus(sessions)
        await go(learner, 8)
        await days_pass(sessions, 30)
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a1))
        first = await go(learner, 6)
        assert {each.level for each in first[1:]} == {Level.a1}
        await days_pass(sessions, 30)

        shown = await go(learner, 6)

        assert {each.level for each in shown} == {Level.a1}
        assert Because.review in {each.reason.because for each in shown}
