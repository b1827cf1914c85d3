"""For whom the admins' commands exist, and for whom they do not."""

import pytest
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommandScopeChat
from sqlalchemy import delete

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.quality.schemas import Outcome
from backend.users.models import UserRole
from backend.users.schemas import RoleName
from tests.admin.conftest import Enter
from tests.admin.reviewing import COMMANDS, GAPS, said, waiting
from tests.bot.conftest import Person
from tests.conftest import ADMIN
from tests.factories import a_course, a_learner


class TestForEverybodyElse:
    @pytest.mark.parametrize("command", COMMANDS)
    async def test_there_is_no_such_command(
        self, enter: Enter, backend: Backend, sessions: Sessions, command: str
    ) -> None:
        await a_course(sessions, GAPS)
        learner = enter(7)
        await learner.writes("/start")
        await learner.writes("/nonsense")
        unknown = said(learner)
        await learner.writes(command)
        assert said(learner) == unknown

    async def test_no_menu_names_them(self, enter: Enter, backend: Backend) -> None:
        learner = enter(7)
        await learner.writes("/start")
        assert learner.telegram.all(SetMyCommands) == []

    async def test_the_backend_refuses(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend, 7)
        [first, *_] = await waiting(sessions)
        calls = learner.calls
        for ask in (
            calls.review,
            lambda: calls.review(skipped=True),
            calls.review_undone,
            calls.stock,
            calls.models,
            calls.dead_jobs,
            calls.flagged,
            lambda: calls.look_at(first),
            lambda: calls.review_decided(1, Outcome.retired),
            lambda: calls.review_fixed(1, "answer", "x"),
            lambda: calls.review_skipped(1),
            lambda: calls.appeal_decided(1, upheld=True),
            lambda: calls.retry_job(1),
        ):
            with pytest.raises(Refused) as refused:
                await ask()
            assert refused.value.code == "Forbidden"

    async def test_who_is_admin_no_more_sees_an_unknown_command(
        self, admin: Person, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        await waiting(sessions)
        await admin.writes("/nonsense")
        unknown = said(admin)
        async with sessions.begin() as session:
            await session.execute(delete(UserRole).where(UserRole.role == RoleName.admin))
        await admin.writes("/review")
        assert said(admin) == unknown


class TestAnAdmin:
    async def test_has_the_commands_in_the_menu_of_their_chat(self, admin: Person) -> None:
        [menu] = admin.telegram.all(SetMyCommands)
        assert menu.scope == BotCommandScopeChat(chat_id=int(ADMIN))
        assert {f"/{one.command}" for one in menu.commands} > set(COMMANDS)
