"""The Bot API's errors in our words, from a real server that says what it is told to say."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson
import pytest
from aiogram.utils.formatting import Bold, Text
from aiohttp import web

from backend.gateways import telegram
from backend.gateways.telegram import (
    Address,
    AiogramTelegram,
    Blocked,
    File,
    Gone,
    NoFile,
    NoVoiceNotes,
    OutcomeUnknown,
    Rejected,
    RetryLater,
    Sound,
    Unreachable,
)
from bot.lessons.callbacks import PractisePressed
from bot.screen import Screen, button, keyboard
from infra.local.process import free_port

CHAT = Address(bot_id=123456, chat_id=7)
TOKEN = "123456:" + "A" * 35
SCREEN = Screen(Text("Hello ", Bold("Ada")), keyboard([button("Go", PractisePressed())]))
DELIVERED = {
    "ok": True,
    "result": {"message_id": 99, "date": 1, "chat": {"id": 7, "type": "private"}},
}


def refusal(code: int, words: str, **parameters: int) -> tuple[int, Any]:
    body = {"ok": False, "error_code": code, "description": words, "parameters": parameters}
    return code, body


FORBIDDEN = refusal(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")


@dataclass
class Server:
    """Answers with what stands in `replies`, then delivers; `asked` holds the requests."""

    replies: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    silent: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, dict(await request.post())))
        if self.silent:
            await asyncio.sleep(30)
        status, body = self.replies.pop(0) if self.replies else (200, DELIVERED)
        return web.Response(status=status, body=orjson.dumps(body))


@pytest.fixture
async def server() -> Server:
    return Server()


@pytest.fixture
async def gateway(server: Server) -> AsyncIterator[AiogramTelegram]:
    app = web.Application()
    app.router.add_post("/{path:.*}", server.answer)
    app.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    gateway = telegram.connect(TOKEN, f"http://127.0.0.1:{port}")
    yield gateway
    await gateway.aclose()
    await runner.cleanup()


SOUND = Sound(b"OggS a few words", 3.4)


def heard_as(kind: str) -> tuple[int, Any]:
    file = {"file_id": "new", "file_unique_id": "u", "duration": 3}
    return 200, {"ok": True, "result": {**DELIVERED["result"], kind: file}}  # type: ignore[dict-item]


class TestPlay:
    async def test_uploads_a_voice_note_and_tells_its_name(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        server.replies = [heard_as("voice")]
        assert await gateway.play(CHAT, SOUND) == (99, "new")
        [(path, sent)] = server.asked
        assert path.endswith("/sendVoice")
        assert (sent["chat_id"], sent["duration"]) == ("7", "3")

    async def test_sends_what_telegram_knows_by_its_name(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        server.replies = [heard_as("voice")]
        await gateway.play(CHAT, Sound("known", 3.4))
        assert server.asked[0][1]["voice"] == "known"

    async def test_is_music_to_whoever_takes_no_voice_notes(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        server.replies = [FORBIDDEN, heard_as("audio")]
        assert await gateway.play(CHAT, SOUND) == (99, None)
        assert [path.rpartition("/")[2] for path, _ in server.asked] == ["sendVoice", "sendAudio"]

    async def test_by_the_name_of_a_voice_note_nothing_is_music(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        server.replies = [FORBIDDEN]
        with pytest.raises(NoVoiceNotes):
            await gateway.play(CHAT, Sound("known", 3.4))


class TestSend:
    async def test_sends_text_entities_and_keyboard(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        assert await gateway.send(CHAT, SCREEN) == 99
        [(path, sent)] = server.asked
        assert path == f"/bot{TOKEN}/sendMessage"
        assert (sent["chat_id"], sent["text"]) == ("7", "Hello Ada")
        [entity] = orjson.loads(sent["entities"])
        assert (entity["type"], entity["offset"], entity["length"]) == ("bold", 6, 3)
        assert "Go" in sent["reply_markup"]

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (refusal(403, "Forbidden: bot was blocked by the user"), Blocked),
            (refusal(400, "Bad Request: chat not found"), Blocked),
            (refusal(400, "Bad Request: message text is empty"), Rejected),
            (refusal(401, "Unauthorized"), Rejected),
            (refusal(404, "Not Found"), Rejected),
            (refusal(429, "Too Many Requests", retry_after=300), RetryLater),
            (refusal(502, "Bad Gateway"), OutcomeUnknown),
            ((502, "<html>"), OutcomeUnknown),
        ],
    )
    async def test_tells_of_a_refusal_in_our_words(
        self, gateway: AiogramTelegram, server: Server, reply: Any, error: type[Exception]
    ) -> None:
        server.replies = [reply]
        with pytest.raises(error):
            await gateway.send(CHAT, SCREEN)
        assert len(server.asked) == 1

    async def test_waits_once_when_telegram_asks_for_a_moment(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        flood = refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        server.replies = [flood]
        assert await gateway.send(CHAT, SCREEN) == 99
        server.replies = [flood, flood]
        with pytest.raises(RetryLater) as later:
            await gateway.send(CHAT, SCREEN)
        assert later.value.after == timedelta(seconds=1)
        assert len(server.asked) == 4

    async def test_knows_a_connection_that_never_was(self) -> None:
        gateway = telegram.connect(TOKEN, f"http://127.0.0.1:{free_port()}")
        with pytest.raises(Unreachable):
            await gateway.send(CHAT, SCREEN)
        await gateway.aclose()

    async def test_gives_up_on_a_server_that_is_silent(
        self, gateway: AiogramTelegram, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(telegram, "_REQUEST_LIMIT", 0.2)
        server.silent = True
        with pytest.raises(OutcomeUnknown):
            await gateway.send(CHAT, SCREEN)

    async def test_refuses_a_bot_it_is_not(self, gateway: AiogramTelegram, server: Server) -> None:
        with pytest.raises(Rejected):
            await gateway.send(Address(bot_id=5, chat_id=7), SCREEN)
        assert server.asked == []


class TestEdit:
    async def test_edits_the_message_that_is_named(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        await gateway.edit(CHAT, 99, SCREEN)
        [(path, sent)] = server.asked
        assert path == f"/bot{TOKEN}/editMessageText"
        assert (sent["chat_id"], sent["message_id"], sent["text"]) == ("7", "99", "Hello Ada")

    async def test_what_stands_there_already_is_fine(
        self, gateway: AiogramTelegram, server: Server
    ) -> None:
        words = "Bad Request: message is not modified: specified new message content"
        server.replies = [refusal(400, words)]
        await gateway.edit(CHAT, 99, SCREEN)
        assert len(server.asked) == 1

    @pytest.mark.parametrize(
        ("reply", "error"),
        [
            (refusal(400, "Bad Request: message to edit not found"), Gone),
            (refusal(400, "Bad Request: message can't be edited"), Gone),
            (refusal(400, "Bad Request: MESSAGE_ID_INVALID"), Gone),
            (refusal(400, "Bad Request: can't parse entities"), Rejected),
            (refusal(400, "Bad Request: chat not found"), Blocked),
            (refusal(429, "Too Many Requests", retry_after=300), RetryLater),
            ((502, "<html>"), OutcomeUnknown),
        ],
    )
    async def test_tells_of_a_refusal_in_our_words(
        self, gateway: AiogramTelegram, server: Server, reply: Any, error: type[Exception]
    ) -> None:
        server.replies = [reply]
        with pytest.raises(error) as raised:
            await gateway.edit(CHAT, 99, SCREEN)
        assert raised.type is error


class TestDownload:
    NOTE = File("a-name", "of-this-file")
    FOUND = (
        200,
        {
            "ok": True,
            "result": {
                "file_id": NOTE.id,
                "file_unique_id": NOTE.unique_id,
                "file_path": "voice/1.oga",
            },
        },
    )

    @pytest.mark.parametrize(
        ("status", "error"),
        [(404, NoFile), (429, Unreachable), (500, Unreachable), (502, Unreachable)],
    )
    async def test_what_cannot_be_had_at_the_moment_may_be_had_later(
        self, gateway: AiogramTelegram, server: Server, status: int, error: type[Exception]
    ) -> None:
        server.replies = [self.FOUND, (status, "no")]
        with pytest.raises(error):
            await gateway.download(CHAT, self.NOTE, most=1000)
        assert [path for path, _ in server.asked][1] == f"/file/bot{TOKEN}/voice/1.oga"
