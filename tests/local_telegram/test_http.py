"""The outer shell: tokens, methods, bodies, error shapes."""

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramUnauthorizedError

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT, TOKEN, Raw


class TestToken:
    async def test_an_unknown_token_gets_telegrams_401(
        self, stand_in: StandIn, http: aiohttp.ClientSession
    ) -> None:
        async with http.get(f"{stand_in.url}/bot999:nobody/getMe") as response:
            assert response.status == 401
            answer = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            assert await response.json() == answer

    async def test_aiogram_understands_it(self, bot: Bot, bot_session: AiohttpSession) -> None:
        with pytest.raises(TelegramUnauthorizedError):
            await Bot("999:nobody", session=bot_session).get_me()

    async def test_a_known_token_learns_who_it_is(self, bot: Bot) -> None:
        me = await bot.get_me()
        assert (me.id, me.is_bot, me.username) == (123456, True, "parley_bot")


class TestMethod:
    async def test_an_unknown_method_is_not_found(self, raw: Raw) -> None:
        status, body = await raw("sendTelepathy", chat_id=STUDENT)
        assert status == 404
        assert body == {"ok": False, "error_code": 404, "description": "Not Found"}

    async def test_the_case_of_its_name_does_not_matter(self, raw: Raw) -> None:
        assert (await raw("GETME"))[0] == 200


class TestBody:
    @pytest.fixture
    def url(self, started: StandIn) -> str:
        return f"{started.url}/bot{TOKEN}/sendMessage"

    async def test_a_query_string_works(self, url: str, http: aiohttp.ClientSession) -> None:
        async with http.get(url, params={"chat_id": STUDENT, "text": "by query"}) as response:
            assert (await response.json())["result"]["text"] == "by query"

    async def test_a_form_works(self, url: str, http: aiohttp.ClientSession) -> None:
        async with http.post(url, data={"chat_id": str(STUDENT), "text": "form"}) as response:
            assert (await response.json())["result"]["text"] == "form"

    async def test_a_multipart_body_works(self, url: str, http: aiohttp.ClientSession) -> None:
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("chat_id", str(STUDENT))
        form.add_field("text", "parts")
        async with http.post(url, data=form) as response:
            assert (await response.json())["result"]["text"] == "parts"

    @pytest.mark.parametrize("body", ["{", "[]", "7"])
    async def test_broken_json_is_refused_in_shape(
        self, url: str, http: aiohttp.ClientSession, body: str
    ) -> None:
        headers = {"Content-Type": "application/json"}
        async with http.post(url, data=body, headers=headers) as response:
            assert response.status == 400
            assert (await response.json())["error_code"] == 400

    async def test_a_wrong_type_is_named(self, raw: Raw, started: StandIn) -> None:
        _, body = await raw("sendMessage", chat_id=STUDENT, text=["a", "list"])
        assert body["description"] == 'Bad Request: field "text" must be of type String'

    async def test_a_wrong_flag_is_named(self, raw: Raw, started: StandIn) -> None:
        _, body = await raw("sendMessage", chat_id=STUDENT, text="x", protect_content="maybe")
        assert body["description"].endswith('field "protect_content" must be of type Boolean')
