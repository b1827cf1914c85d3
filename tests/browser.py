"""The system's own browser, for the tests that look at pages. Nothing is downloaded."""

import shutil
import wave
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install the package `chromium`"
)

_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
# A microphone that needs no asking and hears a tone.
TONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
REFUSED = ("--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream")
ABSENT = ("--use-fake-ui-for-media-stream",)
BEFORE, AFTER = 0.3, 1.5  # seconds of silence around what is said
_LASTED = """(least) => {
  const shown = document.querySelector(".recording time")?.textContent ?? "0:00";
  const [minutes, seconds] = shown.split(":").map(Number);
  return 60 * minutes + seconds >= least;
}"""


class Microphone:
    """Hears what was last said, from its beginning, whenever a page opens it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.says(b"", 48_000)

    @property
    def flags(self) -> tuple[str, ...]:
        return (*TONE, f"--use-file-for-fake-audio-capture={self._file}%noloop")

    def says(self, samples: bytes, rate: int) -> float:
        """Mono samples of 16 bits, little-endian, `rate` in Hz. When it is said, in seconds."""
        before, after = (bytes(2 * round(part * rate)) for part in (BEFORE, AFTER))
        with wave.open(str(self._file), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            # The last sound of a file would go on for ever.
            file.writeframes(before + samples + after)
        return BEFORE + len(samples) / 2 / rate


async def recorded(page: Page, seconds: float) -> None:
    """Waits until the recording in the page is as long."""
    await page.wait_for_function(_LASTED, arg=seconds, polling=50)


@asynccontextmanager
async def a_browser(microphone: Sequence[str] = TONE) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*_FLAGS, *microphone]
        )
        yield browser
        await browser.close()
