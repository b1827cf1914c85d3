"""A new learner in a real browser, over the whole product as `make run` starts it."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Page
from sqlalchemy import text

from backend.client import Backend, Calls
from backend.db import create_engine
from backend.exercises.kinds.choose_sentence import ChooseSentenceShown
from backend.exercises.kinds.fill_gap import FillGap
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords, OrderWordsShown
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.schemas import Because, ExerciseOut
from backend.lessons.schemas import ExerciseNext
from tests.browser import needs_browser
from tests.flows.chat import Chat, Key, a_page, picture
from tests.flows.stack import Stack
from tests.servers import a_folder

pytestmark = needs_browser

STUDENT = 1001


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with a_folder() as folder:
        stack = Stack(folder / "parley")
        stack.start()
        yield stack
        stack.stop()


@pytest.fixture(scope="module")
async def page() -> AsyncIterator[Page]:
    async with a_page() as page:
        yield page


@pytest.fixture(scope="module")
async def backend(stack: Stack) -> AsyncIterator[Backend]:
    async with Backend(stack.api, stack.secrets["backend_token"]) as client:
        yield client


class Student:
    """Knows from the API what is open, and from the catalogue what is right."""

    def __init__(self, chat: Chat, backend: Backend, bot_id: int) -> None:
        self.chat = chat
        self.key = Key("nl")
        self._backend = backend
        self._bot_id = bot_id

    @property
    def calls(self) -> Calls:
        return self._backend.on_behalf_of(STUDENT, bot_id=self._bot_id)

    async def open(self) -> ExerciseOut:
        me = await self.calls.me()
        assert me.profile_id is not None
        found = (await self.calls.next_action(me.profile_id)).next
        assert isinstance(found, ExerciseNext), found
        return found.exercise

    async def answer(self, exercise: ExerciseOut, *, right: bool) -> None:
        content = self.key.content(exercise)
        if isinstance(content, Options):
            await self._choose(exercise, content, right=right)
        elif isinstance(content, OrderWords):
            await self._order(exercise, content, right=right)
        else:
            assert isinstance(content, TypedContent)
            await self.chat.say(content.accepted[0] if right else content.slips[0].text)

    async def _choose(self, exercise: ExerciseOut, content: Options, *, right: bool) -> None:
        text = content.answer if right else content.wrong[0].text
        button = self.chat.button(text)
        if isinstance(exercise.shown, ChooseSentenceShown) and await button.count() == 0:
            text = "ABCDEF"[exercise.shown.options.index(text)]
        await self.chat.press(text)

    async def _order(self, exercise: ExerciseOut, content: OrderWords, *, right: bool) -> None:
        assert isinstance(exercise.shown, OrderWordsShown)
        chips = content.chips if right else list(reversed(content.chips))
        sentence = content.accepted[0].rstrip(".?!").replace(",", "").split()
        if right:
            chips = sorted(content.chips, key=lambda chip: _place(chip, sentence))
        for number, chip in enumerate(chips):
            await self.chat.press(chip)
            if number == 1:
                await self.chat.press("↩ Undo")
                await self.chat.press(chip)
        await self.chat.press("Check ✓")


def _place(chip: str, sentence: list[str]) -> int:
    folded = [word.casefold() for word in sentence]
    return folded.index(chip.split(maxsplit=1)[0].casefold())


@pytest.fixture(scope="module")
def student(page: Page, stack: Stack, backend: Backend) -> Student:
    bot_id = int(stack.secrets["bot_token"].split(":")[0])
    return Student(Chat(page, stack.page, STUDENT), backend, bot_id)


async def is_at_the_first_exercise_in_three_taps(student: Student) -> None:
    chat = student.chat
    await chat.open()
    await chat.page.locator('[data-role="start"]').click()
    await chat.shows("Hello, and welcome")
    await picture(chat.page, "1-welcome")

    await chat.press("🇳🇱 Dutch")
    await chat.press("🌱 I'm starting · A1")
    await chat.press("1 set · about 3 min")

    await chat.shows("1/5")
    await picture(chat.page, "2-first-exercise")


async def does_a_set_over_all_kinds_and_is_praised(student: Student) -> None:
    chat = student.chat
    kinds, almost = [], False
    for number in range(1, 6):
        exercise = await student.open()
        assert exercise.number == number
        kinds.append(exercise.shown.kind)
        content = student.key.content(exercise)
        if isinstance(content, FillGap):
            await student.answer(exercise, right=False)
            await chat.shows(content.wrong[0].because["en"])
            await picture(chat.page, "3-wrong-with-reason")
            continue
        slip = None
        if isinstance(content, TypedContent) and not almost:
            slip = student.key.almost(content, content.accepted[0])
        if slip is None:
            await student.answer(exercise, right=True)
            await chat.shows("✅")
        else:
            almost = True
            await chat.say(slip)
            await chat.shows("🟡")
            await picture(chat.page, "4-almost")

    assert len(set(kinds)) == 5
    assert almost
    await chat.shows("A set done")
    await chat.shows("4 of 5")
    await picture(chat.page, "5-praise")


async def meets_the_mistake_again_in_another_exercise(student: Student) -> None:
    chat = student.chat
    await chat.press("Next set →")
    exercise = await student.open()
    for _ in range(5):
        if exercise.reason.because is Because.mistake:
            break
        await student.answer(exercise, right=True)
        exercise = await student.open()

    assert exercise.reason.because is Because.mistake
    await chat.shows("a past slip")
    await picture(chat.page, "6-mistake-comes-back")
    await student.answer(exercise, right=True)


async def sees_progress(student: Student) -> None:
    await student.chat.say("/progress")
    await student.chat.shows("How it is going")
    await student.chat.shows("goal reached: 1 set today")
    await picture(student.chat.page, "7-progress")


async def goes_on_where_they_were_after_every_process_was_killed(
    student: Student, stack: Stack
) -> None:
    before = await student.open()
    counts = await stored(stack)

    assert await asyncio.to_thread(stack.kill9) >= 7
    await asyncio.to_thread(stack.start)

    assert await stored(stack) == counts
    assert await student.open() == before
    await student.chat.page.reload()
    await student.chat.say("/practice")
    await student.answer(before, right=True)
    after = await stored(stack)
    assert after["answered"] == counts["answered"] + 1
    assert after["doubled"] == 0


async def test_a_new_learner(student: Student, stack: Stack) -> None:
    """Each step goes on where the last one ended."""
    await is_at_the_first_exercise_in_three_taps(student)
    await does_a_set_over_all_kinds_and_is_praised(student)
    await meets_the_mistake_again_in_another_exercise(student)
    await sees_progress(student)
    await goes_on_where_they_were_after_every_process_was_killed(student, stack)


async def stored(stack: Stack) -> dict[str, int]:
    """What the database of the running stack holds of attempts, reviews and jobs."""
    port = next(
        line.split("127.0.0.1:")[1].split()[0]
        for line in stack.said().splitlines()
        if "PostgreSQL" in line
    )
    password = stack.secrets["postgres_password"]
    engine = create_engine(f"postgresql://parley:{password}@127.0.0.1:{port}/parley", pool_size=1)
    try:
        async with engine.connect() as connection:
            row = await connection.execute(
                text("""SELECT
                  (SELECT count(*) FROM attempts WHERE answered_at IS NOT NULL) AS answered,
                  (SELECT count(*) FROM attempts WHERE answered_at IS NULL) AS open,
                  (SELECT count(*) FROM reviews) AS reviews,
                  (SELECT count(*) FROM (SELECT 1 FROM reviews GROUP BY attempt_id, point_id
                     HAVING count(*) > 1) AS twice) AS doubled""")
            )
            return dict(row.mappings().one())
    finally:
        await engine.dispose()
