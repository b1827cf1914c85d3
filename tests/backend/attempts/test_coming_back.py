"""What comes next: mistakes, reviews, the walk through the course, and never the same in a row."""

from collections import Counter
from collections.abc import Set as AbstractSet
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.schemas import Because, ExerciseOut
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.profiles.schemas import ProfilePatch
from backend.reviews.models import Memory, Mistake
from backend.users.models import User
from backend.users.schemas import Plan
from tests.factories import (
    KINDS,
    Learner,
    a_course,
    a_learner,
    a_shelf,
    an_item,
    days_pass,
    right,
    wrong,
)

DAY = timedelta(days=1)
NONE: AbstractSet[int] = frozenset()


async def go(learner: Learner, steps: int, *, wrongs: AbstractSet[int] = NONE) -> list[ExerciseOut]:
    """The exercises of so many answers; those at the places in `wrongs` (from 0) are wrong."""
    shown = []
    for step in range(steps):
        exercise = await learner.exercise(go_on=True)
        shown.append(exercise)
        await learner.answer(exercise, wrong(exercise) if step in wrongs else right(exercise))
    return shown


async def plus(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(update(User).values(plan=Plan.plus))


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


class TestTheWalk:
    @pytest.mark.parametrize(
        ("skills", "rounds", "wrongs"),
        [
            (1, 1, set()),
            (1, 1, set(range(0, 60, 3))),
            (2, 1, set(range(60))),
            (2, 3, set(range(0, 60, 4))),
        ],
    )
    async def test_never_shows_the_same_exercise_twice_in_a_row(
        self,
        skills: int,
        rounds: int,
        wrongs: AbstractSet[int],
        backend: Backend,
        sessions: Sessions,
    ) -> None:
        await a_course(sessions, skills=skills, rounds=rounds)
        learner = await a_learner(backend)
        await plus(sessions)

        shown = await go(learner, 60, wrongs=wrongs)

        again = [
            (step, one.reason.because, other.reason.because)
            for step, (one, other) in enumerate(pairwise(shown))
            if one.exercise_id == other.exercise_id
        ]
        assert again == []
        assert len({each.exercise_id for each in shown}) == 5 * skills * rounds

    async def test_goes_through_the_whole_course_in_its_order_and_then_again(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=2, rounds=1)
        learner = await a_learner(backend)
        await plus(sessions)

        shown = await go(learner, 30)

        async with sessions() as session:
            course = list(await session.scalars(select(Exercise.id).order_by(Exercise.place)))
        assert [each.exercise_id for each in shown] == course * 3
        reasons = [each.reason.because for each in shown]
        assert reasons == [Because.new] * 10 + [Because.again] * 20

    async def test_remembers_its_place(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, skills=2, rounds=1)
        learner = await a_learner(backend)
        [*_, last] = await go(learner, 4)
        async with sessions() as session:
            place = await session.scalar(
                select(Exercise.place).where(Exercise.id == last.exercise_id)
            )
            profile = (await session.scalars(select(Profile))).one()
        assert profile.place > (place or 0) - 1 > 0
        assert profile.again == 0

    async def test_does_not_offer_a_translation_without_a_text_in_the_native_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("translate", n, text={"ru": f"это номер {n}"}) for n in range(3)]
        items += [an_item("fill_gap", n) for n in range(3, 6)]
        await a_course(sessions, a_shelf(items=items))
        en, ru = await a_learner(backend, 7), await a_learner(backend, 8, native="ru")

        assert {each.shown.kind for each in await go(en, 8)} == {"fill_gap"}
        kinds = set()
        for _ in range(6):
            exercise = await ru.exercise(go_on=True)
            kinds.add(exercise.shown.kind)
            await ru.answer(
                exercise,
                Typed(text="dit is goedkoop nummer 0")
                if exercise.shown.kind == "translate"
                else right(exercise),
            )
        assert kinds == {"fill_gap", "translate"}

    async def test_a_changed_native_language_does_not_break_an_open_translation(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("translate", n, text={"ru": f"это номер {n}"}) for n in range(3)]
        await a_course(sessions, a_shelf(items=[*items, an_item("fill_gap", 9)]))
        learner = await a_learner(backend, native="ru")
        shown = await learner.exercise()
        while shown.shown.kind != "translate":
            await learner.answer(shown, right(shown))
            shown = await learner.exercise()
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(native="en"))

        again = await learner.exercise()
        assert again.attempt_id == shown.attempt_id
        out = await learner.answer(again, Typed(text="dit is goedkoop nummer 0"))
        assert isinstance(out.next, ExerciseNext)

    async def test_with_no_exercise_at_all_says_so(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, items=[])
        learner = await a_learner(backend)
        with pytest.raises(Refused) as refused:
            await learner.next()
        assert (refused.value.status, refused.value.code) == (404, "NoExercises")

    async def test_with_one_exercise_goes_on_somehow(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, items=[an_item("fill_gap", 1)])
        learner = await a_learner(backend)
        for _ in range(3):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, right(exercise))


class TestAnAttemptLeftUnsure:
    async def test_does_not_keep_the_learner_from_going_on(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("translate",), rounds=3)
        learner = await a_learner(backend)
        for _ in range(5):
            exercise = await learner.exercise(go_on=True)
            number = getattr(exercise.shown, "text", "").split()[-1]
            said = Typed(text=f"dit is een prima nummer {number}")
            assert (await learner.answer(exercise, said)).next is None
        assert not isinstance(await learner.next(), ExerciseNext)
        async with sessions() as session:
            assert len(list(await session.scalars(select(Attempt.id)))) == 5
