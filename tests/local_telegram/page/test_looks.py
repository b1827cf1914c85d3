"""Phone and wide screen, light and dark, keyboard and screen reader, restarts."""

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from infra.local.telegram.standin import StandIn, running_stand_in
from tests.local_telegram.conftest import ACCOUNT, SECOND, STUDENT
from tests.local_telegram.page.looking import bubble, press_start


class TestLooks:
    async def test_a_phone_has_two_screens(self, browser: Browser, answering: StandIn) -> None:
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        page = await context.new_page()
        await page.goto(f"{answering.page_url}#person={STUDENT}")
        await page.click("[data-chat]")
        await press_start(page)
        await expect(page.locator("#list")).to_be_hidden()
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        await page.click('[data-role="back"]')
        await expect(page.locator("#chat")).to_be_hidden()
        await expect(page.locator("[data-chat]")).to_contain_text("Which article?")
        await context.close()

    async def test_dark_follows_the_system_and_the_switch(
        self, browser: Browser, stand_in: StandIn
    ) -> None:
        context = await browser.new_context(color_scheme="dark")
        page = await context.new_page()
        await page.goto(stand_in.page_url)
        root = page.locator("html")
        await expect(root).to_have_attribute("data-theme", "dark")
        await page.click('[data-role="theme"]')
        await expect(root).to_have_attribute("data-theme", "light")
        await page.reload()
        await expect(root).to_have_attribute("data-theme", "light")
        await context.close()

    async def test_the_keyboard_suffices(self, answering: StandIn, page: Page) -> None:
        await page.focus('[data-role="start"]')
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 2))).to_be_visible()
        await page.keyboard.type("hello")
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 4))).to_contain_text("You said: hello")
        await page.keyboard.press("Alt+2")
        await expect(page.locator(f'[data-person="{SECOND}"]')).to_have_attribute(
            "aria-current", "true"
        )

    async def test_a_screen_reader_hears_new_messages(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        log = page.get_by_role("log", name="Messages")
        await expect(log).to_have_attribute("aria-live", "polite")
        nameless = await page.evaluate(
            "[...document.querySelectorAll('button')]"
            ".filter((b) => !b.textContent.trim() && !b.getAttribute('aria-label')).length"
        )
        assert nameless == 0


async def test_the_page_catches_up_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    async with running_stand_in(tmp_path, [ACCOUNT]) as first:
        port = int(first.url.rpartition(":")[2])
        first.start(STUDENT)
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{first.page_url}#person={STUDENT}")
        await expect(page.locator(bubble(page, 1))).to_be_visible()
    async with running_stand_in(tmp_path, [ACCOUNT], port=port) as second:
        second.send_text(STUDENT, "after the restart")
        await expect(page.locator(bubble(page, 2))).to_contain_text(
            "after the restart", timeout=15_000
        )
        await context.close()
