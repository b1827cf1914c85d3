from sqlalchemy import select

from backend.client import Backend
from backend.db import Sessions
from backend.exercises.schemas import Because
from backend.lessons.schemas import MISTAKES, DoneNext, ExerciseNext, PraiseNext
from backend.reviews.models import Mistake
from tests.backend.attempts.focusing import a_set, ask, asked, point
from tests.backend.attempts.practising import go, plus
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item, days_pass, right, wrong


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
