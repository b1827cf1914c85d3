"""A talk at the café in a real browser: with a model that streams, then without one."""

import asyncio
import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.async_api import expect

from infra.local.llm.config import KEY
from infra.local.process import free_port
from tests.browser import needs_browser
from tests.flows.chat import Chat, picture
from tests.flows.stack import Stack
from tests.flows.student import Student
from tests.servers import a_folder

pytestmark = needs_browser

PATIENCE = 30_000  # milliseconds
CAFE = "☕ At the café"
REPLY = "Natuurlijk, een koffie voor u. Wilt u melk? Wilt u ook iets eten?"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with a_folder() as folder:
        stack = Stack(folder / "parley")
        stack.ports |= {"PARLEY_LLM_PORT": free_port(), "PARLEY_LOCAL_LLM": 1}
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()


async def scripted(stack: Stack, **rule: object) -> None:
    """What the model is to say, and how slowly."""
    url = f"http://127.0.0.1:{stack.ports['PARLEY_LLM_PORT']}/script"
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {KEY}"}) as client:
        (await client.post(url, json=rule, timeout=10)).raise_for_status()


async def shows(chat: Chat, text: str | re.Pattern[str]) -> None:
    await expect(chat.last).to_contain_text(text, timeout=PATIENCE)


async def types(chat: Chat, text: str) -> None:
    """Without waiting: a reply that is written by a model has time."""
    await chat.page.locator('[data-role="composer"]').fill(text)
    await chat.page.locator('[data-role="send"]').click()


async def taps(chat: Chat, label: str) -> None:
    await chat.button(label).click(timeout=PATIENCE)


async def begins_to_learn(chat: Chat) -> None:
    await chat.open()
    await chat.page.locator('[data-role="start"]').click()
    for label in ("🇳🇱 Dutch", "🌱 I'm starting · A1", "1 set · about 3 min"):
        await taps(chat, label)
    await shows(chat, "1/5")


async def enters_the_cafe(chat: Chat, name: str) -> None:
    await types(chat, "/chat")
    await shows(chat, "Let's talk")
    await picture(chat.page, f"{name}-1-room")
    await taps(chat, CAFE)
    await shows(chat, "Goedemorgen en welkom!")
    await picture(chat.page, f"{name}-2-opening")


async def is_replied_to_word_by_word(chat: Chat) -> None:
    await types(chat, "Ik wilt een koffie alstublieft")
    await expect(chat.button("⏹ Stop")).to_be_visible(timeout=PATIENCE)
    await shows(chat, re.compile(r"Natuurlijk.*…"))
    growing = await chat.screen()
    assert REPLY not in growing
    await picture(chat.page, "talk-3-writing")
    await shows(chat, REPLY)
    await expect(chat.button("⏹ Stop")).to_have_count(0, timeout=PATIENCE)


async def is_corrected(chat: Chat) -> None:
    await shows(chat, "One thing to say better")
    await shows(chat, "Ik wilt → Ik wil")
    assert (await chat.screen()).startswith(REPLY)
    await picture(chat.page, "talk-4-corrected")
    await expect(chat.button("🏁 Finish")).to_have_count(1)


async def sees_how_it_went(chat: Chat) -> None:
    await taps(chat, "🏁 Finish")
    await shows(chat, "How it went: At the café")
    await shows(chat, "You said it in one go")
    await shows(chat, "Ik _____ een koffie alstublieft")
    await expect(chat.button("🏁 Finish")).to_have_count(0, timeout=PATIENCE)
    await picture(chat.page, "talk-5-card")
    await types(chat, "wil")
    await shows(chat, "✅")
    await picture(chat.page, "talk-6-exercise")


async def loses_the_model(student: Student, stack: Stack) -> None:
    await asyncio.to_thread(stack.stop)
    del stack.ports["PARLEY_LOCAL_LLM"]
    await asyncio.to_thread(stack.start)
    await student.chat.page.reload()
    await types(student.chat, "/memory")
    await shows(student.chat, "What I remember of you")
    await expect(student.chat.last).not_to_contain_text("I keep it here")


async def hears_it_in_full(chat: Chat) -> None:
    await types(chat, "thee")
    await shows(chat, "One thing to say better")
    await shows(chat, re.compile(r"thee → .*thee"))
    await picture(chat.page, "guided-3-in-full")


async def leaves_and_goes_on(chat: Chat) -> None:
    """Of all the messages of the talk only the newest has its buttons."""
    await types(chat, "/chat")
    await shows(chat, "Let's talk")
    await expect(chat.button("🏁 Finish")).to_have_count(0, timeout=PATIENCE)
    await taps(chat, "▶ Go on: At the café")
    await shows(chat, "One thing to say better")
    await expect(chat.button("🏁 Finish")).to_have_count(1)


async def plays_to_the_end(chat: Chat) -> None:
    for _ in range(12):
        chips = chat.last.locator('[data-role="keyboard-button"]')
        label = (await chips.first.inner_text()).strip()
        if label == "🏁 Finish":
            break
        newest = await chat.last.get_attribute("data-message-id") or ""
        await chips.first.click()
        await expect(chat.last).not_to_have_attribute("data-message-id", newest, timeout=PATIENCE)
    await picture(chat.page, "guided-4-goal")
    await taps(chat, "🏁 Finish")
    for text in ("How it went", "You reached your goal", "What went well", "Worth remembering"):
        await shows(chat, text)
    await picture(chat.page, "guided-5-card")


async def test_a_talk_at_the_cafe(student: Student, stack: Stack) -> None:
    """Each step goes on where the last one ended."""
    chat = student.chat
    await scripted(stack, task="converse", reply=REPLY, drip=0.5)
    await begins_to_learn(chat)
    await enters_the_cafe(chat, "talk")
    await is_replied_to_word_by_word(chat)
    await is_corrected(chat)
    await sees_how_it_went(chat)
    await loses_the_model(student, stack)
    await enters_the_cafe(chat, "guided")
    await hears_it_in_full(chat)
    await leaves_and_goes_on(chat)
    await plays_to_the_end(chat)
