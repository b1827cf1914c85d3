"""The stream that keeps every open page up to date."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiogram import Bot

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT


class TestEvents:
    async def read(self, response: aiohttp.ClientResponse, name: str) -> dict[str, Any]:
        """The data of the next event of this name."""
        async with asyncio.timeout(10):
            event = ""
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                if line.startswith("data: ") and event == name:
                    found: dict[str, Any] = json.loads(line.removeprefix("data: "))
                    return found
        raise AssertionError("the stream ended")

    async def test_who_was_away_learns_what_happened(
        self, started: StandIn, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        since = started.ctx.store.db.last_change()
        sent = await bot.send_message(STUDENT, "while you were away")
        await bot.delete_message(STUDENT, 1)
        headers = {"Last-Event-ID": str(since)}
        async with http.get(f"{started.url}/api/events", headers=headers) as response:
            found = await self.read(response, "changes")
        told = {one["id"]: one["deleted"] for one in found["messages"]}
        assert told == {sent.message_id: False, 1: True}
        assert found["change"] == started.ctx.store.db.last_change()

    async def test_changes_and_signals_come_as_they_happen(
        self, started: StandIn, http: aiohttp.ClientSession, bot: Bot
    ) -> None:
        since = started.ctx.store.db.last_change()
        async with http.get(f"{started.url}/api/events?since={since}") as response:
            await bot.send_chat_action(STUDENT, "typing")
            action = await self.read(response, "action")
            assert (action["person"], action["action"], action["seconds"]) == (STUDENT, "typing", 5)
            started.send_text(SECOND, "hello")
            changes = await self.read(response, "changes")
            assert [one["person"] for one in changes["messages"]] == [SECOND]

    @pytest.mark.parametrize("since", ["999999", "x", "-1"])
    async def test_a_strange_cursor_starts_anew(
        self, started: StandIn, http: aiohttp.ClientSession, since: str
    ) -> None:
        async with http.get(f"{started.url}/api/events?since={since}") as response:
            found = await self.read(response, "changes")
        assert found.get("reload") or found["messages"]
