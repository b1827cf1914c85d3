"""Reports: one a person and exercise; enough of them hide it from everybody."""

import asyncio
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select, update

from backend.attempts.models import Attempt
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import Exercise, ExerciseState
from backend.exercises.schemas import ExerciseOut
from backend.jobs.models import JobRow
from backend.profiles.models import Profile
from backend.quality.jobs import TellAdminsOfHiddenExercise
from backend.quality.models import Flag
from backend.quality.schemas import FlagReason
from tests.backend.attempts.practising import count, go, plus
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item, right

SHELF = a_shelf(skills=1, rounds=1)


async def learners(backend: Backend, number: int) -> list[Learner]:
    return [await a_learner(backend, subject) for subject in range(7, 7 + number)]


async def shown_to(all_of: list[Learner]) -> int:
    """The exercise that all of them have open: the first of the course."""
    found = {(await each.exercise()).exercise_id for each in all_of}
    [exercise_id] = found
    return exercise_id


async def state(sessions: Sessions, exercise_id: int) -> ExerciseState:
    async with sessions() as session:
        return (await session.get_one(Exercise, exercise_id)).state


async def told(sessions: Sessions) -> list[dict[str, Any]]:
    async with sessions() as session:
        rows = select(JobRow.payload).where(JobRow.kind == TellAdminsOfHiddenExercise.name())
        return list(await session.scalars(rows))


class TestFlag:
    async def test_counts_once_a_person_and_exercise(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        [learner] = await learners(backend, 1)
        exercise_id = await shown_to([learner])

        firsts = [
            (await learner.calls.flag(exercise_id, reason)).first
            for reason in (FlagReason.wrong_key, FlagReason.wrong_key, FlagReason.other)
        ]

        assert firsts == [True, False, False]
        async with sessions() as session:
            assert (await session.scalars(select(Flag))).one().reason is FlagReason.wrong_key
        assert await state(sessions, exercise_id) is ExerciseState.published

    async def test_of_the_third_person_hides_it_and_tells_the_admins_once(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        people = await learners(backend, 4)
        exercise_id = await shown_to(people)
        states = []
        for person in people:
            await person.calls.flag(exercise_id, FlagReason.language)
            states.append(await state(sessions, exercise_id))

        published, hidden = ExerciseState.published, ExerciseState.pending_review
        assert states == [published, published, hidden, hidden]
        assert await told(sessions) == [{"exercise_id": exercise_id}]
        newcomer = await a_learner(backend, 99)
        assert (await newcomer.exercise()).exercise_id != exercise_id

    async def test_of_three_at_the_same_moment_hides_it_too(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        people = await learners(backend, 3)
        exercise_id = await shown_to(people)
        flags = (each.calls.flag(exercise_id, FlagReason.two_keys) for each in people)
        await asyncio.gather(*flags)

        assert await state(sessions, exercise_id) is ExerciseState.pending_review
        assert len(await told(sessions)) == 1

    async def test_of_one_person_many_times_at_once_is_one(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        [learner] = await learners(backend, 1)
        exercise_id = await shown_to([learner])
        flags = (learner.calls.flag(exercise_id, FlagReason.other) for _ in range(5))
        firsts = [each.first for each in await asyncio.gather(*flags)]
        assert sorted(firsts) == [False] * 4 + [True]
        assert await count(sessions, Flag) == 1

    async def test_leaves_the_exercise_to_be_answered_by_whoever_has_it_open(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        people = await learners(backend, 3)
        exercise_id = await shown_to(people)
        for person in people:
            await person.calls.flag(exercise_id, FlagReason.wrong_key)
        for person in people:
            open_ = await person.exercise()
            assert open_.exercise_id == exercise_id
            out = await person.answer(open_, right(open_))
            assert out.feedback.verdict == "correct"

    async def test_of_what_this_person_was_not_shown_is_not_found(
        self, backend: Backend, sessions: Sessions, http: httpx2.AsyncClient
    ) -> None:
        await a_course(sessions, SHELF)
        shown, other = await learners(backend, 2)
        exercise_id = await shown_to([shown])
        for id in (exercise_id, exercise_id + 1, 999_999, 2**63 - 1):
            with pytest.raises(Refused) as refused:
                await other.calls.flag(id, FlagReason.other)
            assert (refused.value.status, refused.value.code) == (404, "NotFound")
        assert (await http.post("/api/v1/exercises/0/flags", json={})).status_code == 422
        assert await count(sessions, Flag) == 0

    @pytest.mark.parametrize("body", [{}, {"reason": "dull"}, {"reason": "other", "text": "x"}])
    async def test_with_no_reason_of_the_four_is_422(
        self, body: dict[str, Any], backend: Backend, sessions: Sessions, http: httpx2.AsyncClient
    ) -> None:
        await a_course(sessions, SHELF)
        exercise_id = await shown_to(await learners(backend, 1))
        response = await http.post(f"/api/v1/exercises/{exercise_id}/flags", json=body)
        assert response.status_code == 422


class TestWhoHasFlaggedIt:
    async def test_never_sees_it_again_and_their_next_exercise_is_what_it_would_be(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, SHELF)
        await a_learner(backend, 7)
        await plus(sessions)
        flagging, other = await a_learner(backend, 7), await a_learner(backend, 8)
        await plus(sessions)
        first = await flagging.exercise()
        await flagging.calls.flag(first.exercise_id, FlagReason.wrong_key)

        seen = await go(flagging, 14)

        assert seen[0] == first, "it stays open"
        assert first.exercise_id not in {each.exercise_id for each in seen[1:]}
        plain = await go(other, 5)
        assert [each.exercise_id for each in plain] == [each.exercise_id for each in seen[:5]]

    async def test_does_not_get_it_back_as_a_mistake_or_a_review(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("fill_gap", n) for n in range(3)]))
        [learner] = await learners(backend, 1)
        wrong_one = await learner.exercise()
        await learner.calls.flag(wrong_one.exercise_id, FlagReason.wrong_key)
        seen: list[ExerciseOut] = []
        for _ in range(6):
            exercise = await learner.exercise(go_on=True)
            seen.append(exercise)
            await learner.answer(exercise, right(exercise))
        assert wrong_one.exercise_id not in {each.exercise_id for each in seen[1:]}

    async def test_of_everything_there_is_may_rest(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("fill_gap", n) for n in range(2)]))
        [learner] = await learners(backend, 1)
        for _ in range(2):
            exercise = await learner.exercise()
            await learner.calls.flag(exercise.exercise_id, FlagReason.other)
            out = await learner.answer(exercise, right(exercise))
        assert out.next is not None
        assert out.next.type == "rest"


class TestALoadOfTheCatalogue:
    async def hidden(self, backend: Backend, sessions: Sessions) -> int:
        await a_course(sessions, SHELF)
        people = await learners(backend, 3)
        exercise_id = await shown_to(people)
        for person in people:
            await person.calls.flag(exercise_id, FlagReason.wrong_key)
        return exercise_id

    async def test_does_not_bring_back_what_is_unchanged(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        exercise_id = await self.hidden(backend, sessions)
        more = an_item("fill_gap", 900, skill="skill-0")
        await a_course(
            sessions,
            SHELF.model_copy(update={"items": [*SHELF.items, *a_shelf(items=[more]).items]}),
        )

        assert await state(sessions, exercise_id) is ExerciseState.pending_review
        async with sessions() as session:
            versions = await session.scalar(
                select(func.max(Exercise.version)).select_from(Exercise)
            )
        assert versions == 1

    async def test_publishes_what_was_mended_for_everybody(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        exercise_id = await self.hidden(backend, sessions)
        first, *others = SHELF.items
        mended = first.content.model_copy(update={"why": {"en": "new", "ru": "новое"}})
        await a_course(
            sessions,
            SHELF.model_copy(
                update={"items": [first.model_copy(update={"content": mended}), *others]}
            ),
        )

        assert await state(sessions, exercise_id) is ExerciseState.retired
        async with sessions.begin() as session:
            await session.execute(update(Attempt).values(answered_at=func.now(), verdict="correct"))
            await session.execute(update(Profile).values(place=0))
        flagged_it = await a_learner(backend, 7)
        newcomer = await a_learner(backend, 99)
        new = await newcomer.exercise()
        async with sessions() as session:
            exercise = await session.get_one(Exercise, new.exercise_id)
        assert (exercise.key, exercise.version) == (first.key, 2)
        assert (await flagged_it.exercise(go_on=True)).exercise_id == new.exercise_id
