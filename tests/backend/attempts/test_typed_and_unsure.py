import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerIn, GiveUp, SelfCheck
from backend.client import OPEN, Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Ordered, Typed
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext
from backend.profiles.models import Profile
from backend.reviews.models import Review
from tests.backend.attempts.practising import count
from tests.factories import BOT, Learner, a_course, a_learner, a_user, right


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

    async def test_writing_again_instead_is_asked_again(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        learner, attempt_id = await self.unsure(backend, sessions)
        first = (await learner.calls.attempt(attempt_id)).answer

        again = await learner.calls.answer(OPEN, AnswerIn(answer=Typed(text="well?"), key="m9"))

        assert again == first
        assert again.next is None
        await learner.calls.answer(attempt_id, AnswerIn(answer=SelfCheck(right=False)))
        assert await count(sessions, Attempt) == 2

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
