from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, Message

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.samples import png

PARTY = "5046509860389126442"


class TestMessageEffect:
    @pytest.mark.parametrize(
        "effect", [PARTY, "5104841245755180586", "5107584321108051014", "5159385139981059251"]
    )
    async def test_a_known_one_comes_back(self, started: StandIn, bot: Bot, effect: str) -> None:
        sent = await bot.send_message(STUDENT, "Seven days!", message_effect_id=effect)
        assert sent.effect_id == effect

    async def test_it_comes_with_files_too_and_stays_through_an_edit(
        self, started: StandIn, bot: Bot
    ) -> None:
        photo = BufferedInputFile(png(), "a.png")
        sent = await bot.send_photo(STUDENT, photo, message_effect_id=PARTY)
        edited = await sent.edit_caption(caption="Seven days!")
        assert isinstance(edited, Message)
        assert edited.effect_id == PARTY

    @pytest.mark.parametrize("effect", ["1", "🎉", PARTY + "1"])
    async def test_an_unknown_one_is_refused(
        self, started: StandIn, refused: Callable[..., Awaitable[str]], effect: str
    ) -> None:
        asked = {"chat_id": STUDENT, "text": "x", "message_effect_id": effect}
        assert await refused("sendMessage", **asked) == "Bad Request: EFFECT_ID_INVALID"
        assert len(started.messages(STUDENT)) == 1
