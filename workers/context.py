"""What a handler is given: the resources of the process, and the job it holds."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from backend.db import Sessions, transaction
from backend.gateways.speaking import Speaker
from backend.gateways.storage import Storage
from backend.gateways.telegram import Telegram
from backend.jobs.repository import Jobs
from backend.jobs.schemas import Claim
from backend.llm.asking import Llm
from backend.llm.service import NoLlm
from backend.queue import Queue
from workers.ears import Ears


class LeaseLost(Exception):
    """Somebody else has the job by now. Nothing of ours was written."""


def uncounted(_: str) -> None:
    """Where nobody asks for figures."""


@dataclass(frozen=True)
class Speech:
    """`speaker` is None where nothing is read aloud, `ears` where nobody listens: to recordings of
    at most `longest` seconds and `biggest` bytes. `judged`: there is a model to ask.
    """

    storage: Storage
    speaker: Speaker | None = None
    ears: Ears | None = None
    longest: float = 60
    biggest: int = 2_000_000
    judged: bool = False


@dataclass(frozen=True)
class Resources:
    """All a handler may touch, built once when the process starts.

    `speech` is what the processes have that listen and speak; `voices` who reads aloud there, in a
    word that changes with them, and `asr` the model that listens there; empty where nobody does.
    What they heard is kept for `recordings_hours`, and counted by what became of it.
    """

    sessions: Sessions
    queue: Queue
    telegram: Telegram
    llm: Llm = field(default_factory=NoLlm)
    speech: Speech | None = None
    voices: str = ""
    asr: str = ""
    recordings_hours: int = 24
    count_recording: Callable[[str], None] = uncounted

    @property
    def speaks(self) -> bool:
        """Whether there is a process that plays what was read aloud."""
        return bool(self.voices or self.asr)


class Work:
    """One attempt at one job, which it may be the second or the tenth to make."""

    def __init__(self, resources: Resources, claim: Claim) -> None:
        self.resources = resources
        self.claim = claim
        self.finishing = False
        self.finished = False

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A short transaction on the way: to read, or to write what may be written twice."""
        return transaction(self.resources.sessions, self.resources.queue)

    @asynccontextmanager
    async def finish(self) -> AsyncIterator[AsyncSession]:
        """The last transaction: the effect and `done` are written together, or neither is.

        Raises LeaseLost at its beginning, and until it ends nobody else can take the job.
        """
        self.finishing = True
        async with self.transaction() as session:
            if not await Jobs(session).finish(self.claim):
                raise LeaseLost
            yield session
        self.finished = True
