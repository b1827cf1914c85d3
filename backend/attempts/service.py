"""Answering: under one lock, in one transaction, and the same reply when it is repeated."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.advancing import Following, World, following, walked_back
from backend.attempts.effects import Effects, remember
from backend.attempts.focusing import Focus, kept
from backend.attempts.grammar import with_reason
from backend.attempts.judging import is_to_be_assessed, open_answer, ruled
from backend.attempts.replies import feedback, judge, judge_again
from backend.attempts.repository import Practice
from backend.attempts.schemas import AnswerOut, AnyIn, FeedbackOut, SelfCheck
from backend.attempts.standing import Held, Standing
from backend.direct import Direct
from backend.errors import AnsweredTooEarly, NotFound, NothingOpen, NotUnsure
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import Spoken, Typed
from backend.judging.schemas import Judging
from backend.lessons.pacing import after_answer, amend
from backend.lessons.schemas import MISTAKES, DoneNext, FocusOn, NextAction

OPEN = "open"
UNSHARED = ""  # the digest of a text of one's own, whose verdict is nobody else's
# Telegram tells the second in which a message was written, not the moment.
ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Answered:
    """`reply`: an AnswerOut as JSON, the same bytes for the same press; `fresh`: the first time."""

    reply: str
    kind: str
    verdict: Verdict
    fresh: bool


class Unjudged(NamedTuple):
    """What the rules say of an answer that they leave open, and what names it."""

    judgement: Judgement
    digest: str


async def answer(
    session: AsyncSession | Direct, attempt_id: int | str, given: AnyIn, world: World
) -> Answered:
    """Judge an answer, remember it, and say what comes next.

    `attempt_id` may be OPEN. Raises NotFound, NothingOpen, AnsweredTooEarly, NotUnsure,
    WrongAnswerShape and NotAnOption; none of them leaves a trace.
    """
    practice = Practice(session, world.actor)
    held = await _hold(practice, attempt_id, given)
    if isinstance(given.answer, SelfCheck):
        return await _self_check(practice, held, given.answer, world)
    if held.answered_at is not None:
        return await _repeat(practice, held, world)
    return await _close(practice, held, given, world)


async def next_action(
    session: AsyncSession | Direct,
    profile_id: int,
    world: World,
    *,
    go_on: bool,
    on: FocusOn | None = None,
) -> NextAction:
    """The open exercise, or the next one, or praise, rest or limit; `on` purpose, if asked for.

    Raises NotFound, for a point of another course too, and NoExercises.
    """
    practice = Practice(session, world.actor)
    standing = (await practice.lock_profile(profile_id)).at(world.now)
    if standing.is_silent(world.now):
        standing = await _without_speaking(practice, standing)
    focus = None if on is None else Focus(on)
    found = await following(practice, standing, world, go_on=go_on, focus=focus)
    if isinstance(found.action, DoneNext) and on != MISTAKES:
        await practice.check_point(found.action.focus, standing)
    if found.aside is not None:
        await practice.set_aside(found.aside)
    if found.opened is not None:
        await practice.open(found.standing, found.opened, now=world.now)
    assert found.action is not None
    return found.action


async def _without_speaking(practice: Practice, standing: Standing) -> Standing:
    """An open exercise that is to be spoken gives way."""
    aside = await practice.set_aside_spoken(standing)
    return standing if aside is None else walked_back(*aside, standing)


async def _hold(practice: Practice, attempt_id: int | str, given: AnyIn) -> Held:
    held = (
        await _hold_open(practice, given)
        if attempt_id == OPEN
        else await practice.lock(int(attempt_id), given.key)
    )
    too_early = given.sent_at is not None and given.sent_at <= held.shown_at - ONE_SECOND
    if too_early and held.answered_at is None and isinstance(given.answer, Typed):
        raise AnsweredTooEarly("this was written before the exercise was shown")
    return held


async def _hold_open(practice: Practice, given: AnyIn) -> Held:
    try:
        held = await practice.lock_open(given.key)
    except NotFound as error:
        raise NothingOpen("no exercise waits for an answer in this chat") from error
    if held.answered_at is not None and held.key != given.key and not held.waits_for_word:
        raise AnsweredTooEarly("another message has just answered this exercise")
    return held


async def _close(practice: Practice, held: Held, given: AnyIn, world: World) -> Answered:
    assert not isinstance(given.answer, SelfCheck)
    judgement = judge(held.content, given.answer, held.order, held.standing)
    if not isinstance(given.answer, Typed | Spoken):
        return await _conclude(practice, held, given, judgement, world)
    asked = open_answer(held, judgement) if world.judged else None
    if world.judged and is_to_be_assessed(held, judgement):
        return await _check(practice, held, given, Unjudged(judgement, UNSHARED), world)
    if asked is not None:
        bought = await practice.bought(held.exercise_id, asked.digest)
        if bought is None or not bought.speaks(held.standing.native):
            return await _check(practice, held, given, Unjudged(judgement, asked.digest), world)
        judgement = ruled(judgement, bought, held.standing.native)
    if isinstance(given.answer, Typed):
        judgement = with_reason(judgement, held.standing.target, world.grammar)
    return await _conclude(practice, held, given, judgement, world)


async def _conclude(
    practice: Practice, held: Held, given: AnyIn, judgement: Judgement, world: World
) -> Answered:
    effects = _effects(given, judgement.verdict)
    effects = remember(held, effects, judgement.verdict, world.now)
    standing = _counted(held, world, right=judgement.verdict.is_right)
    said = feedback(judgement, held.content, standing.native)
    if judgement.verdict is Verdict.unsure:
        return await _write(practice, held, effects, said, Following(None, standing), world)
    found = await following(practice, standing, world, held=held, focus=kept(held, effects))
    return await _write(practice, held, effects, said, found, world)


async def _check(
    practice: Practice, held: Held, given: AnyIn, asked: Unjudged, world: World
) -> Answered:
    """Closed as unsure until a model has judged it."""
    unsure = asked.judgement.model_copy(update={"verdict": Verdict.unsure})
    if isinstance(given.answer, Typed):
        unsure = with_reason(unsure, held.standing.target, world.grammar)
    standing = _counted(held, world, right=False)
    said = feedback(unsure, held.content, standing.native)
    out = AnswerOut(attempt_id=held.id, feedback=said, next=None, checking=True)
    effects = replace(
        _effects(given, Verdict.unsure), judging=Judging.checking, reply=out.model_dump_json()
    )
    await practice.close_until_judged(held, standing, effects, digest=asked.digest, now=world.now)
    return Answered(effects.reply, held.content.kind, Verdict.unsure, fresh=True)


def _effects(given: AnyIn, verdict: Verdict) -> Effects:
    return Effects(verdict=verdict, key=given.key, said=given.answer.model_dump(mode="json"))


def _counted(held: Held, world: World, *, right: bool) -> Standing:
    standing = held.standing.at(world.now)
    rhythm, today = after_answer(
        standing.rhythm, standing.today, standing.pace, right=right, now=world.now
    )
    return replace(
        standing,
        rhythm=rhythm,
        today=today,
        answered=standing.answered + 1,
        last_exercise_id=held.exercise_id,
        run=standing.run.after_answer,
    )


async def _self_check(practice: Practice, held: Held, given: SelfCheck, world: World) -> Answered:
    if held.verdict is not Verdict.unsure or held.judging is not None:
        raise NotUnsure("this answer has its verdict, or is being checked")
    if held.self_checked is not None:
        return await _repeat(practice, held, world)
    effects = Effects(verdict=Verdict.unsure, self_checked=given.right)
    verdict = Verdict.correct if given.right else Verdict.wrong
    effects = remember(held, effects, verdict, world.now)
    standing = held.standing.at(world.now)
    if given.right:
        rhythm, today = amend(standing.rhythm, standing.today)
        standing = replace(standing, rhythm=rhythm, today=today)
    said = _feedback_again(held, world, self_checked=given.right)
    found = await following(practice, standing, world, held=held, focus=kept(held, effects))
    return await _write(practice, held, effects, said, found, world)


async def _repeat(practice: Practice, held: Held, world: World) -> Answered:
    """What was replied before; once that is forgotten, the verdict and what is open now."""
    assert held.verdict is not None
    reply = held.reply
    if reply is None:
        standing = held.standing.at(world.now)
        found = Following(None, standing)
        if not held.waits_for_word:
            found = await following(practice, standing, world)
        if found.opened is not None:
            await practice.open(found.standing, found.opened, now=world.now)
        said = _feedback_again(held, world, self_checked=held.self_checked)
        reply = _reply(held, said, found)
    return Answered(reply, held.content.kind, held.verdict, fresh=False)


def _feedback_again(held: Held, world: World, *, self_checked: bool | None) -> FeedbackOut:
    judgement = judge_again(held)
    if held.verdict is not None and held.verdict is not judgement.verdict:
        # A model has judged it, and its reason is forgotten with the reply.
        judgement = judgement.model_copy(update={"verdict": held.verdict})
    if (held.said or {}).get("type") == "typed":
        judgement = with_reason(judgement, held.standing.target, world.grammar)
    native = held.standing.native
    return feedback(judgement, held.content, native, self_checked=self_checked)


async def _write(  # what was held, what it changes, what is said and what follows
    practice: Practice,
    held: Held,
    effects: Effects,
    said: FeedbackOut,
    found: Following,
    world: World,
) -> Answered:
    effects = replace(effects, reply=_reply(held, said, found))
    await practice.close(held, found.standing, effects, found.opened, now=world.now)
    return Answered(effects.reply, held.content.kind, said.verdict, fresh=True)


def _reply(held: Held, said: FeedbackOut, found: Following) -> str:
    return AnswerOut(attempt_id=held.id, feedback=said, next=found.action).model_dump_json()
