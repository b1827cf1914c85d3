"""A new learner in a real browser, over the whole product as `make run` starts it."""

import asyncio

from sqlalchemy import text

from backend.db import create_engine
from backend.exercises.kinds.options import Options
from backend.exercises.schemas import Because
from tests.browser import needs_browser
from tests.flows.chat import picture
from tests.flows.stack import Stack
from tests.flows.student import Student

pytestmark = needs_browser

LATE = 3  # a mistake made from here on comes back in the next set


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


async def does_a_set_and_is_praised(student: Student) -> None:
    """One wrong, one with a slip of the finger if there is one to type, the others right."""
    chat = student.chat
    kinds, wrong, almost = [], False, False
    for number in range(1, 6):
        it = await student.open()
        assert it.exercise.number == number
        kinds.append(it.content.kind)
        slip = None if almost else student.almost(it)
        if slip is not None:
            almost = True
            await chat.say(slip)
            await chat.shows("🟡")
            await picture(chat.page, "4-almost")
        elif isinstance(it.content, Options) and number >= LATE and not wrong:
            wrong = True
            await student.answer(it, right=False)
            await chat.shows("❌")
            await picture(chat.page, "3-wrong-with-reason")
        else:
            await student.answer(it, right=True)
            await chat.shows("✅")

    assert len(set(kinds)) == 5
    assert wrong
    await chat.shows("A set done")
    await chat.shows("4 of 5")
    await picture(chat.page, "5-praise")


async def meets_the_mistake_again_in_another_exercise(student: Student) -> None:
    chat = student.chat
    await chat.press("Next set →")
    it = await student.open()
    for _ in range(5):
        if it.exercise.reason.because is Because.mistake:
            break
        await student.answer(it, right=True)
        it = await student.open()

    assert it.exercise.reason.because is Because.mistake
    await chat.shows("an earlier mistake")
    await picture(chat.page, "6-mistake-comes-back")
    await student.answer(it, right=True)


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
    assert (await student.open()).exercise == before.exercise
    await student.chat.page.reload()
    await student.chat.say("/practice")
    await student.answer(await student.open(), right=True)
    after = await stored(stack)
    assert after["answered"] == counts["answered"] + 1
    assert after["doubled"] == 0


async def test_a_new_learner(student: Student, stack: Stack) -> None:
    """Each step goes on where the last one ended."""
    await is_at_the_first_exercise_in_three_taps(student)
    await does_a_set_and_is_praised(student)
    await meets_the_mistake_again_in_another_exercise(student)
    await sees_progress(student)
    await goes_on_where_they_were_after_every_process_was_killed(student, stack)


async def stored(stack: Stack) -> dict[str, int]:
    """What the database of the running stack holds of attempts, reviews and jobs."""
    engine = create_engine(stack.database_url, pool_size=1)
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
