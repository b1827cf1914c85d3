"""Several bots: the list, and two chats next to each other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from playwright.async_api import Browser, Page, expect

from infra.local.telegram.standin import StandIn, running_stand_in
from tests.local_telegram.conftest import ACCOUNT, OTHER_ACCOUNT, OTHER_TOKEN, STUDENT, TEACHER

OTHER = 654321
SPLIT, CLOSE = '[data-role="split"]', '[data-role="close-beside"]'


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[StandIn]:
    async with running_stand_in(tmp_path, [ACCOUNT, OTHER_ACCOUNT]) as server:
        server.start(STUDENT)
        server.start(STUDENT, bot=OTHER)
        yield server


@pytest.fixture
def other(stand_in: StandIn, bot: Bot, bot_session: AiohttpSession) -> Bot:
    return Bot(OTHER_TOKEN, session=bot_session)


def row(page: Page, bot: int) -> str:
    return f'[data-chat="{bot}"]'


class TestList:
    async def test_each_bot_has_a_row_with_its_last_line_and_what_is_unread(
        self, page: Page, other: Bot
    ) -> None:
        for text in ("Good morning!", "Class at six"):
            await other.send_message(STUDENT, text)
        await expect(page.locator(row(page, OTHER))).to_contain_text("Class at six")
        await expect(page.locator(f"{row(page, OTHER)} .badge")).to_have_text("2")
        await page.click(row(page, OTHER))
        await expect(page.locator("#chat h2")).to_have_text("Other")
        await expect(page.locator(f"{row(page, OTHER)} .badge")).to_have_count(0)
        assert page.url.endswith(f"#person={STUDENT}&bot=other_bot")

    async def test_a_phone_goes_from_the_list_into_a_chat_and_back(
        self, browser: Browser, stand_in: StandIn
    ) -> None:
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        page = await context.new_page()
        await page.goto(f"{stand_in.page_url}#person={STUDENT}")
        await page.tap(row(page, OTHER))
        await expect(page.locator("#chat h2")).to_have_text("Other")
        await expect(page.locator("#list")).to_be_hidden()
        await expect(page.locator(SPLIT)).to_have_count(0)
        await page.go_back()
        await expect(page.locator("#chat")).to_be_hidden()
        await expect(page.locator("[data-chat]")).to_have_count(2)
        await context.close()


class TestSideBySide:
    async def test_the_button_opens_and_closes_the_second_chat(self, page: Page) -> None:
        await expect(page.locator("#beside")).to_be_hidden()
        await page.click(SPLIT)
        await expect(page.locator("#chat h2")).to_have_text("Parley")
        await expect(page.locator("#beside h2")).to_have_text("Other")
        assert page.url.endswith(f"#person={STUDENT}&bot=parley_bot&beside=other_bot")
        await page.reload()
        await expect(page.locator("#beside h2")).to_have_text("Other")
        await page.click(CLOSE)
        await expect(page.locator("#beside")).to_be_hidden()

    async def test_each_chat_has_its_own_messages_and_composer(
        self, stand_in: StandIn, page: Page, bot: Bot, other: Bot
    ) -> None:
        await page.click(SPLIT)
        for name, text in (("#chat", "to the first"), ("#beside", "to the second")):
            await page.fill(f'{name} [data-role="composer"]', text)
            await page.press(f'{name} [data-role="composer"]', "Enter")
            await expect(page.locator(f'{name} [data-from="me"]').last).to_contain_text(text)
        assert stand_in.messages(STUDENT)[-1].body["text"] == "to the first"
        assert stand_in.messages(STUDENT, bot=OTHER)[-1].body["text"] == "to the second"
        await other.send_message(STUDENT, "seen at once")
        await expect(page.locator("#beside .message").last).to_contain_text("seen at once")
        await expect(page.locator("#list .badge")).to_have_count(0)

    async def test_choosing_the_second_chat_in_the_list_makes_them_change_places(
        self, page: Page
    ) -> None:
        await page.click(SPLIT)
        await page.click(row(page, OTHER))
        await expect(page.locator("#chat h2")).to_have_text("Other")
        await expect(page.locator("#beside h2")).to_have_text("Parley")

    async def test_another_person_has_both_chats_too(self, page: Page) -> None:
        await page.click(SPLIT)
        await page.click(f'[data-person="{TEACHER}"]')
        for name in ("#chat", "#beside"):
            await expect(page.locator(f'{name} [data-role="start"]')).to_be_visible()
        assert page.url.endswith(f"#person={TEACHER}&bot=parley_bot&beside=other_bot")

    async def test_a_narrower_window_shows_one_chat_until_it_is_wide_again(
        self, page: Page
    ) -> None:
        await page.click(SPLIT)
        await page.set_viewport_size({"width": 900, "height": 700})
        await expect(page.locator("#beside")).to_be_hidden()
        await page.set_viewport_size({"width": 1100, "height": 700})
        await expect(page.locator("#beside h2")).to_have_text("Other")
