"""The small signs of a bot: a reaction under a message, a burst when one arrives."""

import pytest
from aiogram import Bot
from aiogram.types import ReactionTypeEmoji
from playwright.async_api import Browser, Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.page.looking import bubble

PARTY = "5046509860389126442"
EFFECT = '[data-role="effect"]'


class TestReaction:
    async def test_it_is_shown_below_replaced_and_taken_back(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        stand_in.send_text(STUDENT, "I have a dog.")
        reaction = page.locator(f'{bubble(page, 2)} [data-role="reaction"]')
        for emoji, shown in (("👍", "👍"), ("❤", "❤️")):
            await bot.set_message_reaction(STUDENT, 2, [ReactionTypeEmoji(emoji=emoji)])
            await expect(reaction).to_have_text(shown)
        await bot.set_message_reaction(STUDENT, 2, [])
        await expect(reaction).to_have_count(0)


class TestEffect:
    @pytest.mark.parametrize(
        ("effect", "emoji"),
        [
            (PARTY, "🎉"),
            ("5104841245755180586", "🔥"),
            ("5107584321108051014", "👍"),
            ("5159385139981059251", "❤️"),
        ],
    )
    async def test_it_is_played_once_when_the_message_arrives(
        self, stand_in: StandIn, page: Page, bot: Bot, effect: str, emoji: str
    ) -> None:
        stand_in.start(STUDENT)
        await expect(page.locator(bubble(page, 1))).to_be_visible()
        await bot.send_message(STUDENT, "Seven days!", message_effect_id=effect)
        await expect(page.locator(EFFECT)).to_have_attribute("data-emoji", emoji)
        message = page.locator(bubble(page, 2))
        await expect(message).to_have_attribute("data-effect", effect)
        await expect(message).to_have_attribute("data-effect-played", "done")
        await expect(page.locator(EFFECT)).to_have_count(0)

    async def test_who_was_away_sees_it_at_the_first_look_and_never_again(
        self, browser: Browser, stand_in: StandIn, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "Seven days!", message_effect_id=PARTY)
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{stand_in.page_url}#person={STUDENT}")
        message = page.locator(bubble(page, 2))
        await expect(message).to_have_attribute("data-effect-played", "done")
        await bot.edit_message_text("Seven days, edited!", chat_id=STUDENT, message_id=2)
        await page.reload()
        await expect(message).to_contain_text("edited")
        assert await message.get_attribute("data-effect-played") is None
        await context.close()

    async def test_it_can_be_played_again(self, stand_in: StandIn, page: Page, bot: Bot) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "Seven days!", message_effect_id=PARTY)
        message = page.locator(bubble(page, 2))
        await expect(message).to_have_attribute("data-effect-played", "done")
        await message.locator('[data-role="effect-mark"]').click()
        await expect(page.locator(EFFECT)).to_be_attached()

    async def test_nothing_moves_for_those_who_want_no_motion(
        self, browser: Browser, stand_in: StandIn, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "Seven days!", message_effect_id=PARTY)
        context = await browser.new_context(reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(f"{stand_in.page_url}#person={STUDENT}")
        message = page.locator(bubble(page, 2))
        await expect(message).to_have_attribute("data-effect-played", "still")
        await expect(page.locator(EFFECT)).to_have_count(0)
        await expect(message.locator('[data-role="effect-mark"]')).to_have_text("🎉")
        await context.close()
