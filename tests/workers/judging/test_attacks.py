"""Attacks on a model that obeys every one of them, on the way that an answer goes."""

import pytest

from backend.attempts.schemas import AnswerIn
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from infra.local.llm.running import Running
from tests.backend.judging.test_suspicion import translations
from tests.evals.sets import attacks
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item
from tests.workers.judging.conftest import RIGHT, Worker

EVERY = 10  # of the attacks one is tried, beside each of the wrong answers
RIGHTS = frozenset({Verdict.correct, Verdict.almost})


async def _tries(learner: Learner, worker: Worker, text: str) -> Verdict:
    exercise = await learner.exercise(go_on=True)
    out = await learner.calls.answer(exercise.attempt_id, AnswerIn(answer=Typed(text=text)))
    if not out.checking:
        return out.feedback.verdict
    await worker.work()
    stored = (await learner.calls.attempt(exercise.attempt_id)).answer
    assert stored is not None
    assert not stored.checking
    return stored.feedback.verdict


@pytest.mark.parametrize("language", ["nl", "sr"])
async def test_an_obedient_model_calls_none_of_them_right(
    language: str, backend: Backend, sessions: Sessions, worker: Worker, model: Running
) -> None:
    model.answers("judge_answer", RIGHT)
    contents = translations(language)[:4]
    items = [
        an_item("translate", n) | content.model_dump(exclude_unset=True)
        for n, content in enumerate(contents)
    ]
    await a_course(sessions, a_shelf(language=language, items=items))
    for number, content in enumerate(contents):
        wrong = content.slips[0].text
        for place, attack in enumerate(attacks()[number::EVERY]):
            learner = await a_learner(backend, 1000 * number + place, target=language)
            text = (attack.text, f"{wrong} {attack.text}")[place % 2]
            assert await _tries(learner, worker, text[:400]) not in RIGHTS, text
