"""The chat page as a person uses it, in a real browser; and a key to the exercises it shows."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from playwright.async_api import Locator, Page, expect

from backend.catalogue.files import read
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Content, Typed
from backend.exercises.schemas import ExerciseOut
from tests.answers import Reader
from tests.browser import a_browser

PICTURES = Path(".pytest_cache") / "pictures"
STILL = 400  # milliseconds, by which every transition of the page has ended


@asynccontextmanager
async def a_page(
    *, width: int = 1100, height: int = 800, dark: bool = False
) -> AsyncIterator[Page]:
    async with a_browser() as browser:
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
        self._person = person

    async def open(self) -> None:
        await self.page.goto(f"{self._url}/#person={self._person}")

    @property
    def last(self) -> Locator:
        """The latest message of the bot, with its buttons."""
        return self.page.locator('[data-role="bubble"][data-from="bot"]').last

    def button(self, text: str) -> Locator:
        exactly = re.compile(rf"^\s*{re.escape(text)}\s*$")
        return self.page.locator('[data-role="keyboard-button"]').filter(has_text=exactly).last

    async def press(self, text: str) -> None:
        before = await self.screen()
        await self.button(text).click()
        await expect(self.last).not_to_have_text(before, use_inner_text=True)

    async def say(self, text: str) -> None:
        """Write, and wait for the bot's answer."""
        newest = await self.last.get_attribute("data-message-id") or ""
        await self.page.locator('[data-role="composer"]').fill(text)
        await self.page.locator('[data-role="send"]').click()
        await expect(self.last).not_to_have_attribute("data-message-id", newest)

    async def screen(self) -> str:
        return await self.last.inner_text()

    async def shows(self, text: str | re.Pattern[str]) -> None:
        await expect(self.last).to_contain_text(text)


class Key:
    """The answers to a course, for one who answers on purpose."""

    def __init__(self, language: str) -> None:
        shelf, _ = read(language)
        self._contents = {item.key: item.content for item in shelf.items}

    def content(self, exercise: ExerciseOut) -> Content:
        """The content behind a showing."""
        shown = exercise.shown.model_dump()
        for content in self._contents.values():
            for native in ("en", "ru"):
                if content.kind == exercise.shown.kind and self._same(content, native, shown):
                    return content
        raise AssertionError(f"not in the catalogue: {shown}")

    @staticmethod
    def _same(content: Content, native: str, shown: dict[str, object]) -> bool:
        if content.source is not None and native not in content.source:
            return False
        mine = content.show(range(content.parts()), native).model_dump()
        return {k: sorted(v) if isinstance(v, list) else v for k, v in mine.items()} == {
            k: sorted(v) if isinstance(v, list) else v for k, v in shown.items()
        }

    def almost(self, content: Content, right: str) -> str | None:
        """The right answer with a slip of the finger that is forgiven, if it has room for one."""
        chance = Random(3)
        for _ in range(400):
            at = chance.randrange(1, len(right) - 1)
            slipped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
            if content.judge(Typed(text=slipped), [], Reader()).verdict is Verdict.almost:
                return slipped
        return None


async def picture(page: Page, name: str) -> None:
    """Keeps a picture of the page, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.wait_for_timeout(STILL)
    await page.screenshot(path=PICTURES / f"{name}.png")
