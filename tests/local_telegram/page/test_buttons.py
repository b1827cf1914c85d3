"""Buttons in colour, buttons that are off, and the one that copies."""

import pytest
from aiogram import Bot
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.page.looking import CONTRAST, bubble

STYLES = (None, "primary", "success", "danger")
AA = 4.5


def keyboard() -> InlineKeyboardMarkup:
    """A row that can be pressed, the same row switched off, and a button that copies."""
    on = [InlineKeyboardButton(text=f"on {one}", callback_data="x", style=one) for one in STYLES]
    off = [
        InlineKeyboardButton(text=f"off {one}", disabled=DisabledButton(), style=one)
        for one in STYLES
    ]
    copy = [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="die Katze"))]
    return InlineKeyboardMarkup(inline_keyboard=[on, off, copy])


@pytest.fixture
async def keys(stand_in: StandIn, page: Page, bot: Bot) -> Page:
    """The page with message 2, which has the keyboard."""
    stand_in.start(STUDENT)
    await bot.send_message(STUDENT, "Which article?", reply_markup=keyboard())
    await expect(page.locator(".key")).to_have_count(9)
    return page


class TestColours:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    async def test_every_label_can_be_read(self, keys: Page, scheme: str) -> None:
        await keys.evaluate(
            "(scheme) => { document.documentElement.dataset.theme = scheme; }", scheme
        )
        await keys.wait_for_timeout(200)
        for key in await keys.locator(".key").all():
            assert await key.evaluate(CONTRAST) >= AA, await key.inner_text()

    async def test_each_style_has_a_colour_of_its_own(self, keys: Page) -> None:
        look = "(keys) => keys.map((key) => getComputedStyle(key).backgroundColor)"
        colours = await keys.locator(".key").evaluate_all(look)
        assert len(set(colours[:8])) == 8

    async def test_reply_buttons_have_them_too(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Go on", style="success")]])
        await bot.send_message(STUDENT, "Ready?", reply_markup=markup)
        button = page.locator('[data-role="reply-button"]')
        await expect(button).to_have_attribute("data-style", "success")
        assert await button.evaluate(CONTRAST) >= AA


class TestDisabled:
    async def test_a_press_sends_nothing(self, stand_in: StandIn, keys: Page) -> None:
        off = keys.locator(".key", has_text="off success")
        await expect(off).to_be_disabled()
        await off.click(force=True)
        await off.focus()
        await keys.keyboard.press("Enter")
        await keys.locator(".key", has_text="on success").click()
        await expect(keys.locator('[aria-busy="true"]')).to_have_count(4)
        assert stand_in.pending() == 2

    async def test_the_server_refuses_it_as_well(self, stand_in: StandIn, keys: Page) -> None:
        at = f"{stand_in.url}/api/chats/123456/{STUDENT}/press"
        body = {"message_id": 2, "row": 1, "column": 0}
        answer = await keys.request.post(at, data=body)
        assert answer.status == 400


class TestCopy:
    async def test_the_text_is_copied_and_said_so(self, keys: Page) -> None:
        await keys.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await keys.click(f'{bubble(keys, 2)} .key:has-text("Copy")')
        await expect(keys.locator('[data-role="toast"]')).to_contain_text("Copied")
        assert await keys.evaluate("navigator.clipboard.readText()") == "die Katze"
