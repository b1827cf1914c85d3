"""A wrong English answer without a reason of its own gets one from the grammar, if it knows one."""

import pytest

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
