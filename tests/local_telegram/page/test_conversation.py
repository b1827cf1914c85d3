"""Writing, pressing, speaking and paying in a real browser, with a real bot behind it."""

import asyncio

from aiogram import Bot
from aiogram.types import (
    KeyboardButton,
    LabeledPrice,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.page.looking import bubble, press_start
from tests.local_telegram.page.small_bot import keyboard


class TestConversation:
    async def test_the_bot_introduces_itself_before_start(
        self, answering: StandIn, page: Page
    ) -> None:
        await expect(page.locator('[data-role="description"]')).to_contain_text("I teach articles.")
        await press_start(page)
        assert await page.locator(f"{bubble(page, 2)} strong").inner_text() == "Which article?"
        await expect(page.locator('[data-role="start"]')).to_be_hidden()

    async def test_writing_gets_an_answer_with_its_quotation(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.fill('[data-role="composer"]', "<b>not bold</b>")
        await page.click('[data-role="send"]')
        mine = page.locator('[data-role="bubble"][data-from="me"]').last
        await expect(mine).to_contain_text("<b>not bold</b>")
        answer = page.locator('[data-role="bubble"][data-from="bot"]').last
        await expect(answer).to_contain_text("You said: <b>not bold</b>")
        await expect(answer.locator(".quote")).to_contain_text("Student")
        await expect(mine.get_by_label("Read")).to_be_visible()

    async def test_a_press_edits_in_place_and_toasts(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click('[data-role="keyboard-button"]:has-text("die")')
        await expect(page.locator('[data-role="toast"]')).to_have_text("Right!")
        await expect(page.locator(bubble(page, 2))).to_contain_text("Die Katze.")
        assert await page.locator('[data-role="bubble"]').count() == 2
        assert await page.locator('[data-role="keyboard-button"]').count() == 0

    async def test_an_alert_waits_for_its_ok(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click('[data-role="keyboard-button"]:has-text("Hint")')
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Ends in -e")
        await dialog.get_by_text("OK").click()
        await expect(dialog).to_have_count(0)

    async def test_a_button_spins_until_it_is_answered(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "x", reply_markup=keyboard())
        key = page.locator('[data-role="keyboard-button"]').first
        await key.click()
        await expect(key).to_have_attribute("aria-busy", "true")
        query = (await bot.get_updates())[-1].callback_query
        assert query
        await bot.answer_callback_query(query.id)
        await expect(key).to_have_attribute("aria-busy", "false")

    async def test_disabled_and_coloured_buttons_look_so(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        off = page.locator('[data-role="keyboard-button"]:has-text("Off")')
        await expect(off).to_have_attribute("aria-disabled", "true")
        die = page.locator('[data-role="keyboard-button"]:has-text("die")')
        await expect(die).to_have_attribute("data-style", "success")

    async def test_a_voice_note_is_recorded_and_arrives(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.click('[data-role="record"]')
        await asyncio.sleep(1)
        await page.click('[data-role="send-recording"]')
        last = page.locator('[data-role="bubble"][data-from="bot"]').last
        await expect(last).to_contain_text("heard audio/ogg")
        await expect(page.locator(".voice")).to_be_visible()

    async def test_replying_shows_what_to(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click(f"{bubble(page, 2)} .bubble", button="right")
        await page.get_by_role("menuitem", name="Reply").click()
        await page.keyboard.type("die, of course")
        await page.keyboard.press("Enter")
        mine = page.locator(bubble(page, 3))
        await expect(mine.locator(".quote")).to_contain_text("Which article?")

    async def test_an_own_message_can_be_edited(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.send_text(STUDENT, "I has a dog")
        await page.click(f"{bubble(page, 1)} .bubble", button="right")
        await page.get_by_role("menuitem", name="Edit").click()
        await page.fill('[data-role="composer"]', "I have a dog")
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 1))).to_contain_text("I have a dogedited")
        assert (await bot.get_updates())[-1].edited_message

    async def test_a_reply_keyboard_writes_its_words(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Too easy")]])
        await bot.send_message(STUDENT, "How was it?", reply_markup=markup)
        await page.click('[data-role="reply-button"]')
        await expect(page.locator(bubble(page, 3))).to_contain_text("Too easy")

    async def test_stars_are_paid_when_the_bot_agrees(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        price = LabeledPrice(label="A month", amount=150)
        await bot.send_invoice(STUDENT, "Parley Plus", "More voice", "p", "XTR", [price])
        await page.click('[data-role="keyboard-button"]:has-text("150")')
        await page.get_by_role("dialog").get_by_text("Pay", exact=False).last.click()
        await expect(page.locator('[aria-busy="true"]')).to_have_count(1)
        query = (await bot.get_updates())[-1].pre_checkout_query
        assert query
        await bot.answer_pre_checkout_query(query.id, ok=True)
        await expect(page.locator(bubble(page, 3))).to_contain_text("You paid")
        await expect(page.locator(bubble(page, 2))).to_contain_text("Paid")
