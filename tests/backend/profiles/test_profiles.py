import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.schemas import LanguageOut
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.models import Profile
from backend.profiles.schemas import ProfileIn, ProfilePatch
from backend.users.schemas import UserPatch
from tests.factories import BOT, a_course, a_learner, a_shelf, a_user, an_item, right

A1 = an_item("fill_gap", 1)
A2 = an_item("type_gap", 2, level="A2")


class TestAddProfile:
    async def test_makes_it_and_makes_it_active(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        user = await backend.put_user(a_user())
        calls = backend.on_behalf_of(7, bot_id=BOT)

        profile = await calls.add_profile(
            user.id, ProfileIn(native="ru", target="nl", level=Level.a2, daily_goal=3)
        )

        assert (profile.native, profile.target, profile.level) == ("ru", "nl", Level.a2)
        assert (profile.daily_goal, profile.alphabet) == (3, Alphabet.latin)
        me = await calls.me()
        assert (me.profiles, me.profile_id) == ([profile], profile.id)

    async def test_ten_at_once_make_one(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        user = await backend.put_user(a_user())
        calls = backend.on_behalf_of(7, bot_id=BOT)
        given = ProfileIn(native="en", target="nl")

        made = await asyncio.gather(*(calls.add_profile(user.id, given) for _ in range(10)))

        assert len({profile.id for profile in made}) == 1
        async with sessions() as session:
            assert (await session.scalars(select(func.count()).select_from(Profile))).one() == 1

    async def test_takes_up_the_one_there_is_and_keeps_its_progress(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))

        again = await learner.calls.add_profile(
            learner.user.id, ProfileIn(native="ru", target="nl")
        )

        assert (again.id, again.native) == (learner.profile.id, "ru")
        assert (await learner.calls.progress(again.id)).answered_today == 1
        assert (await learner.exercise()).number == 2

    async def test_in_a_language_without_a_course_is_422(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        with pytest.raises(Refused) as refused:
            await a_learner(backend, target="xx")
        assert (refused.value.status, refused.value.code) == (422, "Unprocessable")
        assert (await backend.on_behalf_of(7, bot_id=BOT).me()).profiles == []

    async def test_of_several_languages_each_has_its_own_course(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        sr = an_item("fill_gap", 9, key="sr-gap")
        await a_course(sessions, a_shelf(language="sr", items=[sr]))
        nl = await a_learner(backend)
        in_sr = await a_learner(backend, target="sr")

        assert {(await nl.exercise()).target, (await in_sr.exercise()).target} == {"nl", "sr"}
        assert (await nl.calls.me()).profile_id == in_sr.profile.id
        await nl.calls.patch_user(nl.user.id, UserPatch(profile_id=nl.profile.id))
        assert (await nl.calls.me()).profile_id == nl.profile.id


class TestPatchProfile:
    @pytest.mark.parametrize(
        "patch",
        [{"native": "ru"}, {"daily_goal": 20}, {"alphabet": "cyrillic"}, {"level": "A2"}, {}],
    )
    async def test_changes_what_it_names_and_nothing_else(
        self, patch: dict[str, Any], backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        changed = await learner.calls.patch_profile(learner.profile.id, ProfilePatch(**patch))
        assert changed.model_dump() == {**learner.profile.model_dump(), **patch}
        assert (await learner.calls.me()).profiles == [changed]

    async def test_a_new_level_moves_the_course(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, a_shelf(items=[A1, A2, an_item("fill_gap", 3, level="A2")]))
        learner = await a_learner(backend)
        first = await learner.exercise()
        assert first.level is Level.a1
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a2))

        out = await learner.answer(first, right(first))

        assert (await learner.exercise()).level is Level.a2
        assert out.next is not None

    async def test_the_same_level_again_keeps_the_place(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        await learner.exercise()
        async with sessions() as session:
            before = await session.scalar(select(Profile.place))
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a1))
        async with sessions() as session:
            assert await session.scalar(select(Profile.place)) == before != 0

    async def test_of_another_is_not_found(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        one, two = await a_learner(backend, 7), await a_learner(backend, 8)
        for call in (
            one.calls.patch_profile(two.profile.id, ProfilePatch(daily_goal=9)),
            one.calls.progress(two.profile.id),
            one.calls.next_action(two.profile.id),
            one.calls.remind(two.profile.id),
        ):
            with pytest.raises(Refused) as refused:
                await call
            assert (refused.value.status, refused.value.code) == (404, "NotFound")


class TestLanguages:
    async def test_are_those_of_the_catalogue(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        await a_course(sessions, a_shelf(language="sr", items=[]))
        nl, sr = await backend.languages()
        assert nl == LanguageOut(
            code="nl",
            name="nl",
            names={"en": "nl", "ru": "nl (ru)"},
            flag="🏳",
            levels=[Level.a1, Level.a2],
            exercises=20,
            explained=["en", "ru"],
        )
        assert (sr.code, sr.exercises) == ("sr", 0)

    async def test_are_none_before_the_catalogue_is_loaded(self, backend: Backend) -> None:
        assert await backend.languages() == []
