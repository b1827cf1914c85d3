import asyncio
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.attempts import service
from backend.attempts.advancing import World
from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn, GiveUp, SelfCheck
from backend.client import OPEN, Backend, Refused
from backend.db import Sessions, direct_transaction
from backend.direct import create_pool
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Ordered, Typed
from backend.kit.actor import Actor
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.queue import Silent
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Memory, Mistake, Review
from backend.settings import Settings
from tests.factories import BOT, KINDS, Learner, a_course, a_learner, a_user, right, wrong


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions)
    return await a_learner(backend)


async def count(sessions: Sessions, model: type) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count()).select_from(model))).one()


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
        assert out.feedback.because is not None
        assert out.feedback.because.startswith("not ")
        assert out.feedback.meaning is not None

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


class TestUnsure:
    async def unsure(self, backend: Backend, sessions: Sessions) -> tuple[Learner, int]:
        await a_course(sessions, kinds=("translate",))
        learner = await a_learner(backend)
        exercise = await learner.exercise()
        number = getattr(exercise.shown, "text", "").split()[-1]
        out = await learner.answer(exercise, Typed(text=f"dit is een prima nummer {number}"))
        assert out.feedback.verdict is Verdict.unsure
        assert out.next is None
        return learner, exercise.attempt_id

    @pytest.mark.parametrize("mine", [True, False])
    async def test_waits_for_the_learners_own_word_and_records_it(
        self, mine: bool, backend: Backend, sessions: Sessions
    ) -> None:
        learner, attempt_id = await self.unsure(backend, sessions)
        assert await count(sessions, Review) == 0

        out = await learner.calls.answer(attempt_id, AnswerIn(answer=SelfCheck(right=mine)))

        assert out.feedback.verdict is Verdict.unsure
        assert out.feedback.self_checked is mine
        assert out.next is not None
        async with sessions() as session:
            attempt = await session.get_one(Attempt, attempt_id)
            ratings = set(await session.scalars(select(Review.rating)))
        assert (attempt.verdict, attempt.self_checked) == (Verdict.unsure, mine)
        assert ratings == ({3} if mine else {1})

    async def test_still_waits_for_the_word_when_its_reply_was_forgotten(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        learner, attempt_id = await self.unsure(backend, sessions)
        first = await learner.calls.answer(attempt_id, AnswerIn(answer=GiveUp()))
        async with sessions.begin() as session:
            await session.execute(update(Attempt).values(reply=None))

        again = await learner.calls.answer(attempt_id, AnswerIn(answer=GiveUp()))

        assert again == first
        assert await count(sessions, Attempt) == 1

    async def test_the_word_counts_once(self, backend: Backend, sessions: Sessions) -> None:
        learner, attempt_id = await self.unsure(backend, sessions)
        words = [AnswerIn(answer=SelfCheck(right=index % 2 == 0)) for index in range(6)]

        replies = await asyncio.gather(*(learner.calls.answer(attempt_id, word) for word in words))

        assert len({reply.model_dump_json() for reply in replies}) == 1
        assert await count(sessions, Review) <= 2

    async def test_left_open_it_does_not_stop_practice(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        learner, attempt_id = await self.unsure(backend, sessions)
        moved_on = await learner.exercise()

        out = await learner.calls.answer(attempt_id, AnswerIn(answer=SelfCheck(right=True)))

        assert isinstance(out.next, ExerciseNext)
        assert out.next.exercise.attempt_id == moved_on.attempt_id

    async def test_an_answer_with_a_verdict_takes_no_word(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))

        with pytest.raises(Refused) as refused:
            await learner.answer(exercise, SelfCheck(right=True))
        assert (refused.value.status, refused.value.code) == (409, "NotUnsure")


class TestATypedAnswer:
    async def test_finds_the_open_attempt(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, kinds=("type_gap",))
        learner = await a_learner(backend)
        exercise = await learner.exercise()

        out = await learner.calls.answer(OPEN, AnswerIn(answer=Typed(text="goedkoop"), key="m1"))

        assert out.attempt_id == exercise.attempt_id
        assert out.feedback.verdict is Verdict.correct

    async def test_delivered_twice_answers_one_exercise(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("type_gap",))
        learner = await a_learner(backend)
        await learner.exercise()
        given = AnswerIn(answer=Typed(text="goedkoop"), key="42:7:100")

        replies = [await learner.calls.answer(OPEN, given) for _ in range(3)]

        assert replies[0] == replies[1] == replies[2]
        async with sessions() as session:
            assert (await session.get_one(Profile, learner.profile.id)).answered == 1

    async def test_two_messages_at_once_answer_one_exercise_each_or_are_too_early(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("type_gap",))
        learner = await a_learner(backend)
        await learner.exercise()
        given = [AnswerIn(answer=Typed(text="goedkoop"), key=f"k{i}") for i in range(4)]

        results = await asyncio.gather(
            *(learner.calls.answer(OPEN, each) for each in given), return_exceptions=True
        )

        done = [each for each in results if not isinstance(each, BaseException)]
        codes = {each.code for each in results if isinstance(each, Refused)}
        assert codes <= {"AnsweredTooEarly"}
        assert len(done) + sum(isinstance(each, Refused) for each in results) == 4
        assert len({each.attempt_id for each in done}) == len(done) >= 1

    async def test_written_before_the_exercise_was_shown_is_not_its_answer(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("type_gap",))
        learner = await a_learner(backend)
        await learner.exercise()
        early = utc_now() - timedelta(minutes=1)

        with pytest.raises(Refused) as refused:
            await learner.calls.answer(
                OPEN, AnswerIn(answer=Typed(text="goedkoop"), key="m", sent_at=early)
            )
        assert refused.value.code == "AnsweredTooEarly"

    async def test_with_nothing_open_is_told_so(self, learner: Learner) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.answer(OPEN, AnswerIn(answer=Typed(text="hello"), key="m"))
        assert (refused.value.status, refused.value.code) == (404, "NothingOpen")


class TestBadInput:
    async def test_an_attempt_of_somebody_else_is_not_found(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        await backend.put_user(a_user(8))
        stranger = backend.on_behalf_of(8, bot_id=BOT)

        with pytest.raises(Refused) as refused:
            await stranger.answer(exercise.attempt_id, AnswerIn(answer=right(exercise)))
        with pytest.raises(Refused) as looked:
            await stranger.attempt(exercise.attempt_id)

        assert {refused.value.code, looked.value.code} == {"NotFound"}
        assert await count(sessions, Review) == 0

    @pytest.mark.parametrize("attempt_id", [999, 2**63 - 1])
    async def test_an_unknown_attempt_is_not_found(self, attempt_id: int, learner: Learner) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.answer(attempt_id, AnswerIn(answer=Choice(index=0)))
        assert (refused.value.status, refused.value.code) == (404, "NotFound")

    @pytest.mark.parametrize(
        ("kind", "answer", "code"),
        [
            ("fill_gap", Choice(index=99), "NotAnOption"),
            ("fill_gap", Ordered(order=[0]), "WrongAnswerShape"),
            ("fill_gap", Typed(text="something else"), "NotAnOption"),
            ("order_words", Ordered(order=[0, 0]), "NotAnOption"),
            ("order_words", Ordered(order=[98]), "NotAnOption"),
            ("order_words", Choice(index=0), "WrongAnswerShape"),
            ("type_gap", Choice(index=0), "WrongAnswerShape"),
            ("translate", Typed(text="?!"), "NotAnOption"),
        ],
    )
    async def test_an_answer_that_does_not_fit_leaves_the_exercise_open(
        self, kind: str, answer: object, code: str, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=(kind,))
        learner = await a_learner(backend)
        exercise = await learner.exercise()

        with pytest.raises(Refused) as refused:
            await learner.answer(exercise, answer)  # type: ignore[arg-type]

        assert (refused.value.status, refused.value.code) == (422, code)
        assert (await learner.exercise()).attempt_id == exercise.attempt_id
        assert await count(sessions, Review) == 0


class TestTheCost:
    async def test_a_press_is_one_transaction_of_at_most_four_statements(
        self, learner: Learner, settings: Settings
    ) -> None:
        """From the second press on: with the first, a connection learns the types it meets."""
        world = World(Actor(provider="telegram", subject="7", bot_id=BOT), utc_now(), Random(1))
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
