"""What opens when it is tapped, and moments in the reader's own zone."""

from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.types import ReactionTypeEmoji
from playwright.async_api import Browser, Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT
from tests.local_telegram.page.looking import bubble

LONG = "Nouns in -e are mostly feminine: die Katze, die Blume, die Lampe. " * 8


async def written(stand_in: StandIn, bot: Bot, html: str, person: int = STUDENT) -> None:
    """Message 2 of the person's chat."""
    stand_in.start(person)
    await bot.send_message(person, html, parse_mode="HTML")


class TestSpoiler:
    HTML = (
        '<tg-spoiler>die <a href="https://example.org">Katze</a></tg-spoiler> and '
        "<tg-spoiler>der Hund</tg-spoiler>"
    )

    async def test_one_tap_shows_all_and_opens_no_link_below(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        await written(stand_in, bot, self.HTML)
        covers = page.locator(f"{bubble(page, 2)} .spoiler")
        await covers.first.click()
        for at in range(2):
            await expect(covers.nth(at)).to_have_attribute("data-shown", "true")
            assert await covers.nth(at).evaluate("(e) => getComputedStyle(e).color") != (
                "rgba(0, 0, 0, 0)"
            )
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await covers.first.locator("a").click()
        await expect(page.get_by_role("dialog")).to_contain_text("example.org")

    async def test_the_keyboard_opens_it(self, stand_in: StandIn, page: Page, bot: Bot) -> None:
        await written(stand_in, bot, self.HTML)
        await page.get_by_role("button", name="Hidden text").first.focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Hidden text")).to_have_count(0)

    async def test_it_stays_open_when_only_a_reaction_or_a_keyboard_comes(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        await written(stand_in, bot, self.HTML)
        cover = page.locator(f"{bubble(page, 2)} .spoiler").first
        await cover.click()
        await bot.set_message_reaction(STUDENT, 2, [ReactionTypeEmoji(emoji="👍")])
        await expect(page.locator('[data-role="reaction"]')).to_be_visible()
        await expect(cover).to_have_attribute("data-shown", "true")


class TestExpandableQuote:
    async def test_a_tap_opens_it_and_the_chevron_closes_it(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        await written(stand_in, bot, f"Why?<blockquote expandable>{LONG}</blockquote>")
        quote = page.locator(f"{bubble(page, 2)} blockquote")
        chevron = quote.get_by_role("button")
        await expect(chevron).to_have_attribute("aria-expanded", "false")
        fade = "(e) => getComputedStyle(e.querySelector('.folding')).maskImage"
        assert "gradient" in await quote.evaluate(fade)
        low = await quote.evaluate("(e) => e.clientHeight")
        await quote.click(position={"x": 40, "y": 12})
        await expect(chevron).to_have_attribute("aria-expanded", "true")
        assert await quote.evaluate("(e) => e.clientHeight") > low * 1.5
        assert await quote.evaluate(fade) == "none"
        await chevron.click()
        await expect(quote).to_have_attribute("data-folded", "true")

    async def test_a_short_one_has_nothing_to_open(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        await written(stand_in, bot, "<blockquote expandable>Short.</blockquote>")
        quote = page.locator(f"{bubble(page, 2)} blockquote")
        await expect(quote).to_have_attribute("data-short", "true")
        await expect(quote.get_by_role("button")).to_have_count(0)


class TestMoment:
    AT = int(datetime(2027, 3, 17, 22, 45, tzinfo=UTC).timestamp())

    @pytest.mark.parametrize(
        ("person", "zone", "expected"),
        [
            (STUDENT, "UTC", "Wednesday, March 17, 2027 at 10:45 PM"),
            (STUDENT, "Asia/Tokyo", "Thursday, March 18, 2027 at 7:45 AM"),
            (SECOND, "Europe/Amsterdam", "среда, 17 марта 2027 г. в 23:45"),
        ],
    )
    async def test_it_is_drawn_in_the_readers_zone_and_language(
        self, browser: Browser, stand_in: StandIn, bot: Bot, person: int, zone: str, expected: str
    ) -> None:
        html = f'Next: <tg-time unix="{self.AT}" format="wDt">at 22:45</tg-time>'
        await written(stand_in, bot, html, person)
        context = await browser.new_context(timezone_id=zone)
        page = await context.new_page()
        await page.goto(f"{stand_in.page_url}#person={person}")
        # Spaces before AM and PM are narrow ones.
        shown = await page.locator(".moment").inner_text()
        assert " ".join(shown.split()) == expected
        await context.close()

    async def test_without_a_shape_the_text_stays_and_a_tap_tells(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        await written(stand_in, bot, f'<tg-time unix="{self.AT}">tomorrow</tg-time>')
        await expect(page.locator(".moment")).to_have_text("tomorrow")
        await page.click(".moment")
        await expect(page.locator('[data-role="toast"]')).to_contain_text("March 1")

    async def test_a_relative_one_counts_from_now(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        soon = int(stand_in.ctx.clock()) + 2 * 3600 + 60
        await written(stand_in, bot, f'<tg-time unix="{soon}" format="r">soon</tg-time>')
        await expect(page.locator(".moment")).to_have_text("in 2 hours")
