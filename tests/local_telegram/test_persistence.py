"""State outlives a hard kill: what was acknowledged is there after the restart."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from infra.local.telegram.__main__ import main
from tests.local_telegram.conftest import ACCOUNT, STUDENT, TOKEN
from tests.local_telegram.samples import opus

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def process(
    data: Path, **environment: str
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """The server as its own process: its address and its handle."""
    arguments = ["-m", "infra.local.telegram", "--port", "0", "--data", str(data), "--bot", ACCOUNT]
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    assert child.stdout
    try:
        async with asyncio.timeout(30):
            line = (await child.stdout.readline()).decode()
        yield line.removeprefix("chat page:").strip().rstrip("/"), child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()
        # Reading to the end closes the pipe.
        await child.stdout.read()


def talks_to(url: str, session: AiohttpSession) -> Bot:
    session.api = TelegramAPIServer.from_base(url)
    return Bot(TOKEN, session=session)


async def test_nothing_acknowledged_is_lost_by_a_kill(
    tmp_path: Path, bot_session: AiohttpSession, http: aiohttp.ClientSession
) -> None:
    async with process(tmp_path) as (url, child):
        bot = talks_to(url, bot_session)
        chat = f"{url}/api/chats/{bot.id}/{STUDENT}"
        for text in ("/start", "before the kill"):
            async with http.post(f"{chat}/text", json={"text": text}) as response:
                assert response.status == 200
        first = (await bot.get_updates())[0]
        await bot.get_updates(offset=first.update_id + 1)
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "keep me", reply_markup=markup)
        voice = await bot.send_voice(STUDENT, BufferedInputFile(opus(), "a.oga"))
        await bot.set_my_commands([BotCommand(command="a", description="b")])
        os.kill(child.pid, signal.SIGKILL)
        await child.wait()

    async with process(tmp_path) as (url, _):
        bot = talks_to(url, bot_session)
        updates = await bot.get_updates()
        assert [one.message.text for one in updates if one.message] == ["before the kill"]
        assert updates[0].update_id == first.update_id + 1
        assert [one.command for one in await bot.get_my_commands()] == ["a"]
        assert voice.voice
        assert (await bot.get_file(voice.voice.file_id)).file_size == len(opus())
        assert await bot.edit_message_text(
            "still editable", chat_id=STUDENT, message_id=sent.message_id
        )
        assert (await bot.send_message(STUDENT, "next")).message_id == voice.message_id + 1


async def test_sigterm_ends_it_cleanly_even_with_a_poller_waiting(
    tmp_path: Path, bot_session: AiohttpSession
) -> None:
    async with process(tmp_path) as (url, child):
        bot = talks_to(url, bot_session)
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.2)
        child.terminate()
        async with asyncio.timeout(10):
            assert await child.wait() == 0
        await asyncio.gather(poll, return_exceptions=True)


async def test_the_clock_can_be_put_ahead(
    tmp_path: Path, bot_session: AiohttpSession, http: aiohttp.ClientSession
) -> None:
    week = 7 * 86_400
    async with process(tmp_path, PARLEY_CLOCK_OFFSET=str(week)) as (url, _):
        async with http.post(f"{url}/api/chats/123456/{STUDENT}/start", json={}) as response:
            assert response.status == 200
        async with http.get(f"{url}/api/state") as response:
            told = (await response.json())["now"]
        sent = await talks_to(url, bot_session).send_message(STUDENT, "next week")
    assert sent.date.timestamp() - time.time() == pytest.approx(week, abs=60)
    assert told - time.time() == pytest.approx(week, abs=60)


class TestCommandLine:
    def test_a_wrong_offset_of_the_clock_is_explained(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PARLEY_CLOCK_OFFSET", "a week")
        assert main(["--data", str(tmp_path), "--bot", ACCOUNT]) == 2
        assert "whole number of seconds" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "bot", ["no-equals", "1:a=Name", "x=Name@some_bot", "1:a=Name@nobody", "1:a=@some_bot"]
    )
    def test_a_wrong_bot_is_explained(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], bot: str
    ) -> None:
        with pytest.raises(SystemExit) as caught:
            main(["--data", str(tmp_path), "--bot", bot])
        assert caught.value.code == 2
        assert "argument --bot" in capsys.readouterr().err
