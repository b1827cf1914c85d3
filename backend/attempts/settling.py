"""Answers that a model judges: what a verdict does when it comes, and what happens without one.

Everything under the lock that a press takes, so that each of it happens once: a verdict that comes
twice, or after the answer was given up, finds nothing that waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.advancing import Following, World, following
from backend.attempts.effects import Effects, remember
from backend.attempts.focusing import kept
from backend.attempts.judging import settled
from backend.attempts.repository import LONGEST, Practice
from backend.attempts.schemas import AnswerOut
from backend.attempts.standing import Held
from backend.attempts.waiting_repository import Checked
from backend.direct import Direct
from backend.errors import NotFound
from backend.exercises.grading import Texts, Verdict
from backend.exercises.kinds.typed import TypedContent
from backend.gateways.grammar import NoGrammar
from backend.judging.jobs import ShowAnswer, TellMilestone
from backend.judging.schemas import Judging, Ruled
from backend.judging.worth import Given, given
from backend.kit.actor import Actor
from backend.lessons.pacing import amend
from backend.lessons.schemas import ExerciseNext
from backend.queue import enqueue

# Of the time that a learner waits at the longest: to bring the verdict, and below which a model
# would be paid for the beginning of a reply.
TO_SETTLE = timedelta(seconds=2)
TOO_SHORT = timedelta(seconds=3)


@dataclass(frozen=True)
class Question:
    """An answer that waits, and all that a model is told of its exercise."""

    answer: Given
    task: Texts
    slips: Sequence[str]
    native: str
    user_id: int


async def question(session: AsyncSession, attempt_id: int) -> Question | None:
    """None where nothing waits any more."""
    held = await _held(session, attempt_id)
    if held is None or held.judging is None or held.said is None:
        return None
    answer = given(held.content, str(held.said.get("text", "")), held.standing.target)
    if answer is None or not isinstance(held.content, TypedContent):
        return None
    slips = [slip.text for slip in held.content.slips]
    task = held.content.source or {}
    return Question(answer, task, slips, held.standing.native, held.standing.user_id)


def time_left(asked_at: datetime, *, now: datetime) -> float:
    """Seconds for which a model may be asked about an answer; 0 where it is too late to ask."""
    left = asked_at + LONGEST - TO_SETTLE - now
    return left.total_seconds() if left >= TOO_SHORT else 0.0


async def settle(
    session: AsyncSession,
    attempt_id: int,
    by: Ruled | None,
    *,
    now: datetime,
    chance: Random,
    asr: str = "",
) -> bool:
    """Give a waiting answer its verdict, or none: it is unsure then, and costs nothing.

    Whether it has waited until now. `asr` is the World's.
    """
    held = await _held(session, attempt_id)
    if held is None or held.judging is None or held.reply is None:
        return False
    actor = await Checked(session).whose(attempt_id)
    assert actor is not None
    world = World(actor, now, chance, NoGrammar(), asr=asr)
    verdict = Verdict.unsure if by is None else by.verdict
    effects = remember(held, Effects(verdict=verdict), verdict, now)
    found = await _following(Practice(session, actor), held, effects, world)
    stored = AnswerOut.model_validate_json(held.reply)
    said = settled(stored, by, held.standing.native)
    following_it = stored.next if held.judging is Judging.let_go else found.action
    reply = AnswerOut(attempt_id=held.id, feedback=said, next=following_it).model_dump_json()
    effects = replace(effects, reply=reply)
    await Practice(session, actor).close(held, found.standing, effects, found.opened, now=now)
    await _tell(session, attempt_id, now=now)
    if following_it is None and verdict is not Verdict.unsure and _began_the_day(held, now):
        told = TellMilestone(attempt_id=attempt_id, streak=held.standing.today.streak)
        await enqueue(session, told, key=f"milestone:{attempt_id}")
    return True


def _began_the_day(held: Held, now: datetime) -> bool:
    """Whether it ended the first set of its day: a streak has grown."""
    standing = held.standing.at(now)
    return held.number == standing.pace.set_size and standing.today.sets == 1


async def _following(practice: Practice, held: Held, effects: Effects, world: World) -> Following:
    """What comes after the verdict; nothing, where the learner has gone on meanwhile."""
    standing = held.standing.at(world.now)
    if effects.verdict.is_right:
        rhythm, today = amend(standing.rhythm, standing.today)
        standing = replace(standing, rhythm=rhythm, today=today)
    gone_on = held.judging is Judging.let_go or standing.last_exercise_id != held.exercise_id
    if gone_on or effects.verdict is Verdict.unsure:
        return Following(None, standing)
    found = await following(practice, standing, world, held=held, focus=kept(held, effects))
    return Following(None, standing) if _stands_elsewhere(found) else found


def _stands_elsewhere(found: Following) -> bool:
    """What is open already has a message of its own."""
    return isinstance(found.action, ExerciseNext) and found.opened is None


async def _tell(session: AsyncSession, attempt_id: int, *, now: datetime) -> None:
    """Now, or when the bot says where: whichever of the two comes second."""
    place = await Checked(session).settled(attempt_id, now=now)
    if place.let_go_at is not None:
        await _tell_anew(session, attempt_id)
    elif place.message_id is not None:
        await show(session, attempt_id, place.message_id, let_go=False)


async def give_up(
    session: AsyncSession,
    attempt_id: int,
    by: Ruled | None,
    *,
    now: datetime,
    chance: Random,
    asr: str = "",
) -> None:
    """The time is over: what is known by now counts, `by`.

    What the bot has never said where to show comes as a new message.
    """
    await settle(session, attempt_id, by, now=now, chance=chance, asr=asr)
    place = await Checked(session).find(attempt_id)
    if place is not None and place.message_id is None:
        await _tell_anew(session, attempt_id)


async def _tell_anew(session: AsyncSession, attempt_id: int) -> None:
    what = ShowAnswer(attempt_id=attempt_id, let_go=False)
    await enqueue(session, what, key=f"told:{attempt_id}")


async def show(
    session: AsyncSession | Direct, attempt_id: int, message_id: int, *, let_go: bool
) -> None:
    what = "let-go" if let_go else "verdict"
    await enqueue(
        session,
        ShowAnswer(attempt_id=attempt_id, let_go=let_go, message_id=message_id),
        key=f"shown:{attempt_id}:{what}:{message_id}",
    )


async def let_go(
    session: AsyncSession | Direct, attempt_id: int, world: World, *, told: bool
) -> AnswerOut:
    """Practice goes on while the answer is checked. What is replied to it now.

    `told`: whoever asks shows it. Raises NotFound, for another's attempt too.
    """
    practice = Practice(session, world.actor)
    held = await practice.lock(attempt_id, None)
    if held.reply is None:
        raise NotFound("there is no answer to this attempt, or it is long ago")
    stored = AnswerOut.model_validate_json(held.reply)
    if held.judging is not Judging.checking:
        return stored
    standing = held.standing.at(world.now)
    if standing.last_exercise_id != held.exercise_id:
        return stored
    effects = Effects(verdict=Verdict.unsure, judging=Judging.let_go)
    found = await following(practice, standing, world, held=held, focus=kept(held, effects))
    reply = stored.model_copy(update={"next": found.action})
    if _stands_elsewhere(found):  # they have gone on by themselves; the verdict comes here
        return reply
    effects = replace(effects, reply=reply.model_dump_json())
    await practice.close(held, found.standing, effects, found.opened, now=world.now)
    place = await Checked(session).let_go(attempt_id, now=world.now)
    if place.message_id is not None and not told:
        await show(session, attempt_id, place.message_id, let_go=True)
    return reply


async def place(
    session: AsyncSession | Direct, actor: Actor, attempt_id: int, message_id: int
) -> None:
    """The reply to an answer stands in this message: there it will be shown what becomes of it.

    Raises NotFound where the answer was never checked, and for another's attempt.
    """
    found = await Checked(session).place(actor, attempt_id, message_id)
    if found is None:
        raise NotFound("no such answer of yours is checked")
    if found.let_go_at is not None:
        await show(session, attempt_id, message_id, let_go=True)
    elif found.settled_at is not None:
        await show(session, attempt_id, message_id, let_go=False)


async def _held(session: AsyncSession, attempt_id: int) -> Held | None:
    actor = await Checked(session).whose(attempt_id)
    return None if actor is None else await Practice(session, actor).lock(attempt_id, None)
