"""Learners who ask why, a worker, a model and the chats, all of one test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from backend.client import Backend
from backend.db import Sessions
from backend.explaining.jobs import ExplainAnswer
from backend.gateways.telegram import Address, Message
from infra.local.llm.running import Running
from tests.backend.appeals.answers import GAPS, SLIP, gives
from tests.factories import Learner, a_course, a_learner
from tests.workers import working
from tests.workers.telegram import FakeChats
from workers.runner import Runner

TASK = "explain_answer"
OWN = f"not {SLIP}"
"""What the course itself says of the answer that is asked about."""
SAID = {
    "what": "'goedkope' is the form before a noun.",
    "rule": "After the noun the adjective stands without -e.",
    "example": "Deze fiets is goedkoop.",
    "could_be_right": "no",
}
IN_RUSSIAN = {
    **SAID,
    "what": "«goedkope» стоит перед существительным.",
    "rule": "После существительного прилагательное стоит без -e.",
}


class Chats(FakeChats):
    """`on_the_way` happens once, while a message is."""

    on_the_way: Callable[[], Awaitable[None]] | None = None

    async def send(self, to: Address, message: Message) -> int:
        happens, self.on_the_way = self.on_the_way, None
        if happens is not None:
            await happens()
        return await super().send(to, message)


@dataclass
class Scene:
    api: Backend
    sessions: Sessions
    runner: Runner
    model: Running
    telegram: Chats

    async def learners(self, people: int = 1, **who: Any) -> list[Learner]:
        await a_course(self.sessions, GAPS)
        return [await a_learner(self.api, subject, **who) for subject in range(10, 10 + people)]

    async def asks(self, learner: Learner, text: str = SLIP) -> int:
        """Somebody answers, and asks why: the attempt, for which there is something to wait."""
        id = (await gives(learner, text)).attempt_id
        assert (await learner.calls.explain(id)).coming
        return id

    async def work(self, *, but: int | None = None) -> None:
        await working.work(self.runner, self.sessions, but=but)

    async def rows(self, model: type[Any]) -> list[Any]:
        return await working.rows(self.sessions, model)

    async def to_ask(self) -> int:
        """The job that asks the model."""
        [job] = await working.jobs(self.sessions, ExplainAnswer)
        return job.id

    @property
    def texts(self) -> list[str]:
        return [message["text"] for _, message in self.telegram.sent]

    @property
    def edits(self) -> list[tuple[int, str]]:
        """Which message now says what."""
        return [(id, message["text"]) for _, id, message in self.telegram.edited]
