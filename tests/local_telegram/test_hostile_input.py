"""No input ends in a server error: every method, every parameter, strange values."""

import aiohttp
import pytest
from aiogram import Bot

from infra.local.telegram.bot_api.registry import ASYNC_METHODS, METHODS
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT, TOKEN

STRANGE = [
    "",
    "x",
    "\ud800",
    "-1",
    "1e9",
    "9" * 40,
    "0" * 40,
    str(2**63),
    "null",
    "[]",
    "{}",
    "[[[]]]",
    '{"type": 5}',
    '{"message_id": "x"}',
    f'{{"message_id": {10**30}}}',
    f"[{10**30}]",
    '{"inline_keyboard": [[{"text": "a", "callback_data": "\\ud800"}]]}',
    '{"inline_keyboard": [[{"text": "a", "web_app": {"url": "http://[::1"}}]]}',
    '{"type": "chat", "chat_id": 99999999999999999999999}',
    '{"type": "web_app", "text": "x", "web_app": 5}',
    '[{"type": "bold", "offset": 0, "length": true}]',
    '[{"type": "text_link", "offset": 0, "length": 1, "url": "http://["}]',
    '[{"type": "emoji", "emoji": {}}]',
    '[{"command": [], "description": {}}]',
    "attach://nothing",
    "http://[::1",
]
NAMES = [
    "chat_id",
    "message_id",
    "text",
    "parse_mode",
    "entities",
    "caption_entities",
    "reply_markup",
    "reply_parameters",
    "reply_to_message_id",
    "message_ids",
    "photo",
    "voice",
    "duration",
    "callback_query_id",
    "commands",
    "scope",
    "language_code",
    "menu_button",
    "reaction",
    "user_id",
    "file_id",
    "offset",
    "limit",
    "allowed_updates",
    "url",
    "max_connections",
    "prices",
    "media",
    "title",
    "payload",
    "pre_checkout_query_id",
    "from_chat_id",
]
ENOUGH = {
    "chat_id": str(STUDENT),
    "message_id": "2",
    "text": "hello",
    "caption": "hello",
    "action": "typing",
    "user_id": str(STUDENT),
    "from_chat_id": str(STUDENT),
    "title": "t",
    "description": "d",
    "payload": "p",
    "currency": "XTR",
    "prices": '[{"label": "x", "amount": 1}]',
}


# These share all their code with a method that is tried.
TWINS = {"sendAudio", "sendDocument", "setMyDescription", "setMyShortDescription"}
TWINS |= {"getMyDescription", "getMyShortDescription", "setWebhook"}


@pytest.mark.parametrize("method", sorted({*METHODS, *ASYNC_METHODS} - TWINS))
async def test_a_strange_value_is_refused_or_taken_but_never_breaks(
    started: StandIn, bot: Bot, http: aiohttp.ClientSession, method: str
) -> None:
    await bot.send_message(STUDENT, "the message that is edited")
    url = f"{started.url}/bot{TOKEN}/{method}"
    for name in NAMES:
        for value in STRANGE:
            form = {**ENOUGH, name: value.encode("utf-8", "surrogatepass").decode("latin-1")}
            async with http.post(url, data=form) as response:
                body = await response.json()
                assert response.status in {200, 400, 404, 409}, (name, value, body)
                assert body["ok"] is (response.status == 200)


@pytest.mark.parametrize("value", [None, True, 1.5, 10**30, "x", [], {}, [[]], {"a": []}])
async def test_json_bodies_of_strange_types_do_not_break_it(
    started: StandIn, http: aiohttp.ClientSession, value: object
) -> None:
    url = f"{started.url}/bot{TOKEN}/sendMessage"
    for name in NAMES:
        async with http.post(url, json={**ENOUGH, name: value}) as response:
            assert response.status in {200, 400}, (name, await response.text())
