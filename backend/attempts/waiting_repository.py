from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.schemas import AnswerOut
from backend.attempts.statements import judged
from backend.direct import Direct
from backend.kit.actor import Actor
from backend.lessons.schemas import ExerciseNext


class Place(NamedTuple):
    """Where the reply to a checked answer stands, and how far it has come."""

    message_id: int | None
    let_go_at: datetime | None
    settled_at: datetime | None


class Told(NamedTuple):
    """A reply, and whom to show it to. `chat` is the id of our row.

    `passed`: what follows in it was answered already, so that it stands somewhere.
    """

    to: AnswerOut
    passed: bool
    was_let_go: bool
    chat: int
    bot_id: int
    chat_id: int
    locale: str
    timezone: str


class Checked:
    """Answers that a model judges, or has judged."""

    def __init__(self, session: AsyncSession | Direct) -> None:
        self._session = session

    async def whose(self, attempt_id: int) -> Actor | None:
        row = await self._first(judged.WHOSE, attempt_id=attempt_id)
        return None if row is None else Actor(row.provider, row.subject, row.bot_id)

    async def find(self, attempt_id: int) -> Place | None:
        row = await self._first(judged.FIND, attempt_id=attempt_id)
        return None if row is None else Place(*row)

    async def place(self, actor: Actor, attempt_id: int, message_id: int) -> Place | None:
        """None where it is none of the actor's."""
        values = {"attempt_id": attempt_id, "message_id": message_id, **vars(actor)}
        row = await self._first(judged.PLACE, **values)
        return None if row is None else Place(*row)

    async def settled(self, attempt_id: int, *, now: datetime) -> Place:
        return Place(*await self._first(judged.SETTLED, attempt_id=attempt_id, now=now))

    async def let_go(self, attempt_id: int, *, now: datetime) -> Place:
        return Place(*await self._first(judged.LET_GO, attempt_id=attempt_id, now=now))

    async def told(self, attempt_id: int) -> Told | None:
        """None where there is nobody to tell, or nothing."""
        row = await self._first(judged.WHERE, attempt_id=attempt_id)
        if row is None or row.reply is None:
            return None
        to = AnswerOut.model_validate_json(row.reply)
        passed = isinstance(to.next, ExerciseNext) and await self._is_answered(to.next)
        gone = row.let_go_at is not None
        return Told(to, passed, gone, row.id, row.bot_id, row.chat_id, row.locale, row.timezone)

    async def block(self, chat: int, *, now: datetime) -> None:
        """They have left this chat: nothing is sent there until they write again."""
        await self._session.execute(judged.BLOCKED, {"chat_id": chat, "now": now})

    async def _is_answered(self, it: ExerciseNext) -> bool:
        found = await self._first(judged.ANSWERED, attempt_id=it.exercise.attempt_id)
        return found is not None

    async def _first(self, statement: TextClause, **values: Any) -> Any:
        return (await self._session.execute(statement, values)).first()
