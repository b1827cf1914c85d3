"""Replies of the tutor as a voice note: to whoever has spoken, right after the text, and to whoever
asks for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.queue import enqueue
from backend.tutor.jobs import SpeakReply
from backend.tutor.lines import aloud
from backend.tutor.models import Turn
from backend.tutor.repository import Standing, Talks
from backend.tutor.schemas import TurnState
from backend.tutor.world import goes_on

# What is read later than this is heard when one thinks of something else.
LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """What is to be read aloud, and in which chat it is heard."""

    text: str
    language: str
    bot_id: int
    chat_id: int


async def ask(session: AsyncSession, turn: Turn) -> None:
    """Have the reply read aloud that has just been told, where it replies to a voice; once."""
    if turn.spoken and turn.state is TurnState.told and turn.reply and not turn.stopped:
        await enqueue(session, SpeakReply(turn_id=turn.id), key=f"speak:{turn.id}")


async def ask_by_id(session: AsyncSession, turn_id: int) -> None:
    """The same for a turn that is not at hand."""
    found = await Talks(session).hold_turn(turn_id)
    if found is not None:
        await ask(session, found[1])


async def line(
    session: AsyncSession, turn_id: int, *, asked: bool, at: datetime, now: datetime
) -> Line | None:
    """What somebody waits to hear since `at`. None where nobody does any more: it is old news, or
    the talk has ended or gone on, unless it was `asked` for."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    if found is None or now - at > LATE:
        return None
    standing, turn = found
    text = aloud(turn.reply or "") if turn.state is TurnState.told else ""
    if not text or not (asked or await _is_news(talks, standing, turn)):
        return None
    talk = standing.conversation
    chat = await talks.chat(standing.user.id, talk.bot_id)
    if chat is None or chat.blocked_at is not None:
        return None
    return Line(text, standing.profile.target, chat.bot_id, chat.chat_id)


async def _is_news(talks: Talks, standing: Standing, turn: Turn) -> bool:
    """Whether the talk stands where it did, or one turn further."""
    if not goes_on(standing.conversation, standing.profile):
        return False
    newest = await talks.newest(turn.conversation_id)
    return newest.number <= turn.number + 1
