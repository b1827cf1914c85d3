"""A word on its way from a text into memory."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import select

from backend.attempts.schemas import GiveUp
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.kinds.base import Choice
from backend.exercises.models import Exercise
from backend.exercises.schemas import Because, ExerciseOut
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.profiles.schemas import ProfilePatch
from backend.reading.schemas import TextOut, TextWord, WordIn
from backend.reviews.models import Memory, Review
from backend.words.schemas import Show
from tests.backend.reading.library import a_library
from tests.factories import Learner, a_course, a_learner, days_pass, right


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, a_library(kinds=("fill_gap",), rounds=2))
    return await a_learner(backend)


async def the_text(learner: Learner) -> TextOut:
    lines = (await learner.calls.reading_texts(learner.profile.id, 0)).texts
    return await learner.calls.reading_text(learner.profile.id, lines[0].id)


def the_word(text: TextOut, lemma: str) -> TextWord:
    return next(word for one in text.sentences for word in one.words if word.lemma == lemma)


async def add(learner: Learner, lemma: str = "kat") -> TextOut:
    text = await the_text(learner)
    return await learner.calls.add_word(
        learner.profile.id, WordIn(text_id=text.id, point_id=the_word(text, lemma).point_id)
    )


async def memories(sessions: Sessions) -> list[Memory]:
    async with sessions() as session:
        return list(await session.scalars(select(Memory)))


async def practise_until(learner: Learner, because: Because) -> ExerciseOut:
    for _ in range(5):
        exercise = await learner.exercise(go_on=True)
        if exercise.reason.because is because:
            return exercise
        await learner.answer(exercise, right(exercise))
    raise AssertionError(f"no {because} came")


def choice(exercise: ExerciseOut, option: str) -> Choice:
    return Choice(index=exercise.shown.options.index(option))  # type: ignore[union-attr]


class TestAdding:
    async def test_marks_the_word_as_ones_own(self, learner: Learner) -> None:
        assert not the_word(await the_text(learner), "kat").mine

        told = await add(learner)

        assert the_word(told, "kat").mine
        assert not the_word(told, "boom").mine
        assert told == await the_text(learner)

    async def test_makes_a_memory_that_is_due_now_and_of_a_day_before(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await add(learner)

        [memory] = await memories(sessions)
        assert memory.due <= utc_now()
        assert memory.day == utc_now().date() - timedelta(days=1)
        async with sessions() as session:
            exercise = await session.get_one(Exercise, memory.exercise_id)
        assert exercise.place == 0
        assert exercise.key.startswith("nl-word-")

    async def test_twice_or_at_once_is_adding_once(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await asyncio.gather(add(learner), add(learner), add(learner))
        [memory] = await memories(sessions)
        await add(learner)
        assert [one.due for one in await memories(sessions)] == [memory.due]

    async def test_by_its_lemma_is_the_same(self, learner: Learner, sessions: Sessions) -> None:
        text = await the_text(learner)
        told = await learner.calls.add_word(
            learner.profile.id, WordIn(text_id=text.id, lemma="één")
        )
        assert the_word(told, "één").mine
        assert len(await memories(sessions)) == 1

    async def test_a_word_that_is_known_keeps_its_memory(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        before = {one.point_id: one.due for one in await memories(sessions)}
        assert the_word(await the_text(learner), "lemma0").mine

        await add(learner, "lemma0")

        assert {one.point_id: one.due for one in await memories(sessions)} == before

    @pytest.mark.parametrize(
        "body",
        [
            {"lemma": "raadsel"},
            {"lemma": "lemma1"},
            {"lemma": "nonsense"},
            {"point_id": 2**62},
            {},
        ],
        ids=repr,
    )
    async def test_what_is_no_word_of_the_text_is_refused(
        self,
        learner: Learner,
        body: dict[str, object],
        http: httpx2.AsyncClient,
        sessions: Sessions,
    ) -> None:
        text = await the_text(learner)
        path = f"/api/v1/profiles/{learner.profile.id}/words"
        response = await http.post(path, json={"text_id": text.id, **body})
        assert (response.status_code, response.json()["code"]) == (404, "NoSuchWord")
        assert await memories(sessions) == []

    async def test_from_a_text_that_is_gone_is_refused(self, learner: Learner) -> None:
        with pytest.raises(Refused) as refused:
            await learner.calls.add_word(learner.profile.id, WordIn(text_id=2**62, lemma="kat"))
        assert refused.value.code == "NoSuchText"

    async def test_for_another_is_not_found(
        self, backend: Backend, learner: Learner, sessions: Sessions
    ) -> None:
        stranger = await a_learner(backend, 8)
        text = await the_text(learner)
        with pytest.raises(Refused) as refused:
            await stranger.calls.add_word(learner.profile.id, WordIn(text_id=text.id, lemma="kat"))
        assert refused.value.code == "NotFound"
        assert await memories(sessions) == []


class TestReviewing:
    async def test_the_word_is_asked_for_and_a_right_answer_schedules_it_further(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await add(learner)

        exercise = await practise_until(learner, Because.review)

        assert exercise.reason.point == "kat"
        assert exercise.shown.kind == "choose_word"
        assert exercise.shown.question == "Which word means “cat”?"
        out = await learner.answer(exercise, choice(exercise, "kat"))
        assert out.feedback.verdict == "correct"
        page = await learner.calls.words(learner.profile.id, Show.all, 0)
        [kat] = [one for one in page.words if one.lemma == "kat"]
        assert kat.due > utc_now() + timedelta(hours=12)
        async with sessions() as session:
            counted = select(Review.counted).where(Review.point_id == kat.point_id)
            assert list(await session.scalars(counted)) == [True]

    async def test_a_wrong_answer_brings_it_back_another_day(self, learner: Learner) -> None:
        await add(learner)
        exercise = await practise_until(learner, Because.review)
        await learner.answer(exercise, GiveUp())

        page = await learner.calls.words(learner.profile.id, Show.all, 0)

        [kat] = [one for one in page.words if one.lemma == "kat"]
        assert kat.due > utc_now() + timedelta(hours=12)
        assert kat.strength == 2

    async def test_it_comes_back_when_it_is_due_again(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await add(learner)
        exercise = await practise_until(learner, Because.review)
        await learner.answer(exercise, choice(exercise, "kat"))
        await days_pass(sessions, 30)
        asked = []
        for _ in range(12):
            exercise = await learner.exercise(go_on=True)
            point = exercise.reason.point or ""
            asked.append(point)
            is_word = exercise.shown.kind == "choose_word"
            await learner.answer(exercise, choice(exercise, point) if is_word else right(exercise))
        assert asked.count("kat") == 1

    async def test_a_word_of_the_course_may_be_asked_for_by_its_exercises(
        self, learner: Learner
    ) -> None:
        await add(learner, "lemma0")
        exercise = await practise_until(learner, Because.review)
        assert exercise.reason.point == "lemma0"


class TestTheCourse:
    async def test_never_offers_the_words_of_texts_as_new_or_once_more(
        self, learner: Learner
    ) -> None:
        shown = []
        for _ in range(12):
            exercise = await learner.exercise(go_on=True)
            shown.append((exercise.reason.because, exercise.shown.kind))
            await learner.answer(exercise, right(exercise))
        assert shown[:4] == [(Because.new, "fill_gap")] * 4
        assert set(shown[4:]) == {(Because.again, "fill_gap")}

    async def test_nor_from_another_level(self, learner: Learner) -> None:
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a2))
        kinds = set()
        for _ in range(6):
            exercise = await learner.exercise(go_on=True)
            kinds.add(exercise.shown.kind)
            await learner.answer(exercise, right(exercise))
        assert kinds == {"fill_gap"}
