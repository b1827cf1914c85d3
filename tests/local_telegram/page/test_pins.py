"""The bar above the messages."""

from aiogram import Bot
from playwright.async_api import Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.page.looking import bubble

BAR = '[data-role="pinned"]'


class TestPinned:
    async def test_the_bar_comes_changes_with_the_message_and_goes(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        sent = await bot.send_message(STUDENT, "Class at six")
        await bot.pin_chat_message(STUDENT, sent.message_id)
        await expect(page.locator(BAR)).to_contain_text("Class at six")
        notice = page.locator('[data-role="pin-notice"]')
        await expect(notice).to_have_text("Parley pinned «Class at six»")
        await sent.edit_text("Class at seven")
        await expect(page.locator(BAR)).to_contain_text("Class at seven")
        await bot.unpin_all_chat_messages(STUDENT)
        await expect(page.locator(BAR)).to_have_count(0)

    async def test_it_jumps_however_far_back_the_message_stands(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        for number in range(1, 151):
            stand_in.send_text(STUDENT, f"message {number}")
        await bot.pin_chat_message(STUDENT, 5)
        await page.reload()
        await expect(page.locator(bubble(page, 150))).to_be_in_viewport()
        await page.click(BAR)
        await expect(page.locator(bubble(page, 5))).to_be_in_viewport()

    async def test_with_each_tap_it_goes_to_the_one_before(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        for text in ("first", "second"):
            sent = await bot.send_message(STUDENT, text)
            await bot.pin_chat_message(STUDENT, sent.message_id)
        bar = page.locator(BAR)
        for text in ("second", "first", "second"):
            await expect(bar).to_contain_text(text)
            await bar.click()

    async def test_the_notice_jumps_too(self, stand_in: StandIn, page: Page, bot: Bot) -> None:
        for number in range(1, 41):
            stand_in.send_text(STUDENT, f"message {number}")
        await bot.pin_chat_message(STUDENT, 3)
        await page.click('[data-role="pin-notice"]')
        await expect(page.locator(bubble(page, 3))).to_be_in_viewport()
