import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.catalogue import service
from backend.catalogue.files import read
from backend.catalogue.load import load_all
from backend.catalogue.schemas import Shelf
from backend.catalogue.service import Loaded
from backend.catalogue.vocabulary import word_items
from backend.client import Backend
from backend.db import Model, Sessions, transaction
from backend.exercises.grading import Verdict
from backend.exercises.models import Course, Exercise, ExercisePoint, ExerciseState, Point
from backend.kit.clock import utc_now
from backend.queue import Silent
from tests.backend.catalogue.shelf_files import EXERCISES, a_folder, items, write
from tests.factories import a_learner, a_shelf, an_item, content, right, slip


async def load(sessions: Sessions, shelf: Shelf) -> Loaded:
    async with transaction(sessions, Silent()) as session:
        return await service.load(session, shelf, now=utc_now())


async def count(sessions: Sessions, model: type[Model]) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count()).select_from(model))).one()


async def published(sessions: Sessions, language: str = "nl") -> dict[str, Exercise]:
    async with sessions() as session:
        found = await session.scalars(
            select(Exercise).where(
                Exercise.state == ExerciseState.published, Exercise.language == language
            )
        )
        return {exercise.key: exercise for exercise in found}


def shelf_of(*exercises: dict[str, Any], **fields: Any) -> Shelf:
    return a_shelf(items=list(exercises), **fields)


GAP, WORDS = an_item("fill_gap", 1), an_item("order_words", 2)
OTHER_GAP = {**GAP, "answer": "goeds"}


class TestLoad:
    async def test_brings_the_stock_with_its_points_and_places(self, sessions: Sessions) -> None:
        assert await load(sessions, shelf_of(GAP, WORDS)) == Loaded("nl", 1, 2, 0, 0)

        stock = await published(sessions)
        assert set(stock) == {GAP["key"], WORDS["key"]}
        assert stock[GAP["key"]].place < stock[WORDS["key"]].place
        assert await count(sessions, Point) == 4  # two skills, two lemmas
        assert await count(sessions, ExercisePoint) == 4

    async def test_again_changes_nothing(self, sessions: Sessions) -> None:
        first = await load(sessions, shelf_of(GAP, WORDS))
        before = {key: exercise.id for key, exercise in (await published(sessions)).items()}

        assert await load(sessions, shelf_of(GAP, WORDS)) == Loaded("nl", first.version, 0, 0, 0)
        assert {key: each.id for key, each in (await published(sessions)).items()} == before

    async def test_changed_content_becomes_a_new_version(self, sessions: Sessions) -> None:
        await load(sessions, shelf_of(GAP, WORDS))

        assert await load(sessions, shelf_of(OTHER_GAP, WORDS)) == Loaded("nl", 2, 0, 1, 0)

        stock = await published(sessions)
        assert (stock[GAP["key"]].version, stock[WORDS["key"]].version) == (2, 1)
        assert stock[GAP["key"]].content["answer"] == "goeds"
        assert await count(sessions, Exercise) == 3

    async def test_what_is_gone_is_retired_and_may_come_back(self, sessions: Sessions) -> None:
        await load(sessions, shelf_of(GAP, WORDS))

        assert await load(sessions, shelf_of(WORDS)) == Loaded("nl", 2, 0, 0, 1)
        assert set(await published(sessions)) == {WORDS["key"]}
        assert (await load(sessions, shelf_of(GAP, WORDS))).changed == 1
        assert (await published(sessions))[GAP["key"]].version == 2

    async def test_other_points_of_the_same_content_need_no_new_version(
        self, sessions: Sessions
    ) -> None:
        await load(sessions, shelf_of(GAP))
        loaded = await load(sessions, shelf_of({**GAP, "skills": ["skill-1"], "lemmas": ["x"]}))

        assert (loaded.version, loaded.changed) == (2, 0)
        async with sessions() as session:
            keys = await session.scalars(
                select(Point.key).join(ExercisePoint, ExercisePoint.point_id == Point.id)
            )
            assert set(keys) == {"skill-1", "x"}

    async def test_a_new_title_of_a_skill_is_taken_over(self, sessions: Sessions) -> None:
        shelf = shelf_of(GAP)
        await load(sessions, shelf)
        renamed = shelf.skills[0].model_copy(update={"title": {"en": "New"}})
        await load(sessions, shelf.model_copy(update={"skills": [renamed, *shelf.skills[1:]]}))
        async with sessions() as session:
            titles = await session.scalars(select(Point.title).where(Point.key == "skill-0"))
            assert list(titles) == [{"en": "New"}]

    async def test_of_one_language_leaves_another_alone(self, sessions: Sessions) -> None:
        await load(sessions, shelf_of(GAP))
        await load(sessions, shelf_of({**WORDS, "key": "sr-words"}, language="sr"))
        await load(sessions, shelf_of(WORDS))
        assert set(await published(sessions, "sr")) == {"sr-words"}
        assert set(await published(sessions)) == {WORDS["key"]}

    @pytest.mark.parametrize("others", [4])
    async def test_at_once_takes_turns_and_the_last_one_changes_nothing(
        self, others: int, sessions: Sessions
    ) -> None:
        loads = await asyncio.gather(*(load(sessions, a_shelf()) for _ in range(others)))

        assert sorted(each.added for each in loads) == [0, 0, 0, 20]
        assert {each.version for each in loads} == {1}
        assert len(await published(sessions)) == await count(sessions, Exercise) == 20

    async def test_of_two_different_shelves_at_once_leaves_one_of_them_whole(
        self, sessions: Sessions
    ) -> None:
        await asyncio.gather(load(sessions, shelf_of(GAP)), load(sessions, shelf_of(WORDS)))
        assert len(await published(sessions)) == 1
        async with sessions() as session:
            assert (await session.get_one(Course, "nl")).version == 2


class TestAShowingOfTheOldVersion:
    @pytest.mark.parametrize("gone", [False, True])
    async def test_is_still_answered_by_its_own_key(
        self, gone: bool, backend: Backend, sessions: Sessions
    ) -> None:
        await load(sessions, shelf_of(GAP, WORDS))
        learner = await a_learner(backend)
        shown = await learner.exercise()
        new = {**GAP, "answer": "nieuw", "wrong": [slip("goed"), slip("mis")]}
        await load(sessions, shelf_of(WORDS) if gone else shelf_of(new, WORDS))

        assert (await learner.exercise()).shown == shown.shown
        out = await learner.answer(shown, right(shown))

        assert out.feedback.verdict is Verdict.correct
        assert out.feedback.right == "woord 1 goed hier"

    async def test_that_is_retired_is_not_offered_any_more(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await load(sessions, shelf_of(GAP, WORDS, an_item("type_gap", 3)))
        learner = await a_learner(backend)
        shown = await learner.exercise()
        await load(sessions, shelf_of(WORDS, an_item("type_gap", 3)))

        seen = set()
        for _ in range(8):
            await learner.answer(shown, right(shown))
            shown = await learner.exercise(go_on=True)
            seen.add(shown.shown.kind)
        assert seen == {"order_words", "type_gap"}


class TestLoadAll:
    async def test_loads_every_language_of_the_real_catalogue(self, sessions: Sessions) -> None:
        assert await load_all(sessions)
        async with sessions() as session:
            courses = {each.language: each for each in await session.scalars(select(Course))}
        assert set(courses) >= {"en", "nl"}
        for code, course in courses.items():
            shelf, _ = read(code)
            made = {item.key for item in word_items(shelf)}
            unvoiced = {item.key for item in shelf.items if item.content.needs_voice}
            stock = set(await published(sessions, code)) | unvoiced
            assert len(stock - made) == course.exercises == len(shelf.items)
            assert made <= stock
        assert await load_all(sessions)

    async def test_a_language_with_an_error_keeps_its_running_stock(
        self, sessions: Sessions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        root = a_folder(tmp_path)
        assert await load_all(sessions, root)
        before = {key: each.digest for key, each in (await published(sessions)).items()}
        write(root, EXERCISES, [{**items()[0], "why": {"en": "x"}}, *items()[2:]])

        assert not await load_all(sessions, root)

        after = {key: each.digest for key, each in (await published(sessions)).items()}
        assert after == before
        told = capsys.readouterr().err
        assert "nl is not loaded" in told
        assert f"{EXERCISES}:1: {items()[0]['key']}: why is missing in: ru" in told
        async with sessions() as session:
            assert (await session.get_one(Course, "nl")).version == 1

    async def test_a_language_with_an_error_does_not_stop_the_others(
        self, sessions: Sessions, tmp_path: Path
    ) -> None:
        root = a_folder(tmp_path, [{"key": "broken"}])
        language = a_shelf(language="sr", items=[]).language.model_dump(mode="json")
        write(root, "sr/language.yaml", language)
        for name in ("topics.yaml", "skills.yaml"):
            (root / "sr" / name).write_bytes((root / "nl" / name).read_bytes())
        write(root, "sr/exercises/a1.yaml", [{**WORDS, **content("order_words", 2)}])

        assert not await load_all(sessions, root)

        assert len(await published(sessions, "sr")) == 1
        assert await published(sessions) == {}
