"""What is said in a talk. Nobody waits for a model here: replies of one are a job's."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NoTalk, NotAnOption, StillReplying
from backend.exercises.tongues.registry import tongue_of
from backend.queue import enqueue
from backend.tutor import guided, mending
from backend.tutor.ending import answer_task
from backend.tutor.jobs import Converse
from backend.tutor.models import Turn
from backend.tutor.repository import Standing, Talks
from backend.tutor.scenarios import scenario
from backend.tutor.schemas import MOST_WAITING, HeardOut, LeftOut, Phase, SaidIn, Trouble, TurnState
from backend.tutor.telling import joined, opened, written
from backend.tutor.world import World, goes_on, going_on, own, own_turn, told_turn

# A model that was away has the word again at most so often: whoever waits for one that still is,
# waits for some seconds.
ASKED_AGAIN_AFTER = timedelta(minutes=1)
# A reply that has taken longer than this is not waited for any more by the next message.
LOST = timedelta(minutes=5)


async def say(
    session: AsyncSession, world: World, talk_id: int, given: SaidIn, *, spoken: bool = False
) -> HeardOut:
    """What the learner said, by voice where it was `spoken`. The same message again is the same
    turn.

    Raises NoTalk where the talk does not go on, StillReplying, NotAnOption.
    """
    talks = Talks(session)
    standing = await going_on(talks, world, talk_id)
    talk, profile = standing.conversation, standing.profile
    known = await talks.by_key(talk.id, given.key)
    if known is not None:
        heard = await _heard(talks, world, standing, known)
        return heard.model_copy(update={"again": True})
    if talk.phase is not Phase.open:
        return HeardOut(task=answer_task(talk, profile, given, now=world.now))
    waiting = [one for one in await talks.waiting(talk.id) if one.said_at >= world.now - LOST]
    if len(waiting) >= MOST_WAITING:
        raise StillReplying("three messages wait for their replies")
    newest = await talks.newest(talk.id)
    if talk.guided and await _may_be_back(talks, standing, world):
        talk.guided = False
    turn = Turn(
        conversation_id=talk.id,
        number=newest.number + 1,
        key=given.key,
        said=given.text,
        state=TurnState.waiting,
        guided=talk.guided,
        spoken=spoken,
        said_at=world.now,
    )
    await talks.add(turn)
    if talk.guided:
        play(turn, standing, world.now)
    elif not waiting:
        await enqueue(session, Converse(turn_id=turn.id))
    return await _heard(talks, world, standing, turn)


async def _may_be_back(talks: Talks, standing: Standing, world: World) -> bool:
    """Whether the model that this talk was begun with, and that was away, is asked again."""
    talk = standing.conversation
    failed = await talks.last_trouble(talk.id) if world.can_talk else None
    if failed is None or failed.trouble is not Trouble.away or talk.state is None:
        return False
    is_over = guided.State.model_validate(talk.state).over
    return not is_over and failed.said_at <= world.now - ASKED_AGAIN_AFTER


async def _heard(talks: Talks, world: World, standing: Standing, turn: Turn) -> HeardOut:
    newest, before = await talks.newest(turn.conversation_id), await talks.before(turn)
    talk, profile = standing.conversation, standing.profile
    out = told_turn(turn, talk, profile, newest=newest, can_talk=world.can_talk, aloud=world.aloud)
    return HeardOut(turn=out, before=before and before.message_id)


def play(turn: Turn, standing: Standing, now: datetime) -> None:
    """The guided dialogue replies to the turn."""
    talk, profile = standing.conversation, standing.profile
    played = scenario(talk.scenario or "", profile.target)
    turn.guided, turn.replied_at = True, now
    if played is None:  # its file is gone
        turn.state = TurnState.failed
        return
    before = guided.State.model_validate(talk.state)
    after, said = guided.reply(played, before, turn.said)
    talk.state = after.model_dump(mode="json")
    talk.goal_reached = talk.goal_reached or said.goal_reached
    turn.state = TurnState.told
    turn.reply, turn.meaning = joined(said.lines, profile)
    turn.chips = [written(chip.say, profile) for chip in said.chips]
    if said.lost:  # what was not understood comes with its meaning, and a way to reply
        turn.translated = True
        turn.hints = opened(said.hint, said.chips, profile) if said.hint else None
    turn.mistakes = _better(turn, said, standing)


def _better(turn: Turn, said: guided.Said, standing: Standing) -> list[dict[str, Any]] | None:
    """How the reply is said in full, or spelled; None where the dialogue has nothing to say of it,
    so that a model may."""
    profile, found = standing.profile, []
    if said.fuller is not None:
        line = said.fuller
        found = [mending.in_full(turn.said, written(line.say, profile), line.meaning)]
    elif said.slip is not None:
        line = said.slip
        found = mending.slips(turn.said, written(line.say, profile), tongue_of(profile.target))
    return [one.model_dump(mode="json") for one in found] or None


async def tap(session: AsyncSession, world: World, turn_id: int, number: int) -> HeardOut:
    """Say what a chip offers. Raises NotFound, NoTalk, and NotAnOption for a chip that is gone."""
    talks = Talks(session)
    standing, turn = await own_turn(talks, world, turn_id)
    chips = turn.chips or []
    if number >= len(chips):
        raise NotAnOption("no such chip")
    key = f"chip:{turn_id}"
    if await talks.by_key(turn.conversation_id, key) is None:
        newest = await talks.newest(turn.conversation_id)
        if newest.id != turn.id:
            raise NotAnOption("something else was said meanwhile")
        if not goes_on(standing.conversation, standing.profile):
            raise NoTalk("this talk does not go on")
    return await say(session, world, turn.conversation_id, SaidIn(text=chips[number], key=key))


async def leave(session: AsyncSession, world: World, talk_id: int) -> LeftOut:
    """What is typed goes to practice again. Raises NotFound."""
    talks = Talks(session)
    standing = await own(talks, world, talk_id)
    if standing.profile.conversation_id == talk_id:
        standing.profile.conversation_id = None
    if standing.conversation.phase is Phase.task:
        standing.conversation.phase = Phase.ended
    if standing.conversation.phase is not Phase.open:
        return LeftOut(waits=False, message_id=None)
    newest = await talks.newest(talk_id)
    return LeftOut(waits=True, message_id=newest.message_id)


async def again(session: AsyncSession, world: World, turn_id: int) -> HeardOut:
    """Have another try at the reply to the newest message, in the place of the one that failed.

    Raises NotFound, NoTalk.
    """
    talks = Talks(session)
    standing, turn = await own_turn(talks, world, turn_id)
    if not goes_on(standing.conversation, standing.profile):
        raise NoTalk("this talk does not go on")
    newest = await talks.newest(turn.conversation_id)
    if turn.id == newest.id and turn.state is TurnState.failed and world.can_talk:
        turn.state, turn.trouble = TurnState.waiting, None
        await enqueue(session, Converse(turn_id=turn.id))
    return await _heard(talks, world, standing, turn)
