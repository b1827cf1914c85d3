"""How a talk ends: its card, and one exercise on what was said."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.schemas import FeedbackOut
from backend.errors import NoTalk, StillReplying
from backend.exercises.grading import in_language
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.type_gap import TypeGap
from backend.kit.text import words
from backend.profiles.models import Profile
from backend.queue import enqueue
from backend.tutor import guided, mending
from backend.tutor.jobs import RememberFacts, WriteCard
from backend.tutor.models import Conversation, Turn
from backend.tutor.repository import Standing, Talks
from backend.tutor.scenarios import scenario
from backend.tutor.schemas import CardOut, EndOut, Phase, SaidIn, TurnState
from backend.tutor.telling import mended_out
from backend.tutor.world import World, own

MOST_MISTAKES = 3
MOST_PRAISE = 4
# A card that takes longer than this is told without a model's praise.
LOST = timedelta(minutes=5)


async def finish(session: AsyncSession, world: World, talk_id: int) -> EndOut:
    """The card of a talk, at once where no model is asked for it. Again is the same.

    Raises NotFound, and NoTalk for one that ended when another began.
    """
    talks = Talks(session)
    standing = await own(talks, world, talk_id)
    talk, profile = standing.conversation, standing.profile
    again = talk.phase is not Phase.open
    if again and talk.card is None:
        raise NoTalk("this talk ended without a card")
    if not again:
        await _close(talks, standing, world.now)
        if not talk.guided and world.can_talk and talk.card and talk.card["turns"]:
            await enqueue(session, WriteCard(conversation_id=talk.id), key=f"card:{talk.id}")
            await enqueue(session, RememberFacts(conversation_id=talk.id))
            talk.card = {**talk.card, "pending": True}
    card = None if is_coming(talk, world.now) else card_out(talk, profile)
    return EndOut(card=card, conversation_id=profile.conversation_id, again=again)


def is_coming(talk: Conversation, now: datetime) -> bool:
    """Whether the card, with its exercise, is still to be told by a job."""
    pending = bool((talk.card or {}).get("pending"))
    return pending and talk.ended_at is not None and talk.ended_at > now - LOST


async def _close(talks: Talks, standing: Standing, now: datetime) -> None:
    talk, profile = standing.conversation, standing.profile
    turns = await talks.turns(talk.id)
    for turn in turns:
        if turn.state in (TurnState.waiting, TurnState.written):
            turn.stopped = True
    talk.card = _card(talk, profile, turns)
    talk.ended_at = now
    talk.phase = Phase.task if talk.card["task"] else Phase.ended
    if talk.phase is Phase.ended and profile.conversation_id == talk.id:
        profile.conversation_id = None
    if talk.phase is Phase.task:
        profile.conversation_id = talk.id


def _card(talk: Conversation, profile: Profile, turns: list[Turn]) -> dict[str, Any]:
    said = [turn for turn in turns if turn.said]
    found = [
        (turn, mending.Mistake.model_validate(one)) for turn in said for one in turn.mistakes or []
    ]
    return {
        "turns": len(said),
        "words": sum(len(words(turn.said)) for turn in said),
        "praise": _praise(talk, profile),
        "mistakes": [one.model_dump(mode="json") for one in _worst([one for _, one in found])],
        "task": _task(said, profile),
    }


def _worst(found: list[mending.Mistake]) -> list[mending.Mistake]:
    """The newest of each type first, so that three are of three types where they can be."""
    newest = list(reversed(found))
    first = {one.type: one for one in reversed(newest)}
    kept = [one for one in newest if first[one.type] is one]
    return [*kept, *(one for one in newest if one not in kept)][:MOST_MISTAKES]


def _task(said: list[Turn], profile: Profile) -> dict[str, Any] | None:
    """The newest mistake that an exercise can be made of."""
    for turn in reversed(said):
        found = [mending.Mistake.model_validate(one) for one in turn.mistakes or []]
        content = mending.exercise(turn.said, found, profile.target)
        if content is not None:
            return content
    return None


def _praise(talk: Conversation, profile: Profile) -> list[str]:
    """What the catalogue praises, where it played the talk."""
    played = scenario(talk.scenario or "", profile.target)
    if played is None or talk.state is None:
        return []
    state = guided.State.model_validate(talk.state)
    own = [step.praise for step in played.steps if step.key in state.own]
    lines = [in_language(praise, profile.native) for praise in own]
    return [line for line in lines if line][:MOST_PRAISE]


def card_out(talk: Conversation, profile: Profile) -> CardOut:
    card = talk.card or {}
    played = scenario(talk.scenario or "", profile.target)
    task = TypeGap.model_validate(card["task"]) if card.get("task") else None
    return CardOut(
        conversation_id=talk.id,
        title=in_language(played.title, profile.native) if played else None,
        turns=card.get("turns", 0),
        words=card.get("words", 0),
        goal_reached=talk.goal_reached,
        praise=card.get("praise", []),
        mistakes=mended_out(card.get("mistakes", []), profile.native),
        task=None if task is None else task.show((), profile.native),
    )


def answer_task(
    talk: Conversation, profile: Profile, given: SaidIn, *, now: datetime
) -> FeedbackOut:
    """The verdict on the exercise of the card, once: for the same message it is the same.

    What is typed still comes here, so that the message is known again. Raises NotAnOption, NoTalk
    once it has its answer, StillReplying as long as nobody has seen it.
    """
    card = talk.card or {}
    if talk.phase is Phase.ended and card.get("answered_by") != given.key:
        raise NoTalk("the exercise of this talk has its answer")
    if is_coming(talk, now):
        raise StillReplying("the exercise is not there yet")
    task = TypeGap.model_validate(card["task"])
    judged = task.judge(Typed(text=given.text), (), profile)
    talk.phase = Phase.ended
    talk.card = {**card, "answered_by": given.key}
    return FeedbackOut(
        verdict=judged.verdict,
        said=judged.said,
        right=judged.right,
        because=in_language(judged.because, profile.native),
        why=in_language(task.why, profile.native),
        meaning=None,
        pieces=list(judged.pieces),
    )
