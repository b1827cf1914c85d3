"""The walk through the course: whole, in order, and never the same exercise twice in a row."""

from collections.abc import Set as AbstractSet
from itertools import pairwise

import pytest
from sqlalchemy import select

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import Typed
from backend.exercises.models import Exercise
from backend.exercises.schemas import Because
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.profiles.schemas import ProfilePatch
from tests.backend.attempts.practising import go, plus
from tests.factories import (
    a_course,
    a_learner,
    a_shelf,
    an_item,
    right,
)


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


class TestWhatWasSeen:
    async def test_is_passed_by_in_strides_however_much_it_is(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=1, rounds=120, kinds=("fill_gap",))
        learner = await a_learner(backend)
        async with sessions.begin() as session:
            course = list(await session.scalars(select(Exercise.id).order_by(Exercise.place)))
            seen = {
                "profile_id": learner.profile.id,
                "because": Because.new,
                "order": [0, 1, 2],
                "number": 1,
                "shown_at": utc_now(),
                "answered_at": utc_now(),
            }
            session.add_all(Attempt(exercise_id=id, **seen) for id in course[:110])

        shown = await go(learner, 4)

        told = [(course.index(each.exercise_id), each.reason.because) for each in shown]
        again, new = Because.again, Because.new
        assert told == [(49, again), (99, again), (110, new), (111, new)]
