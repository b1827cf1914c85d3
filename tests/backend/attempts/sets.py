"""Sets that a learner practises."""

from sqlalchemy import update

from backend.attempts.schemas import AnswerOut
from backend.db import Sessions
from backend.users.models import User
from tests.factories import Learner, right, wrong


async def a_set(learner: Learner, *, of: int = 5, wrongs: int = 0) -> list[AnswerOut]:
    outs = []
    for number in range(of):
        exercise = await learner.exercise(go_on=True)
        given = wrong(exercise) if number < wrongs else right(exercise)
        outs.append(await learner.answer(exercise, given))
    return outs


async def set_user(sessions: Sessions, **values: object) -> None:
    async with sessions.begin() as session:
        await session.execute(update(User).values(**values))
