"""Every kind of exercise in a real browser; then mistakes, a second course, and a missed day."""

import asyncio
from datetime import UTC, datetime, time, timedelta

from playwright.async_api import expect

from backend.exercises.grading import Verdict
from backend.lessons.schemas import ExerciseNext
from tests.browser import needs_browser
from tests.factories import KINDS
from tests.flows.chat import picture
from tests.flows.stack import Stack
from tests.flows.student import Open, Student

pytestmark = needs_browser

MOST = 80  # answers, below the limit of a day
MORNING = time(8, 30)


async def begins(student: Student) -> None:
    chat = student.chat
    await chat.open()
    await chat.page.locator('[data-role="start"]').click()
    for label in ("🇳🇱 Dutch", "🌱 I'm starting · A1", "1 set · about 3 min"):
        await chat.press(label)
    await chat.shows("1/5")


async def takes_a_hint(student: Student) -> None:
    it = await student.open()
    assert it.exercise.hints_left
    await student.chat.press("💡 Hint")
    hinted = (await student.open()).exercise
    assert len(hinted.hints) == 1
    await student.chat.shows(hinted.hints[0].text)
    await picture(student.chat.page, "kind-hint")


async def meets_every_kind(student: Student) -> None:
    """The first of each kind at the page, once wrong where that has parts of its own to show."""
    seen: set[str] = set()
    for _ in range(MOST):
        found = await student.next(go_on=True)
        assert isinstance(found, ExerciseNext)
        it = await student.open()
        if it.content.kind in seen or it.content.kind not in KINDS:
            await student.passes(it)
            continue
        seen.add(it.content.kind)
        await does_one(student, it)
        if seen == set(KINDS):
            return
    raise AssertionError(f"never met: {set(KINDS) - seen}")


async def does_one(student: Student, it: Open) -> None:
    chat = student.chat
    await chat.say("/practice")
    await picture(chat.page, f"kind-{it.content.kind}")
    right = it.content.kind not in {"match_pairs", "sort_words", "read_text"}
    await student.answer(it, right=right)
    answered = await student.calls.attempt(it.exercise.attempt_id)
    assert answered.answer is not None
    wanted = Verdict.correct if right else Verdict.wrong
    assert answered.answer.feedback.verdict is wanted
    await chat.shows("✅" if right else "❌")
    await picture(chat.page, f"kind-{it.content.kind}-answered")


async def repairs_mistakes(student: Student) -> None:
    chat = student.chat
    await chat.say("/practice")
    await chat.press("🤷 I don't know")
    await chat.say("/mistakes")
    await chat.shows("Review mistakes")
    await picture(chat.page, "mistakes")
    await chat.press("🔧 Practise these")
    await chat.shows("/5 · ")


async def takes_up_another_course(student: Student) -> None:
    chat = student.chat
    before = (await student.open()).exercise
    await chat.say("/language")
    for label in ("➕ Another language", "🇷🇸 Serbian", "Ћирилица"):
        await chat.press(label)
    await chat.press("🌱 I'm starting · A1")
    await chat.press("1 set · about 3 min")
    await chat.shows("1/5")
    serbian = (await student.open()).exercise
    assert serbian.target == "sr"
    await picture(chat.page, "second-course")

    await chat.say("/language")
    await chat.press("🇳🇱 Dutch · A1")
    assert (await student.open()).exercise == before


async def is_forgiven_a_missed_day(student: Student, stack: Stack) -> None:
    streak = (await student.calls.me()).streak
    assert streak == 1
    now = datetime.now(UTC)
    morning = datetime.combine(now.date() + timedelta(days=2), MORNING, UTC)
    await asyncio.to_thread(stack.stop)
    await asyncio.to_thread(lambda: stack.start(ahead=morning - now))
    chat = student.chat
    await chat.page.reload()
    await expect(chat.last).to_contain_text("covered by a freeze", timeout=60_000)
    await picture(chat.page, "freeze")
    assert (await student.calls.me()).streak == streak
    await chat.say("/start")
    await chat.shows("Day one of your streak")
    await picture(chat.page, "home")


async def test_every_kind_and_a_missed_day(student: Student, stack: Stack) -> None:
    """Each step goes on where the last one ended."""
    await begins(student)
    await takes_a_hint(student)
    await meets_every_kind(student)
    await repairs_mistakes(student)
    await takes_up_another_course(student)
    await is_forgiven_a_missed_day(student, stack)
