import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiogram import Bot
from aiohttp import ClientSession

from bot.intake import Intake
from bot.metrics import Metrics
from bot.webhook import PATH, SECRET_HEADER, create_app, is_secret
from tests.bot.conftest import visiting
from tests.bot.test_polling import Handled, an_update

SECRET = "webhook-secret_1"


@pytest.fixture
def handled() -> Handled:
    return Handled()


@pytest.fixture
async def client(bot: Bot, handled: Handled, metrics: Metrics) -> AsyncIterator[ClientSession]:
    app = create_app(bot, Intake(handled.dispatcher, bot, metrics, limit_s=0.2), SECRET)
    async with visiting(app) as client:
        yield client


async def post(client: ClientSession, body: object, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with client.post(PATH, json=body, headers=headers) as response:
        return response.status


class TestReceive:
    async def test_acknowledges_after_the_update_was_handled(
        self, client: ClientSession, handled: Handled
    ) -> None:
        assert await post(client, an_update(10)) == 200
        assert handled.ids == [10]

    @pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "тайна", "é"])
    async def test_without_the_secret_nothing_is_handled(
        self, client: ClientSession, handled: Handled, secret: str | None
    ) -> None:
        assert await post(client, an_update(10), secret) == 401
        assert handled.ids == []

    async def test_what_always_fails_is_acknowledged_and_counted(
        self, client: ClientSession, handled: Handled, metrics: Metrics
    ) -> None:
        handled.fail, handled.hang = {10}, {11}

        assert await post(client, an_update(10)) == 200
        assert await post(client, an_update(11)) == 200
        assert metrics.registry.get_sample_value(
            "tutor_unexpected_errors_total", {"error": "ZeroDivisionError"}
        )

    async def test_what_nobody_can_read_is_acknowledged(self, client: ClientSession) -> None:
        assert await post(client, {"update_id": "what"}) == 200

    async def test_updates_of_one_chat_are_handled_in_the_order_they_came(
        self, client: ClientSession, handled: Handled
    ) -> None:
        handled.hang = {10}
        first = asyncio.create_task(post(client, an_update(10)))
        await handled.begun.wait()
        assert await post(client, an_update(11)) == 200

        assert first.done()
        assert handled.ids == [11]

    async def test_a_body_too_large_is_refused(self, client: ClientSession) -> None:
        body, headers = BytesIO(b"x" * 2_000_000), {SECRET_HEADER: SECRET}
        async with client.post(PATH, data=body, headers=headers) as response:
            assert response.status == 413


def test_bytes_that_are_no_text_are_compared_too() -> None:
    assert not is_secret(b"\xff\xfe".decode("utf-8", "surrogateescape"), SECRET)
    assert is_secret(SECRET, SECRET)
