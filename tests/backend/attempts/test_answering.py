import asyncio
from collections import Counter
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from backend.attempts import service
from backend.attempts.advancing import World
from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn, GiveUp
from backend.client import Backend
from backend.db import Sessions, direct_transaction
from backend.direct import create_pool
from backend.exercises.grading import Verdict
from backend.gateways.grammar import NoGrammar
from backend.kit.actor import Actor
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.queue import Silent
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Memory, Mistake, Review
from backend.settings import Settings
from tests.backend.attempts.practising import count
from tests.factories import BOT, KINDS, MEANING_NOTHING, Learner, a_course, a_learner, right, wrong


class TestAnswer:
    async def test_right_gives_the_verdict_and_the_next_exercise(self, learner: Learner) -> None:
        exercise = await learner.exercise()

        out = await learner.answer(exercise, right(exercise))

        assert out.feedback.verdict is Verdict.correct
        assert isinstance(out.next, ExerciseNext)
        assert out.next.exercise.exercise_id != exercise.exercise_id
        assert (exercise.number, out.next.exercise.number) == (1, 2)

    @pytest.mark.parametrize("kind", KINDS)
    async def test_wrong_gives_the_reason_for_that_very_answer(
        self, kind: str, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=(kind,))
        learner = await a_learner(backend)
        exercise = await learner.exercise()

        out = await learner.answer(exercise, wrong(exercise))

        assert out.feedback.verdict is Verdict.wrong
        if kind in ("choose_stress", "match_pairs", "sort_words"):  # wrong as a whole
            assert out.feedback.because is None
        else:
            assert (out.feedback.because or "").startswith("not ")
        assert (out.feedback.meaning is None) == (kind in MEANING_NOTHING)

    async def test_reasons_come_in_the_native_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend, native="ru")
        exercise = await learner.exercise()

        out = await learner.answer(exercise, wrong(exercise))

        assert out.feedback.because is not None
        assert out.feedback.because.endswith("(ru)")

    async def test_memory_reviews_and_mistakes_are_written_with_it(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, wrong(exercise))

        async with sessions() as session:
            [mistake] = await session.scalars(select(Mistake))
            [review] = await session.scalars(select(Review))
            [memory] = await session.scalars(select(Memory))
        assert mistake.state is MistakeState.new
        assert mistake.exercise_id == exercise.exercise_id
        assert (review.rating, review.counted) == (1, True)
        # A word that is used in a wrong answer is not known to be the fault: it does not lapse.
        assert memory.point_id == mistake.point_id

    async def test_a_right_answer_reviews_the_skill_and_the_word(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))

        async with sessions() as session:
            reviews = list(await session.scalars(select(Review)))
        assert [review.rating for review in reviews] == [3, 3]

    async def test_only_the_first_review_of_a_day_drives_the_schedule(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, skills=1, kinds=("fill_gap",), rounds=3)
        learner = await a_learner(backend)
        first = await learner.exercise()
        await learner.answer(first, wrong(first))
        async with sessions() as session:
            [before] = await session.scalars(select(Memory))

        second = await learner.exercise()
        await learner.answer(second, right(second))

        async with sessions() as session:
            skill = await session.get_one(Memory, (before.profile_id, before.point_id))
            reviews = await session.scalars(
                select(Review).where(Review.point_id == before.point_id).order_by(Review.id)
            )
            counted = [review.counted for review in reviews]
        assert counted == [True, False]
        assert (skill.stability, skill.due) == (before.stability, before.due)

    async def test_giving_up_shows_the_answer_and_brings_the_point_back(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()

        out = await learner.answer(exercise, GiveUp())

        assert (out.feedback.verdict, out.feedback.said) == (Verdict.wrong, None)
        assert "goed" in out.feedback.right
        assert await count(sessions, Mistake) == 1


class TestTheSamePress:
    async def test_again_gets_the_same_reply(self, learner: Learner, sessions: Sessions) -> None:
        exercise = await learner.exercise()
        first = await learner.answer(exercise, wrong(exercise))
        second = await learner.answer(exercise, right(exercise))

        assert first == second
        assert await count(sessions, Review) == 1

    async def test_eight_at_once_make_one_attempt_one_review_and_one_reply(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()

        replies = await asyncio.gather(
            *(learner.answer(exercise, right(exercise)) for _ in range(8))
        )

        assert len({reply.model_dump_json() for reply in replies}) == 1
        async with sessions() as session:
            answered = await session.scalars(
                select(Attempt).where(Attempt.answered_at.is_not(None))
            )
            points = Counter(await session.scalars(select(Review.point_id)))
            profile = await session.get_one(Profile, learner.profile.id)
        assert len(list(answered)) == 1
        assert set(points.values()) == {1}
        assert profile.answered == 1
        assert await count(sessions, Attempt) == 2  # the answered one and the next

    async def test_long_after_gets_the_verdict_and_what_is_open_now(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        first = await learner.answer(exercise, wrong(exercise))
        async with sessions.begin() as session:
            await session.execute(update(Attempt).values(reply=None))

        again = await learner.answer(exercise, wrong(exercise))

        assert again == first


class TestTheCost:
    async def test_a_press_is_one_transaction_of_at_most_four_statements(
        self, learner: Learner, settings: Settings
    ) -> None:
        """From the second press on: with the first, a connection learns the types it meets."""
        world = World(
            Actor(provider="telegram", subject="7", bot_id=BOT), utc_now(), Random(1), NoGrammar()
        )
        sent: list[str] = []

        def note(query: Any) -> None:
            sent.append(query.query)

        async with create_pool(settings.database_url.get_secret_value(), size=1) as pool:
            for _ in range(2):
                exercise = await learner.exercise()
                given = AnswerIn(answer=wrong(exercise))
                sent.clear()
                async with direct_transaction(pool, Silent()) as direct:
                    direct._connection.add_query_logger(note)
                    await service.answer(direct, exercise.attempt_id, given, world)

        assert (sent[0], sent[-1]) == ("BEGIN;", "COMMIT;")
        assert 1 <= len(sent[1:-1]) <= 4

    async def test_a_press_waits_for_nothing_that_learners_share(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        async with sessions() as other, other.begin():
            for shared in ("exercises", "points", "exercise_points"):
                await other.execute(text(f"SELECT FROM {shared} FOR UPDATE"))

            async with asyncio.timeout(3):
                out = await learner.answer(exercise, wrong(exercise))

        assert isinstance(out.next, ExerciseNext)

    @pytest.mark.parametrize("shared", ["exercises", "points"])
    async def test_what_is_pointed_at_cannot_be_deleted(
        self, shared: str, learner: Learner, sessions: Sessions
    ) -> None:
        await learner.exercise()

        with pytest.raises(DBAPIError, match="retired, not deleted"):
            async with sessions() as session, session.begin():
                await session.execute(text(f"DELETE FROM {shared}"))
