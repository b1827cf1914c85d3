import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BotCommand
from playwright.async_api import Browser, ConsoleMessage, Page

from infra.local.telegram.standin import StandIn, running_stand_in
from tests.browser import CHROMIUM, a_browser
from tests.local_telegram.conftest import ACCOUNT, STUDENT
from tests.local_telegram.page.small_bot import small_bot


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package `chromium`")
    async with a_browser() as browser:
        yield browser


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[StandIn]:
    # The browser's clock is the real one, so the server's is too.
    async with running_stand_in(tmp_path, [ACCOUNT]) as server:
        yield server


@pytest.fixture
async def answering(stand_in: StandIn, bot: Bot) -> AsyncIterator[StandIn]:
    """The small bot is polling."""
    dispatcher = small_bot()
    await bot.set_my_description("I teach articles.")
    await bot.set_my_commands([BotCommand(command="start", description="The main screen")])
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
    )
    yield stand_in
    await dispatcher.stop_polling()
    await polling


def is_fault(line: ConsoleMessage) -> bool:
    """Chromium also writes down every refused request: those are answers, not faults."""
    return line.type == "error" and "status of 4" not in line.text


@pytest.fixture
async def page(browser: Browser, stand_in: StandIn) -> AsyncIterator[Page]:
    """A wide window in front of the student's chat; an error in the page fails the test."""
    context = await browser.new_context(viewport={"width": 1100, "height": 760})
    page = await context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if is_fault(line) else None)
    await page.goto(f"{stand_in.page_url}#person={STUDENT}")
    yield page
    await context.close()
    assert errors == []
