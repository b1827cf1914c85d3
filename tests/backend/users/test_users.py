import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.client import Backend, Refused
from backend.db import Model, Sessions, transaction
from backend.kit.actor import Actor
from backend.kit.clock import utc_now
from backend.profiles.schemas import ProfileIn
from backend.queue import Silent
from backend.users import service
from backend.users.models import Chat, Identity, User, UserRole
from backend.users.repository import Users
from backend.users.schemas import RoleName, UserPatch
from tests.backend.waiting import until_somebody_waits
from tests.conftest import ADMIN
from tests.factories import BOT, a_course, a_learner, a_user

OTHER_BOT = 43


async def count(sessions: Sessions, *models: type[Model]) -> list[int]:
    async with sessions() as session:
        counts = [select(func.count()).select_from(model) for model in models]
        return [(await session.scalars(each)).one() for each in counts]


class TestPutUser:
    async def test_makes_a_person_with_one_identity_and_one_chat(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        user = await backend.put_user(a_user(name="Ada"))

        assert (user.name, user.roles, user.profiles) == ("Ada", [RoleName.learner], [])
        assert (user.streak, user.best_streak, user.profile_id) == (0, 0, None)
        assert await count(sessions, User, Identity, Chat) == [1, 1, 1]

    async def test_twice_is_once(self, backend: Backend, sessions: Sessions) -> None:
        first = await backend.put_user(a_user())
        assert await backend.put_user(a_user()) == first
        assert await count(sessions, User, Identity, Chat, UserRole) == [1, 1, 1, 1]

    async def test_ten_at_once_is_once(self, backend: Backend, sessions: Sessions) -> None:
        users = await asyncio.gather(*(backend.put_user(a_user()) for _ in range(10)))

        assert len({user.id for user in users}) == 1
        assert await count(sessions, User, Identity, Chat, UserRole) == [1, 1, 1, 1]

    async def test_of_ten_people_at_once_makes_ten(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await asyncio.gather(*(backend.put_user(a_user(100 + n // 2)) for n in range(20)))
        assert await count(sessions, User, Identity, Chat) == [10, 10, 10]

    async def test_takes_over_a_new_name_and_a_new_chat_and_keeps_the_settings(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        user = await backend.put_user(a_user(language_code="en"))
        calls = backend.on_behalf_of(7, bot_id=BOT)
        await calls.patch_user(user.id, UserPatch(locale="ru", timezone="Asia/Tokyo"))

        again = await backend.put_user(a_user(name="Grace", chat_id=99, language_code="nl"))

        assert (again.name, again.locale, again.timezone) == ("Grace", "ru", "Asia/Tokyo")
        async with sessions() as session:
            assert list(await session.scalars(select(Chat.chat_id))) == [99]

    async def test_a_person_who_writes_again_is_not_blocked_any_more(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await backend.put_user(a_user())
        async with sessions.begin() as session:
            await session.execute(update(Chat).values(blocked_at=func.now()))
        await backend.put_user(a_user())
        async with sessions() as session:
            assert list(await session.scalars(select(Chat.blocked_at))) == [None]

    async def test_several_bots_are_several_chats_of_one_person(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        ids = {(await backend.put_user(a_user(bot_id=bot))).id for bot in (42, 43, 44)}
        assert len(ids) == 1
        assert await count(sessions, User, Identity, Chat) == [1, 1, 3]

    @pytest.mark.parametrize(
        ("code", "locale", "timezone"),
        [
            (None, "en", "UTC"),
            ("ru", "ru", "Europe/Moscow"),
            ("nl", "nl", "Europe/Amsterdam"),
            ("pt-br", "pt", "America/Sao_Paulo"),
            ("tlh", "tlh", "UTC"),
        ],
    )
    async def test_guesses_locale_and_time_zone(
        self, code: str | None, locale: str, timezone: str, backend: Backend
    ) -> None:
        user = await backend.put_user(a_user(language_code=code))
        assert (user.locale, user.timezone) == (locale, timezone)

    async def test_the_admin_is_known_by_id(self, backend: Backend) -> None:
        admin = await backend.put_user(a_user(int(ADMIN)))
        again = await backend.put_user(a_user(int(ADMIN)))
        other = await backend.put_user(a_user(7, name=ADMIN))
        assert admin.roles == again.roles == [RoleName.admin, RoleName.learner]
        assert other.roles == [RoleName.learner]


class TestMe:
    async def test_tells_of_the_one_who_asks(self, backend: Backend) -> None:
        user = await backend.put_user(a_user())
        assert await backend.on_behalf_of(7, bot_id=BOT).me() == user

    async def test_nobody_knows_a_stranger(self, backend: Backend) -> None:
        with pytest.raises(Refused) as refused:
            await backend.on_behalf_of(7, bot_id=BOT).me()
        assert (refused.value.status, refused.value.code) == (404, "NotFound")


class TestPatchUser:
    @pytest.mark.parametrize(
        "patch",
        [{"locale": "ru"}, {"timezone": "Pacific/Apia"}, {"locale": "en", "timezone": "UTC"}, {}],
    )
    async def test_changes_what_it_names_and_nothing_else(
        self, patch: dict[str, Any], backend: Backend
    ) -> None:
        user = await backend.put_user(a_user())
        calls = backend.on_behalf_of(7, bot_id=BOT)

        assert await calls.patch_user(user.id, UserPatch(**patch)) == user.model_copy(update=patch)
        assert await calls.me() == user.model_copy(update=patch)

    async def test_makes_another_profile_the_active_one_of_this_chat_only(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        await a_course(sessions, language="sr", items=[])
        learner = await a_learner(backend)
        await backend.put_user(a_user(bot_id=OTHER_BOT))
        other = backend.on_behalf_of(7, bot_id=OTHER_BOT)
        sr = await other.add_profile(learner.user.id, ProfileIn(native="en", target="sr"))
        assert (await learner.calls.me()).profile_id == learner.profile.id
        assert (await other.me()).profile_id == sr.id

        await learner.calls.patch_user(learner.user.id, UserPatch(profile_id=sr.id))

        assert (await learner.calls.me()).profile_id == sr.id

    @pytest.mark.parametrize("profile_id", [0, -1, 999_999, 2**63, 10**30])
    async def test_a_profile_that_is_not_theirs_is_not_found(
        self, profile_id: int, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        with pytest.raises(Refused) as refused:
            await learner.calls.patch_user(learner.user.id, UserPatch(profile_id=profile_id))
        assert refused.value.status in (404, 422)
        assert (await learner.calls.me()).profile_id == learner.profile.id

    async def test_the_profile_of_another_is_not_found(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        one, two = await a_learner(backend, 7), await a_learner(backend, 8)
        with pytest.raises(Refused) as refused:
            await one.calls.patch_user(one.user.id, UserPatch(profile_id=two.profile.id))
        assert refused.value.code == "NotFound"

    async def test_in_the_chat_of_a_bot_that_has_not_met_them_is_not_found(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        unmet = backend.on_behalf_of(7, bot_id=99)
        with pytest.raises(Refused) as refused:
            await unmet.patch_user(learner.user.id, UserPatch(profile_id=learner.profile.id))
        assert refused.value.code == "NotFound"


class TestABoundBot:
    async def test_accepts_only_its_language(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        await a_course(sessions, language="sr", items=[])
        user = await backend.put_user(a_user(bot_language="sr"))
        calls = backend.on_behalf_of(7, bot_id=BOT)

        with pytest.raises(Refused) as refused:
            await calls.add_profile(user.id, ProfileIn(native="en", target="nl"))
        assert refused.value.code == "Forbidden"
        assert (await calls.me()).profiles == []

        profile = await calls.add_profile(user.id, ProfileIn(native="en", target="sr"))
        assert (await calls.me()).profile_id == profile.id

    async def test_takes_up_the_profile_that_is_there(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        met = await backend.put_user(a_user(bot_id=OTHER_BOT, bot_language="nl"))
        assert met.profile_id == learner.profile.id

    async def test_does_not_take_up_one_in_another_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        await a_learner(backend)
        met = await backend.put_user(a_user(bot_id=OTHER_BOT, bot_language="sr"))
        assert met.profile_id is None

    async def test_bound_later_does_not_stay_with_a_profile_of_another_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        await a_learner(backend)
        met = await backend.put_user(a_user(bot_language="sr"))
        assert met.profile_id is None


class TestAStreak:
    async def test_that_was_broken_is_not_told_of(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        user = await backend.put_user(a_user())
        calls = backend.on_behalf_of(7, bot_id=BOT)
        broken = {"streak": 5, "best_streak": 5, "streak_day": date(2026, 1, 1)}
        async with sessions.begin() as session:
            await session.execute(update(User).values(**broken))

        told = [
            await backend.put_user(a_user()),
            await calls.me(),
            await calls.patch_user(user.id, UserPatch(locale="ru")),
        ]

        assert [(each.streak, each.best_streak) for each in told] == [(0, 5)] * 3


class TestAtOnce:
    async def test_meeting_a_bound_bot_and_taking_up_its_profile_do_not_deadlock(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        met = a_user(bot_id=OTHER_BOT, bot_language="nl")
        await backend.put_user(met)
        async with sessions.begin() as session:
            await session.execute(update(Chat).values(profile_id=None))
        other = backend.on_behalf_of(7, bot_id=OTHER_BOT)
        given = ProfileIn(native="en", target="nl")

        async with transaction(sessions, Silent()) as session:
            users = Users(session)
            await users.meet(await users.of(Actor("telegram", "7", OTHER_BOT)), met)
            waiting = asyncio.create_task(other.add_profile(learner.user.id, given))
            await until_somebody_waits(sessions)
            await service.put_user(session, met, admin_ids=frozenset(), now=utc_now())

        assert (await waiting).id == (await other.me()).profile_id == learner.profile.id
