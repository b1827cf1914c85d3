"""People who appeal, and an admin who decides."""

from backend.appeals.schemas import AppealCard
from backend.attempts.schemas import AnswerOut
from backend.client import Backend, Calls
from backend.db import Sessions
from tests.backend.appeals.answers import GAPS, gives
from tests.conftest import ADMIN
from tests.factories import BOT, Learner, a_course, a_learner, a_user

CHEAP = "voordelig"


async def an_admin(backend: Backend) -> Calls:
    await backend.put_user(a_user(int(ADMIN)))
    return backend.on_behalf_of(int(ADMIN), bot_id=BOT)


async def appeals(backend: Backend, subject: int, text: str = CHEAP) -> tuple[Learner, AnswerOut]:
    """Somebody who gave this answer to the first exercise, and appealed."""
    learner = await a_learner(backend, subject)
    wrong = await gives(learner, text)
    await learner.calls.appeal(wrong.attempt_id)
    return learner, wrong


async def appealed(
    backend: Backend, sessions: Sessions, people: int
) -> list[tuple[Learner, AnswerOut]]:
    """So many learners who gave the same answer, and appealed."""
    await a_course(sessions, GAPS)
    return [await appeals(backend, subject) for subject in range(10, 10 + people)]


async def a_case(
    backend: Backend, sessions: Sessions, people: int
) -> tuple[Calls, AppealCard, list[Learner]]:
    """An admin, the one appeal before them, and those who made it."""
    made = await appealed(backend, sessions, people)
    admin = await an_admin(backend)
    [card] = (await admin.appeals()).appeals
    return admin, card, [learner for learner, _ in made]
