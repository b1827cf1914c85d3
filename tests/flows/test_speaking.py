"""Speaking in a real browser: a voice of this machine speaks into its microphone, and is heard."""

import json
import re
from collections.abc import AsyncIterator
from typing import TypeAlias

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import text

from backend.db import create_engine, create_sessions
from backend.exercises.kinds.hear_story import HearStory
from backend.gateways.decoding import decode
from backend.gateways.speaking import NoAnswer
from backend.gateways.speaking_local import LocalSpeaker
from backend.speech.heard import RATE
from tests.browser import Microphone, needs_browser
from tests.flows import voices
from tests.flows.chat import Chat, a_page, picture
from tests.flows.stack import Stack
from tests.flows.student import Student

pytestmark = needs_browser

Sounds: TypeAlias = dict[str, bytes]

HEARING = 60_000  # milliseconds; on a machine that does nothing else it takes two seconds
SENTENCE = "The weather was lovely, so we walked along the river until the evening."
OTHER = "My brother works in a small shop near the station."
COFFEE = "Good morning, I would like a coffee, please."
FIRST = """UPDATE exercises SET state = 'withdrawn' WHERE language = 'en' AND place <= 3
  AND kind <> 'hear_story'"""
STORY = """UPDATE exercises SET place = 3 WHERE id = (SELECT id FROM exercises
  WHERE language = 'en' AND kind = 'hear_story' ORDER BY place LIMIT 1)"""
UNSPOKEN = """UPDATE exercises SET state = 'withdrawn'
  WHERE kind IN ('read_aloud', 'repeat_after_me', 'answer_aloud')"""
TO_READ = """INSERT INTO exercises
    (key, language, kind, level, topic, content, place, state, version, digest)
  VALUES (:key, 'en', 'read_aloud', 'A1', 'people', cast(:content AS jsonb), :place, 'published',
    1, :key)"""
READ = """SELECT count(*) FROM exercise_voices v JOIN exercises e ON e.id = v.exercise_id
  WHERE e.language = 'en' AND e.state = 'published' AND e.place <= 3"""


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Microphone:
    return Microphone(tmp_path_factory.mktemp("microphone") / "said.wav")


@pytest.fixture(scope="module")
async def page(microphone: Microphone) -> AsyncIterator[Page]:
    async with a_page(microphone=microphone.flags) as page:
        yield page


def a_reading(place: int, sentence: str) -> dict[str, object]:
    content = {"kind": "read_aloud", "text": sentence, "why": {"en": "Say it in one go."}}
    return {"key": f"aloud-{place}", "content": json.dumps(content), "place": place}


async def two_sentences_and_a_story(stack: Stack) -> None:
    """They come first, in this order, and nothing else is read; that is not waited for."""
    engine = create_engine(stack.database_url, pool_size=1)
    async with create_sessions(engine)() as session, session.begin():
        for statement in (FIRST, STORY, UNSPOKEN):
            await session.execute(text(statement))
        for place, sentence in enumerate((SENTENCE, OTHER), start=1):
            await session.execute(text(TO_READ), a_reading(place, sentence))
        await voices.read_only(session, "language = 'en' AND place <= 3")
    await engine.dispose()


@pytest.fixture(scope="module")
async def sounds() -> Sounds:
    """What is said, as samples. Made first of all: later the voice would have to share."""
    speaker, made = LocalSpeaker(), {}
    for sentence in (SENTENCE, COFFEE):
        made[sentence] = decode(await spoken(speaker, sentence)).pcm
    return made


async def spoken(speaker: LocalSpeaker, sentence: str) -> bytes:
    try:
        return await speaker.speak(sentence, "en")
    except NoAnswer:  # on a busy machine its voice takes long to load, and is there by now
        return await speaker.speak(sentence, "en")


async def plays(note: Locator) -> None:
    await note.get_by_role("button").click()
    await expect(note.locator(".length")).to_contain_text("/")


async def begins(chat: Chat) -> None:
    await chat.open()
    await chat.page.locator('[data-role="start"]').click()
    for label in ("🇬🇧 English", "🌱 I'm starting · A1", "1 set · about 3 min"):
        await chat.press(label)
    await chat.shows("Read this aloud")
    await chat.shows(SENTENCE)
    await picture(chat.page, "speaking-1-task")


async def is_not_heard(student: Student, microphone: Microphone) -> None:
    """Silence is no answer, and counts for nothing."""
    chat, it = student.chat, await student.open()
    microphone.says(b"", RATE)
    await chat.record(1)
    await expect(chat.last).to_contain_text("I heard nothing", timeout=HEARING)
    assert (await student.open()).exercise == it.exercise
    await picture(chat.page, "speaking-2-silence")


async def reads_aloud_and_is_scored(chat: Chat, said: float) -> None:
    await chat.record(said)
    await expect(chat.last).to_contain_text("I heard:", timeout=HEARING)
    await expect(chat.last).to_contain_text("/100", timeout=HEARING)
    told, _, following = (await chat.screen()).partition("───")
    places = [told.rindex(sign) for sign in ("I heard:", "✅", "along the river", "/100")]
    assert places == sorted(places)
    assert OTHER in following
    coloured = chat.last.locator("strong", has_text="lovely")
    await expect(coloured.first).to_be_visible()
    await picture(chat.page, "speaking-3-score")


async def hears_it_slowly(chat: Chat) -> None:
    notes = chat.page.locator('[data-from="bot"] .voice')
    await expect(notes).to_have_count(0)
    await chat.button("🐢 “The weather…”").click()
    await expect(notes).to_have_count(1)
    await plays(notes.last)
    await picture(chat.page, "speaking-4-slowly")


async def cannot_speak_now(chat: Chat) -> None:
    await chat.press("🤫 I can't speak now")
    await chat.shows("Listen, then answer.")
    await expect(chat.last).not_to_contain_text(OTHER)
    await picture(chat.page, "speaking-5-story")


async def hears_a_story(student: Student) -> None:
    chat = student.chat
    notes = chat.page.locator('[data-from="bot"] .voice')
    await expect(notes).to_have_count(2)
    await plays(notes.last)
    it = await student.open()
    assert isinstance(it.content, HearStory)
    assert it.content.text not in await chat.page.locator("body").inner_text()
    await student.answer(it, right=True)
    await chat.shows("✅")
    await chat.shows(it.content.text)
    await picture(chat.page, "speaking-6-story-answered")


async def speaks_in_the_cafe(chat: Chat, said: float) -> None:
    """What was heard is shown, and the waiter replies: in writing, then by voice."""
    await chat.say("/chat")
    await chat.shows("Let's talk")
    await chat.button("☕ At the café").click()
    await chat.shows("Good morning and welcome!")
    await picture(chat.page, "speaking-7-cafe")
    bot = chat.page.locator('[data-role="bubble"][data-from="bot"]')
    await chat.record(said)
    heard = re.compile(r"I heard:\s*“[^”]*coffee[^”]*”")
    await expect(bot.filter(has_text=heard)).to_have_count(1, timeout=HEARING)
    reply = bot.filter(has_text="A coffee, lovely.")
    await expect(reply).to_have_count(1, timeout=HEARING)
    await expect(reply.get_by_role("button", name="🏁 Finish")).to_be_visible()
    note = reply.locator("xpath=following-sibling::article").locator(".voice")
    await expect(note).to_have_count(1, timeout=HEARING)
    await picture(chat.page, "speaking-8-replied")
    await plays(note)


async def test_a_learner_speaks_and_is_heard(
    sounds: Sounds, student: Student, stack: Stack, microphone: Microphone
) -> None:
    """Each step goes on where the last one ended."""
    chat = student.chat
    await two_sentences_and_a_story(stack)
    await begins(chat)
    await is_not_heard(student, microphone)
    await reads_aloud_and_is_scored(chat, microphone.says(sounds[SENTENCE], RATE))
    await voices.until(stack, count=READ, least=6)  # three, at both paces
    await hears_it_slowly(chat)
    await cannot_speak_now(chat)
    await hears_a_story(student)
    await speaks_in_the_cafe(chat, microphone.says(sounds[COFFEE], RATE))
