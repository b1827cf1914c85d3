"""The chat page as a person uses it, in a real browser; and a key to the exercises it shows."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.browser import TONE, a_browser, recorded

PICTURES = Path(".pytest_cache") / "pictures"
# Alternatives, not a class: the browser sees the squares as two characters each.
MARKS = "|".join("▸①②③④⑤⑥🟦🟨🟩")
STILL = 400  # milliseconds, by which every transition of the page has ended


@asynccontextmanager
async def a_page(
    *, width: int = 1100, height: int = 800, dark: bool = False, microphone: Sequence[str] = TONE
) -> AsyncIterator[Page]:
    async with a_browser(microphone) as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        page = await context.new_page()
        page.set_default_timeout(15_000)
        yield page


class Chat:
    """One person's chat with the bot."""

    def __init__(self, page: Page, url: str, person: int = 1001) -> None:
        self.page = page
        self._url = url
        self.person = person

    async def open(self) -> None:
        await self.page.goto(f"{self._url}/#person={self.person}")

    @property
    def last(self) -> Locator:
        """The latest message of the bot, with its buttons: a voice note below it has none."""
        said = self.page.locator('[data-role="bubble"][data-from="bot"]')
        return said.filter(has_not=self.page.locator(".voice")).last

    def button(self, text: str) -> Locator:
        """The button with this label, and no mark or one of those that tell where a thing is."""
        exactly = re.compile(rf"^\s*(?:(?:{MARKS})\s+)?{re.escape(text)}\s*$")
        return self.page.locator('[data-role="keyboard-button"]').filter(has_text=exactly).last

    async def press(self, text: str) -> None:
        before = await self.screen()
        await self.button(text).click()
        await expect(self.last).not_to_have_text(before, use_inner_text=True)

    async def options(self) -> list[str]:
        """The options that stand under letters in the latest message, if any do."""
        lines = (await self.screen()).splitlines()
        return [line[1:].strip() for line in lines if re.match(r"[A-F]\s{1,3}\S", line)]

    async def say(self, text: str) -> None:
        """Write, and wait for the bot's answer."""
        newest = await self.last.get_attribute("data-message-id") or ""
        await self.page.locator('[data-role="composer"]').fill(text)
        await self.page.locator('[data-role="send"]').click()
        await expect(self.last).not_to_have_attribute("data-message-id", newest)

    async def record(self, seconds: float) -> None:
        """Send a voice message of what the microphone hears meanwhile."""
        await self.page.locator('[data-role="record"]').click()
        await recorded(self.page, seconds)
        await self.page.locator('[data-role="send-recording"]').click()

    async def screen(self) -> str:
        return await self.last.inner_text()

    async def shows(self, text: str | re.Pattern[str]) -> None:
        await expect(self.last).to_contain_text(text)


async def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.wait_for_timeout(STILL)
    await page.screenshot(path=PICTURES / f"{name}.png")
