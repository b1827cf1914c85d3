import pytest

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.kit.levels import Level
from tests.factories import Learner, a_course, a_learner, days_pass, right, wrong


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, skills=2)
    return await a_learner(backend, daily_goal=2)


async def go(learner: Learner, *, rights: int, wrongs: int) -> None:
    for number in range(rights + wrongs):
        exercise = await learner.exercise(go_on=True)
        await learner.answer(exercise, right(exercise) if number < rights else wrong(exercise))


class TestProgress:
    async def test_of_one_who_has_not_begun_is_nothing(self, learner: Learner) -> None:
        found = await learner.calls.progress(learner.profile.id)
        assert found.model_dump(exclude={"weakest"}) == {
            "target": "nl",
            "level": Level.a1,
            "daily_goal": 2,
            "freezes": 3,
            **dict.fromkeys(["streak", "best_streak", "sets_today", "answered_today"], 0),
            **dict.fromkeys(["right_today", "due", "known", "learning"], 0),
            **dict.fromkeys(["mistakes", "to_repair"], 0),
            "speaking": None,
        }
        assert found.weakest == []

    async def test_counts_the_day(self, learner: Learner) -> None:
        await go(learner, rights=4, wrongs=2)
        found = await learner.calls.progress(learner.profile.id)
        assert (found.answered_today, found.right_today, found.sets_today) == (6, 4, 1)
        assert (found.streak, found.best_streak) == (1, 1)

    async def test_starts_afresh_with_the_day_and_keeps_the_streak_while_freezes_last(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await go(learner, rights=5, wrongs=0)
        await days_pass(sessions)
        found = await learner.calls.progress(learner.profile.id)
        assert (found.answered_today, found.right_today, found.sets_today) == (0, 0, 0)
        assert found.streak == 1
        await days_pass(sessions, 3)
        assert (await learner.calls.progress(learner.profile.id)).streak == 1, "three freezes"
        await days_pass(sessions)
        found = await learner.calls.progress(learner.profile.id)
        assert (found.streak, found.best_streak) == (0, 1)

    async def test_tells_what_is_due_and_what_was_met(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await go(learner, rights=5, wrongs=0)
        fresh = await learner.calls.progress(learner.profile.id)
        assert (fresh.due, fresh.known + fresh.learning) == (0, 6)  # five words and their skill

        await days_pass(sessions, 30)

        later = await learner.calls.progress(learner.profile.id)
        assert (later.due, later.known, later.learning) == (6, 0, 6)
        [skill] = later.weakest
        assert skill.title == "Skill 0"
        assert skill.recall < fresh.weakest[0].recall == 1

    async def test_counts_the_mistakes_that_are_open(self, learner: Learner) -> None:
        await go(learner, rights=1, wrongs=3)
        assert (await learner.calls.progress(learner.profile.id)).mistakes == 1

    async def test_is_told_in_the_native_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend, native="ru")
        await go(learner, rights=1, wrongs=0)
        [skill] = (await learner.calls.progress(learner.profile.id)).weakest
        assert skill.title == "Skill 0 (ru)"

    async def test_of_nobody_is_not_found(self, learner: Learner) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.progress(999_999)
        assert refused.value.code == "NotFound"
