"""Voice notes: recorded from a microphone that is fed, drawn, and played."""

import math
import re
import struct
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from infra.local.telegram.standin import StandIn
from tests.browser import ABSENT, REFUSED, Microphone, a_browser, needs_browser, recorded
from tests.local_telegram.conftest import STUDENT
from tests.local_telegram.page.looking import press_start

pytestmark = needs_browser

RATE = 48_000
LOUD = 0.5
# The tallest bar of what is drawn while recording, as a share of the height.
TALLEST = """(canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let rows = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (data[(y * width + x) * 4 + 3]) { rows++; break; }
  return rows / height;
}"""
HEIGHTS = "(wave) => [...wave.children].map((bar) => Number(bar.getAttribute('height')))"


def syllables(seconds: float, volume: float) -> bytes:
    """A voice, as far as a microphone that suppresses steady tones can tell."""

    def at(second: float) -> float:
        return math.sin(440 * math.pi * second) * math.sin(4 * math.pi * second) ** 2

    levels = (volume * at(number / RATE) for number in range(round(seconds * RATE)))
    return b"".join(struct.pack("<h", round(32_000 * level)) for level in levels)


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Microphone:
    return Microphone(tmp_path_factory.mktemp("microphone") / "said.wav")


@pytest.fixture(scope="module")
async def browser(microphone: Microphone) -> AsyncIterator[Browser]:
    async with a_browser(microphone.flags) as browser:
        yield browser


@asynccontextmanager
async def without_microphone(flags: Sequence[str], stand_in: StandIn) -> AsyncIterator[Page]:
    async with a_browser(flags) as browser:
        page = await browser.new_page()
        await page.goto(f"{stand_in.page_url}#person={STUDENT}")
        yield page


async def begin(page: Page) -> Locator:
    await page.click('[data-role="record"]')
    recording = page.get_by_role("group", name="Recording")
    await expect(recording).to_be_visible()
    return recording


async def send(page: Page) -> Locator:
    await page.click('[data-role="send-recording"]')
    note = page.locator(".voice").last
    await expect(note).to_be_visible()
    return note


async def sent(stand_in: StandIn) -> list[str]:
    return [kind for one in stand_in.messages(STUDENT) for kind in one.body if kind == "voice"]


async def back_to_writing(page: Page) -> None:
    await expect(page.get_by_role("group", name="Recording")).to_have_count(0)
    await expect(page.locator('[data-role="composer"]')).to_be_visible()


class TestRecording:
    async def test_it_is_drawn_while_somebody_speaks(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        microphone.says(syllables(2, LOUD), RATE)
        await press_start(page)
        recording = await begin(page)
        await recorded(page, 2)
        assert await recording.locator("canvas").evaluate(TALLEST) > 0.5
        await send(page)
        await expect(page.locator('[data-from="bot"]').last).to_contain_text("heard audio/ogg")

    async def test_silence_is_a_flat_line_and_a_flat_note(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        microphone.says(b"", RATE)
        await press_start(page)
        recording = await begin(page)
        await recorded(page, 1)
        assert await recording.locator("canvas").evaluate(TALLEST) < 0.2
        note = await send(page)
        await expect(note.locator(".wave")).to_have_attribute("data-peaks", "0.1," * 45 + "0.1")

    async def test_cancelling_sends_nothing(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        await begin(page)
        await recorded(page, 1)
        await page.click('[data-role="cancel-recording"]')
        await back_to_writing(page)
        await begin(page)
        await page.keyboard.press("Escape")
        await back_to_writing(page)
        await expect(page.locator('[data-role="toast"]')).to_have_count(0)
        assert await sent(answering) == []

    async def test_what_is_stopped_at_once_is_not_sent_and_that_is_said(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        await page.evaluate(
            """() => {
              document.querySelector('[data-role="record"]').click();
              const look = setInterval(() => {
                const send = document.querySelector('[data-role="send-recording"]');
                if (send) { clearInterval(look); send.click(); }
              }, 5);
            }"""
        )
        await expect(page.locator('[data-role="toast"]')).to_contain_text("too short")
        await back_to_writing(page)
        assert await sent(answering) == []

    async def test_two_taps_are_one_recording(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        await page.locator('[data-role="record"]').dblclick(force=True)
        recording = page.get_by_role("group", name="Recording")
        await expect(recording).to_have_count(1)
        await recorded(page, 1)
        await page.keyboard.press("Enter")
        await expect(page.locator(".voice")).to_have_count(1)
        await back_to_writing(page)

    async def test_it_ends_where_the_person_leaves_the_chat(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        await begin(page)
        await page.keyboard.press("Alt+2")
        await expect(page.get_by_role("group", name="Recording")).to_have_count(0)
        assert await sent(answering) == []

    async def test_a_microphone_that_is_taken_away_is_told_of(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await page.add_init_script(
            """navigator.mediaDevices.getUserMedia = ((open) => async (wish) => {
              window.opened = await open.call(navigator.mediaDevices, wish);
              return window.opened;
            })(navigator.mediaDevices.getUserMedia);"""
        )
        await page.reload()
        await press_start(page)
        await begin(page)
        # A track that its page stops fires no event, but its recorder ends all the same.
        await page.evaluate("window.opened.getTracks().forEach((track) => track.stop())")
        await expect(page.locator('[data-role="toast"]')).to_contain_text("has gone")
        await back_to_writing(page)
        assert await sent(answering) == []

    async def test_a_browser_without_a_kind_that_can_be_heard_says_so(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await page.add_init_script("MediaRecorder.isTypeSupported = (kind) => kind === 'audio/mp4'")
        await page.reload()
        await press_start(page)
        await page.click('[data-role="record"]')
        await expect(page.locator('[data-role="toast"]')).to_contain_text("cannot record")
        await back_to_writing(page)
        assert await sent(answering) == []

    @pytest.mark.parametrize(
        ("flags", "words"),
        [(REFUSED, "microphone is blocked for this page"), (ABSENT, "no microphone here")],
        ids=["refused", "absent"],
    )
    async def test_without_a_microphone_it_is_said_why(
        self, answering: StandIn, flags: Sequence[str], words: str
    ) -> None:
        async with without_microphone(flags, answering) as page:
            await press_start(page)
            await page.click('[data-role="record"]')
            await expect(page.locator('[data-role="toast"]')).to_contain_text(words)
            await back_to_writing(page)


class TestPlaying:
    async def test_the_wave_of_a_note_is_high_where_it_is_loud(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        microphone.says(syllables(1, LOUD), RATE)
        await press_start(page)
        await begin(page)
        await recorded(page, 2)
        note = await send(page)
        await expect(note.locator(".wave")).to_have_attribute("data-peaks", re.compile(","))
        heights = await note.locator(".wave").evaluate(HEIGHTS)
        loud, silent = heights[: len(heights) // 2], heights[-len(heights) // 5 :]
        assert max(loud) > 4 * max(silent)

    async def test_its_length_and_its_position_are_told(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        microphone.says(syllables(1, LOUD), RATE)
        await press_start(page)
        await begin(page)
        await recorded(page, 2)
        note = await send(page)
        length, wave = note.locator(".length"), note.get_by_role("slider")
        await expect(length).to_have_text("0:02")
        await note.get_by_role("button", name="Play").click()
        await expect(length).to_contain_text(" / 0:02")
        await expect(note.locator(".wave .played").first).to_be_attached()
        await note.get_by_role("button", name="Pause").click()
        paused = await length.inner_text()
        await wave.press("ArrowLeft")
        await note.get_by_role("button", name="Play").click()
        await expect(note.get_by_role("button", name="Play")).to_be_visible()  # it has ended
        await expect(length).to_have_text("0:02")
        assert " / " in paused

    async def test_a_note_can_be_begun_in_the_middle(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        await begin(page)
        await recorded(page, 2)
        note = await send(page)
        await note.get_by_role("slider").click()
        await expect(note.locator(".length")).to_have_text("0:01 / 0:02")
        await expect(note.locator(".wave .played").first).to_be_attached()

    async def test_only_one_note_sounds_at_a_time(
        self, answering: StandIn, page: Page, microphone: Microphone
    ) -> None:
        await press_start(page)
        for _ in range(2):
            await begin(page)
            await recorded(page, 2)
            await send(page)
        notes = page.locator(".voice")
        await expect(notes).to_have_count(2)
        await notes.first.get_by_role("button", name="Play").click()
        await notes.last.get_by_role("button", name="Play").click()
        await expect(notes.first.get_by_role("button", name="Play")).to_be_visible()
        await expect(notes.last.get_by_role("button", name="Pause")).to_be_visible()
