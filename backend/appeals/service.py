"""What a learner can do about a verdict: undo a slip of the finger, or ask for another look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals.models import Appeal
from backend.appeals.ranking import score
from backend.appeals.repository import Appeals
from backend.appeals.schemas import AppealOut, AppealState, UndoneOut
from backend.attempts import looking
from backend.attempts.repository import Showings, Shown
from backend.attempts.schemas import AnswerOut, Remedy
from backend.errors import NotAppealable, NotFound, NotUndoable, TooManyAppeals
from backend.exercises.accepting import acceptable, closeness, digest
from backend.exercises.grading import Defensible, Verdict
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT, content_for
from backend.exercises.mistyped import is_mistyped
from backend.exercises.tongues.registry import tongue_of
from backend.kit.actor import Actor
from backend.reviews.models import Why
from backend.reviews.service import restore, rewrite

UNDO_WITHIN = timedelta(minutes=10)
UNDO_BEFORE = 3  # further answers: a message may be on its way
A_DAY = timedelta(days=1)
MOST_A_DAY = 10
# What the answer counts as; where it was rejected before, it stays wrong.
_CREDIT = {
    AppealState.pending: (Verdict.almost, Why.appeal),
    AppealState.upheld: (Verdict.correct, Why.upheld),
}


async def undo(session: AsyncSession, actor: Actor, attempt_id: int, *, now: datetime) -> UndoneOut:
    """It was a typo: the answer counts as almost right, from the beginning, once.

    Raises NotFound, and NotUndoable for what is no slip of the finger, or was given long ago.
    """
    shown = await _hold(session, actor, attempt_id)
    amendment = await Appeals(session).amendment(attempt_id)
    if amendment is not None and amendment.why is Why.typo:
        showing = await looking.attempt(session, actor, attempt_id)
        return UndoneOut(first=False, showing=showing)
    is_void = amendment is not None and amendment.verdict is None
    if is_void or not _is_typed_wrong(shown) or not await _is_undoable(session, shown, now):
        raise NotUndoable("this answer cannot be taken for a slip of the finger")
    await rewrite(session, {attempt_id: Verdict.almost}, why=Why.typo, now=now)
    _reply_anew(shown, verdict=Verdict.almost, remedies=[])
    await session.flush()
    return UndoneOut(first=True, showing=await looking.attempt(session, actor, attempt_id))


async def appeal(
    session: AsyncSession, actor: Actor, attempt_id: int, *, now: datetime
) -> AppealOut:
    """My answer should be right. It counts as almost right until somebody has looked at it.

    The same answer of others is the same appeal. Raises NotFound, NotAppealable and
    TooManyAppeals.
    """
    shown = await _hold(session, actor, attempt_id)
    case = await _case(session, shown)
    # The credit before the appeal: everybody who makes it waits for its row.
    state = await Appeals(session).state(shown.exercise.id, case.digest)
    await _credit(session, shown, state, now=now)
    _reply_anew(shown, remedies=[Remedy.explain])
    await session.flush()
    found, first = await _joined(session, case, shown, actor, now=now)
    if found.state is not state:  # it was decided at this moment
        await restore(session, [attempt_id], why=Why.rejected, now=now)
        await _credit(session, shown, found.state, now=now)
    return AppealOut(appeal_id=found.id, state=found.state, first=first)


async def _credit(
    session: AsyncSession, shown: Shown, state: AppealState, *, now: datetime
) -> None:
    if state in _CREDIT and _is_typed_wrong(shown):
        verdict, why = _CREDIT[state]
        await rewrite(session, {shown.attempt.id: verdict}, why=why, now=now)


async def _hold(session: AsyncSession, actor: Actor, attempt_id: int) -> Shown:
    shown = await Showings(session, actor).hold(attempt_id)
    if shown is None or shown.attempt.answered_at is None:
        raise NotFound("no such answer of yours")
    return shown


def _is_typed_wrong(shown: Shown) -> bool:
    return _typed(shown) is not None and shown.attempt.verdict is Verdict.wrong


def _typed(shown: Shown) -> str | None:
    said = shown.attempt.said or {}
    return said["text"] if said.get("type") == "typed" else None


async def _is_undoable(session: AsyncSession, shown: Shown, now: datetime) -> bool:
    attempt = shown.attempt
    assert attempt.answered_at is not None
    if now - attempt.answered_at > UNDO_WITHIN:
        return False
    since = await Appeals(session).answers_since(attempt, most=UNDO_BEFORE)
    profile, text = shown.profile, _typed(shown)
    content = content_for(shown.exercise.content, profile.target, profile.alphabet)
    if since >= UNDO_BEFORE or text is None or not isinstance(content, TypedContent):
        return False
    return is_mistyped(content.judge_text(text, tongue_of(profile.target)).pieces)


@dataclass(frozen=True)
class Case:
    """What an appeal is about: the answer, by which it is told from others, and what speaks for
    it."""

    said: str
    digest: str
    closeness: float
    opinion: Defensible | None


async def _case(session: AsyncSession, shown: Shown) -> Case:
    """Raises NotAppealable."""
    language, text = shown.exercise.language, _typed(shown)
    content = CONTENT.validate_python(shown.exercise.content)
    answer = None if text is None else acceptable(content, text, language)
    if answer is None or not isinstance(content, TypedContent):
        raise NotAppealable("nothing more can be accepted here")
    amended = await Appeals(session).amendment(shown.attempt.id)
    was_wrong = shown.attempt.verdict is Verdict.wrong
    if amended is not None:
        was_wrong = amended.verdict is not None and amended.why is not Why.typo
    if not was_wrong:
        raise NotAppealable("this answer was not called wrong")
    mark = digest(answer, language)
    near = closeness(answer, content.accepted, language)
    opinion = await Appeals(session).opinion(shown.exercise.id, mark)
    return Case(answer, mark, near, opinion)


async def _joined(
    session: AsyncSession, case: Case, shown: Shown, actor: Actor, *, now: datetime
) -> tuple[Appeal, bool]:
    """The appeal, and whether this person is one more to make it. Raises TooManyAppeals."""
    appeals, user_id = Appeals(session), shown.profile.user_id
    recently = await appeals.appealed(user_id, since=now - A_DAY)
    none_yet = score(people=0, closeness=case.closeness, opinion=case.opinion)
    values = {"exercise_id": shown.exercise.id, "score": none_yet, "opened_at": now}
    found = await appeals.open({**values, **vars(case)})
    values = {"appeal_id": found.id, "user_id": user_id, "attempt_id": shown.attempt.id}
    if not await appeals.join({**values, "bot_id": actor.bot_id, "appealed_at": now}):
        return found, False
    if recently >= MOST_A_DAY:
        raise TooManyAppeals(f"more than {MOST_A_DAY} a day are too many")
    found.people += 1
    found.opinion = case.opinion or found.opinion
    found.score = score(people=found.people, closeness=found.closeness, opinion=found.opinion)
    await session.flush()
    return found, True


def _reply_anew(shown: Shown, *, remedies: list[Remedy], verdict: Verdict | None = None) -> None:
    """What whoever asks for the reply again is told from now on."""
    if shown.attempt.reply is None:
        return
    told = AnswerOut.model_validate_json(shown.attempt.reply)
    changed: dict[str, Any] = {"remedies": remedies, **({"verdict": verdict} if verdict else {})}
    feedback = told.feedback.model_copy(update=changed)
    shown.attempt.reply = told.model_copy(update={"feedback": feedback}).model_dump_json()
