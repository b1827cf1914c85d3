"""Finding things in the page."""

from playwright.async_api import Page, expect


def bubble(page: Page, number: int) -> str:
    return f'[data-role="bubble"][data-message-id="{number}"]'


async def press_start(page: Page) -> None:
    await page.click('[data-role="start"]')
    await expect(page.locator(bubble(page, 2))).to_contain_text("Which article?")
