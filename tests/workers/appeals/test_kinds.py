"""Whatever is typed and compared with accepted answers can be appealed for."""

import pytest

from backend.attempts.schemas import Remedy
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.typed import TypedContent
from tests.backend.appeals.answers import gives
from tests.backend.exercises.contents import a_content
from tests.factories import KINDS, a_course, a_learner, a_shelf, an_item
from tests.workers.appeals.steps import an_admin
from tests.workers.working import work
from workers.runner import Runner

TYPED = [kind for kind in KINDS if isinstance(a_content(kind), TypedContent)]
ANSWER = "prijzig"


def test_there_are_such_kinds() -> None:
    assert {"type_gap", "translate"} <= set(TYPED)


@pytest.mark.parametrize("kind", TYPED)
async def test_and_is_right_for_the_next_learner_when_that_is_upheld(
    backend: Backend, sessions: Sessions, runner: Runner, kind: str
) -> None:
    await a_course(sessions, a_shelf(items=[an_item(kind, n) for n in (1, 2)], skills=1))
    learner = await a_learner(backend, 10)
    wrong = await gives(learner, ANSWER)
    assert wrong.feedback.verdict is Verdict.wrong
    assert Remedy.appeal in wrong.feedback.remedies
    await learner.calls.appeal(wrong.attempt_id)
    admin = await an_admin(backend)
    [card] = (await admin.appeals()).appeals
    assert (card.kind, card.said) == (kind, ANSWER)
    await admin.decide_appeal(card.appeal_id, upheld=True)
    await work(runner, sessions)
    newcomer = await a_learner(backend, 11)
    assert (await gives(newcomer, ANSWER)).feedback.verdict is Verdict.correct
