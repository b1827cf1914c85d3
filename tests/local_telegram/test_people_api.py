"""The people's side over HTTP: who may use it, what it takes, what it tells."""

from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.samples import SILENCE, png, webm

BOT = 123456


@pytest.fixture
def chat(stand_in: StandIn) -> str:
    return f"{stand_in.url}/api/chats/{BOT}/{STUDENT}"


async def post(
    http: aiohttp.ClientSession, url: str, body: object, **headers: str
) -> tuple[int, Any]:
    async with http.post(url, json=body, headers=headers) as response:
        return response.status, await response.json()


class TestGuard:
    """A page of somebody else in the same browser must not be able to act here."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Host": "127.0.0.1.evil.example:8081"},
        ],
    )
    async def test_foreign_requests_are_refused(
        self, chat: str, http: aiohttp.ClientSession, headers: dict[str, str]
    ) -> None:
        status, _ = await post(http, f"{chat}/start", {}, **headers)
        assert status == 403

    async def test_reading_is_refused_too(
        self, stand_in: StandIn, http: aiohttp.ClientSession
    ) -> None:
        headers = {"Host": "rebound.example"}
        for path in ("/", "/api/state", "/page/js/main.js"):
            async with http.get(stand_in.url + path, headers=headers) as response:
                assert response.status == 403

    async def test_the_own_page_may(
        self, stand_in: StandIn, chat: str, http: aiohttp.ClientSession
    ) -> None:
        own = {"Origin": stand_in.url, "Sec-Fetch-Site": "same-origin"}
        assert (await post(http, f"{chat}/start", {}, **own))[0] == 200

    async def test_a_form_of_another_page_cannot_pose_as_json(
        self, chat: str, http: aiohttp.ClientSession
    ) -> None:
        async with http.post(f"{chat}/text", data='{"text": "x"}') as response:
            assert response.status == 415

    async def test_the_page_says_what_it_may_load(
        self, stand_in: StandIn, http: aiohttp.ClientSession
    ) -> None:
        async with http.get(stand_in.page_url) as response:
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
            assert "://" not in (await response.text()).replace("http://www.w3.org", "")


class TestActions:
    async def test_writing_reaches_the_bot(
        self, stand_in: StandIn, chat: str, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        status, shown = await post(http, f"{chat}/text", {"text": " hello "})
        assert (status, shown["body"]["text"]) == (200, "hello")
        message = (await bot.get_updates())[0].message
        assert message
        assert message.text == "hello"

    @pytest.mark.parametrize(
        ("action", "body", "status"),
        [
            ("text", {"text": ""}, 400),
            ("text", {"text": "x" * 4097}, 400),
            ("text", {"text": 5}, 400),
            ("text", {"text": "x", "reply_to": 999}, 404),
            ("press", {"message_id": 1, "row": 0, "column": 0}, 404),
            ("press", {"message_id": "1"}, 400),
            ("read", {"up_to": -1}, 400),
            ("fly", {}, 404),
            ("text", [], 400),
        ],
    )
    async def test_wrong_input_gets_a_clear_no(
        self,
        started: StandIn,
        chat: str,
        http: aiohttp.ClientSession,
        action: str,
        body: object,
        status: int,
    ) -> None:
        found, answer = await post(http, f"{chat}/{action}", body)
        assert found == status
        assert answer["error"]

    async def test_an_unknown_person_is_not_found(
        self, stand_in: StandIn, http: aiohttp.ClientSession
    ) -> None:
        url = f"{stand_in.url}/api/chats/{BOT}/77/start"
        assert (await post(http, url, {}))[0] == 404

    async def test_pressing_gives_the_id_that_the_bot_answers(
        self, started: StandIn, chat: str, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "x", reply_markup=markup)
        place = {"message_id": sent.message_id, "row": 0, "column": 0}
        _, answer = await post(http, f"{chat}/press", place)
        query = (await bot.get_updates())[-1].callback_query
        assert query
        assert answer == {"id": query.id}

    async def test_unread_counts_only_the_bots_messages(
        self, started: StandIn, chat: str, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        await bot.send_message(STUDENT, "a")
        last = await bot.send_message(STUDENT, "b")
        async with http.get(f"{started.url}/api/state") as response:
            assert (await response.json())["chats"][0]["unread"] == 2
        await post(http, f"{chat}/read", {"up_to": last.message_id})
        async with http.get(f"{started.url}/api/state") as response:
            assert (await response.json())["chats"][0]["unread"] == 0


class TestPeople:
    async def test_one_can_be_added_and_changed(
        self, stand_in: StandIn, http: aiohttp.ClientSession
    ) -> None:
        url = f"{stand_in.url}/api/people"
        status, person = await post(http, url, {"first_name": "Assistant", "language_code": "uk"})
        assert (status, person["id"], person["language_code"]) == (201, 9002, "uk")
        change = {"language_code": "pt-br", "last_name": "Two"}
        async with http.patch(f"{url}/{person['id']}", json=change) as response:
            assert (await response.json()) == person | change

    @pytest.mark.parametrize(
        "fields",
        [
            {"first_name": ""},
            {"first_name": "x" * 65},
            {"language_code": "english"},
            {"username": "a b"},
            {"last_name": 5},
        ],
    )
    async def test_wrong_fields_are_refused(
        self, stand_in: StandIn, http: aiohttp.ClientSession, fields: dict[str, Any]
    ) -> None:
        url = f"{stand_in.url}/api/people/{STUDENT}"
        async with http.patch(url, json=fields) as response:
            assert response.status == 400
            assert (await response.json())["error"]


class TestFiles:
    async def upload(
        self, http: aiohttp.ClientSession, chat: str, kind: str, content: bytes
    ) -> tuple[int, Any]:
        form = aiohttp.FormData()
        form.add_field("kind", kind)
        form.add_field("duration", "2")
        form.add_field("file", content, filename="recording", content_type="audio/webm")
        async with http.post(f"{chat}/file", data=form) as response:
            return response.status, await response.json()

    async def test_a_browsers_recording_arrives_as_a_voice(
        self, stand_in: StandIn, chat: str, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        status, _ = await self.upload(http, chat, "voice", webm([SILENCE] * 100))
        assert status == 200
        message = (await bot.get_updates())[0].message
        assert message
        assert message.voice
        assert (message.voice.duration, message.voice.mime_type) == (2, "audio/ogg")

    async def test_a_photo_is_shown_and_a_page_is_only_downloaded(
        self, stand_in: StandIn, chat: str, http: aiohttp.ClientSession
    ) -> None:
        _, shown = await self.upload(http, chat, "photo", png())
        file_id = shown["body"]["photo"][0]["file_id"]
        async with http.get(f"{stand_in.url}/api/files/{BOT}/{file_id}") as response:
            assert response.content_type == "image/png"
        stored = stand_in.send_document(STUDENT, "x.html", b"<script>alert(1)</script>")
        file_id = stored.body["document"]["file_id"]
        async with http.get(f"{stand_in.url}/api/files/{BOT}/{file_id}") as response:
            assert response.content_type == "application/octet-stream"
            assert response.headers["Content-Disposition"] == "attachment"

    async def test_what_is_no_photo_is_refused(
        self, stand_in: StandIn, chat: str, http: aiohttp.ClientSession
    ) -> None:
        assert (await self.upload(http, chat, "photo", b"text"))[0] == 400
