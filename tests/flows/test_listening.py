"""A dictation in a real browser: read aloud by the voices of this machine, heard, written down."""

from playwright.async_api import expect
from sqlalchemy import text

from backend.db import create_engine, create_sessions
from backend.exercises.kinds.dictation import Dictation
from tests.browser import needs_browser
from tests.flows import voices
from tests.flows.chat import picture
from tests.flows.stack import Stack
from tests.flows.student import Student

pytestmark = needs_browser

DICTATIONS = "language = 'en' AND kind = 'dictation'"
READ = f"SELECT count(*) FROM exercises WHERE {DICTATIONS} AND state = 'published'"
ALONE = f"""UPDATE exercises SET state = 'withdrawn'
  WHERE language = 'en' AND NOT ({DICTATIONS}) AND state = 'published'"""


async def read_aloud(stack: Stack) -> None:
    """Waits for the dictations, and leaves nothing else to be practised."""
    engine = create_engine(stack.database_url, pool_size=1)
    async with create_sessions(engine)() as session, session.begin():
        await session.execute(text(ALONE))
        await voices.read_only(session, DICTATIONS)
    await engine.dispose()
    await voices.until(stack, count=READ, least=4)


async def test_a_dictation_is_heard_twice_slowly_and_written_down(
    student: Student, stack: Stack
) -> None:
    await read_aloud(stack)
    chat = student.chat
    await chat.open()
    await chat.page.locator('[data-role="start"]').click()
    for label in ("🇬🇧 English", "🌱 I'm starting · A1", "1 set · about 3 min"):
        await chat.press(label)
    notes = chat.page.locator(".voice")
    await expect(notes).to_have_count(1)
    await chat.shows("Listen and write what you hear.")
    await chat.button("🐢 Slower").click()
    await expect(notes).to_have_count(2)
    await notes.last.get_by_role("button").click()
    await expect(notes.last.locator(".length")).to_contain_text("/")  # it plays
    await picture(chat.page, "dictation")

    it = await student.open()
    assert isinstance(it.content, Dictation)
    assert it.content.text not in await chat.page.locator("body").inner_text()
    await chat.say(it.content.text)
    await chat.shows("✅")
    await picture(chat.page, "dictation-answered")
    await expect(notes).to_have_count(3)  # that of the next one
