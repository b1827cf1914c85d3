"""A wrong English answer without a reason of its own gets one from the grammar, if it knows one."""

import pytest
from sqlalchemy import update

from backend.attempts.models import Attempt
from backend.attempts.schemas import SelfCheck
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from tests.factories import a_course, a_learner, a_shelf, an_item, both, slip

pytest.importorskip("harper", reason="the extra `grammar` is not installed")


@pytest.mark.parametrize("native", ["en", "ru"])
async def test_a_reason_comes_over_the_api(
    native: str, backend: Backend, sessions: Sessions
) -> None:
    text = both("Она ходит в школу пешком.")
    items = [
        an_item(
            "translate",
            1,
            text=text,
            accepted=["She walks to school every day."],
            slips=[slip("She go school.")],
        )
    ]
    await a_course(sessions, a_shelf(language="en", items=items))
    learner = await a_learner(backend, target="en", native=native)
    exercise = await learner.exercise()

    out = await learner.answer(exercise, Typed(text="She walk to school every day."))

    assert out.feedback.verdict is Verdict.wrong
    assert "«She walk»" in (out.feedback.because or "") or "«walk»" in (out.feedback.because or "")


async def test_a_reason_stays_when_the_learner_has_judged_and_when_the_reply_is_forgotten(
    backend: Backend, sessions: Sessions
) -> None:
    item = an_item("translate", 1, accepted=["She walks to school every day."])
    await a_course(sessions, a_shelf(language="en", items=[item]))
    learner = await a_learner(backend, target="en")
    exercise = await learner.exercise()
    typed = Typed(text="Every day she walk to school")
    first = (await learner.answer(exercise, typed)).feedback
    assert first.verdict is Verdict.unsure
    assert "«walk»" in (first.because or "")

    async with sessions.begin() as session:
        await session.execute(update(Attempt).values(reply=None))
    assert (await learner.answer(exercise, typed)).feedback == first
    judged = (await learner.answer(exercise, SelfCheck(right=False))).feedback
    assert judged.because == first.because
