"""Buttons of talks that were left somewhere in the chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.client import Refused
from bot.learners import Learner
from bot.turns import Press, Turn

# What a press says that comes too late.
TOO_LATE = {"NoTalk": "talk-over", "NotAnOption": "old-button"}


async def bare(turn: Turn, message_id: int | None) -> None:
    """The buttons of another message go, if there is one."""
    own = turn.message.message_id if isinstance(turn, Press) and turn.message else None
    if message_id is not None and message_id != own:
        await turn.settle(message_id)


async def too_late(turn: Press, learner: Learner, line: str) -> None:
    """Told kindly, and once: the button goes."""
    await turn.say(learner.texts(line))
    learner.people.forget(turn)
    if turn.message is not None:
        await turn.settle(turn.message.message_id)


@asynccontextmanager
async def in_time(turn: Press, learner: Learner) -> AsyncIterator[None]:
    """For a press that may come when its talk is over, or has gone on."""
    try:
        yield
    except Refused as no:
        if no.code not in TOO_LATE:
            raise
        await too_late(turn, learner, TOO_LATE[no.code])
