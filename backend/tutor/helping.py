"""What a learner asks for in a talk: something to say, what a reply means, silence."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.scenarios import Scenario
from backend.errors import NotAnOption
from backend.exercises.grading import in_language
from backend.queue import enqueue
from backend.tutor import guided
from backend.tutor.jobs import SpeakReply, TranslateReply
from backend.tutor.models import Turn
from backend.tutor.openings import ALWAYS
from backend.tutor.repository import Standing, Talks
from backend.tutor.scenarios import scenario
from backend.tutor.schemas import HintOut, PhraseOut, TranslationOut, TurnOut, TurnState
from backend.tutor.telling import MOST_HINTS, hinted, phrase_out, written
from backend.tutor.world import World, own_turn, told_talk, told_turn

P = TypeVar("P")
# A finger that presses twice hears it once.
ONCE_IN = timedelta(seconds=5)


async def hint(session: AsyncSession, world: World, turn_id: int) -> HintOut:
    """Something that could be said to this turn. Raises NotFound."""
    standing, turn = await own_turn(Talks(session), world, turn_id)
    talk, profile = standing.conversation, standing.profile
    played = scenario(talk.scenario or "", profile.target)
    if played is not None and talk.guided and talk.state is not None:
        return _guided_hint(played, guided.State.model_validate(talk.state), standing)
    about = in_language(played.goal, profile.native) if played else None
    return HintOut(about=about, phrases=_phrases(turn, played, standing))


def _guided_hint(played: Scenario, state: guided.State, standing: Standing) -> HintOut:
    asked = guided.asking(played, state)
    reader = standing.profile
    return HintOut(
        about=in_language(asked.hint, reader.native),
        phrases=[phrase_out(chip, reader) for chip in asked.chips[:MOST_HINTS]],
    )


def _phrases(turn: Turn, played: Scenario | None, standing: Standing) -> list[PhraseOut]:
    """What fits this turn, where somebody has thought of it; else what fits the scenario, or any
    talk, another pair each time."""
    reader = standing.profile
    if turn.hints:
        return hinted(turn.hints)
    if played is not None:
        return [phrase_out(each, reader) for each in _pair(played.phrases, turn.number)]
    return [
        PhraseOut(say=written(say, reader), meaning=in_language(meaning, reader.native))
        for say, meaning in _pair(ALWAYS.get(reader.target, ()), turn.number)
    ]


def _pair(offered: Sequence[P], number: int) -> list[P]:
    first = MOST_HINTS * number
    return [offered[(first + at) % len(offered)] for at in range(min(MOST_HINTS, len(offered)))]


async def translate(session: AsyncSession, world: World, turn_id: int) -> TranslationOut:
    """What the reply means in the native language: known already, or asked of a model, at most
    once a minute until it tells. Raises NotFound.
    """
    talks = Talks(session)
    standing, turn = await own_turn(talks, world, turn_id)
    native = standing.profile.native
    known = (turn.meaning or {}).get(native)
    pending = False
    if known is None and world.can_talk and turn.state is TurnState.told and turn.reply:
        minute = int(world.now.timestamp()) // 60
        key = f"meaning:{turn.id}:{native}:{minute}"
        await enqueue(session, TranslateReply(turn_id=turn.id), key=key)
        pending = True
    turn.translated = True
    out = await _out(talks, world, standing, turn)
    talk = told_talk(out, standing.conversation, standing.profile) if turn.number == 0 else None
    return TranslationOut(turn=out, talk=talk, pending=pending)


async def speak(session: AsyncSession, world: World, turn_id: int) -> None:
    """Have the reply read aloud, at most once in some seconds.

    Raises NotFound, and NotAnOption where there is nothing to read, or nobody who does.
    """
    _, turn = await own_turn(Talks(session), world, turn_id)
    if not world.aloud or turn.state is not TurnState.told or not turn.reply:
        raise NotAnOption("nobody reads this aloud")
    moment = int(world.now.timestamp() / ONCE_IN.total_seconds())
    key = f"aloud:{turn.id}:{moment}"
    await enqueue(session, SpeakReply(turn_id=turn.id, asked=True), key=key)


async def stop(session: AsyncSession, world: World, turn_id: int) -> TurnOut:
    """No more of the reply that is being written. Raises NotFound."""
    talks = Talks(session)
    standing, turn = await own_turn(talks, world, turn_id)
    if turn.state is TurnState.waiting:
        turn.stopped = True
    return await _out(talks, world, standing, turn)


async def place(session: AsyncSession, world: World, turn_id: int, message_id: int) -> None:
    """Which message tells the turn, from now on. Raises NotFound."""
    _, turn = await own_turn(Talks(session), world, turn_id)
    # What is being written stays where it is written.
    if turn.message_id is None or turn.state in (TurnState.told, TurnState.failed):
        turn.message_id = message_id


async def _out(talks: Talks, world: World, standing: Standing, turn: Turn) -> TurnOut:
    newest = await talks.newest(turn.conversation_id)
    talk, profile = standing.conversation, standing.profile
    return told_turn(turn, talk, profile, newest=newest, can_talk=world.can_talk, aloud=world.aloud)
