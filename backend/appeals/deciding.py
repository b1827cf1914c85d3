"""Deciding on appeals: what is upheld is right for everybody, from the beginning."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals import versions
from backend.appeals.jobs import Regrade, TellAppellant, TellAppellants
from backend.appeals.models import Appeal
from backend.appeals.repository import Appeals, Given
from backend.appeals.schemas import AppealCard, AppealsOut, AppealState
from backend.audit.repository import AuditLog
from backend.errors import AlreadyDecided, Forbidden, NotFound
from backend.exercises.accepting import MOST, acceptable, asked, digest
from backend.exercises.grading import FALLBACK, Verdict, in_language
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise
from backend.exercises.tongues.registry import tongue_of
from backend.kit.actor import Actor
from backend.metrics import APPEALS
from backend.queue import enqueue
from backend.reviews.models import Why
from backend.reviews.replaying import effective
from backend.reviews.service import affordable, restore, rewrite

BATCH = 50  # attempts: whoever gave them waits with their next answer
MANY = 100  # people
MOST_LISTED = 50


async def admin(session: AsyncSession, actor: Actor) -> int:
    """The id of an admin. Raises Forbidden for everybody else."""
    found = await Appeals(session).admin(actor.provider, actor.subject)
    if found is None:
        raise Forbidden("only admins decide on appeals")
    return found


async def list_pending(session: AsyncSession, limit: int = 20) -> AppealsOut:
    """Those that wait for a decision, the most pressing first."""
    appeals = Appeals(session)
    found = await appeals.pending(most=min(limit, MOST_LISTED))
    cards = [_card(*each) for each in found]
    return AppealsOut(appeals=cards, pending=await appeals.count_pending())


async def card(session: AsyncSession, appeal_id: int) -> AppealCard:
    """Raises NotFound."""
    found = await Appeals(session).find(appeal_id)
    if found is None:
        raise NotFound(f"no appeal {appeal_id}")
    return _card(*found)


async def decide(
    session: AsyncSession, admin_id: int | None, appeal_id: int, *, upheld: bool, now: datetime
) -> AppealCard:
    """Once, and who decided what is written down: the same decision again changes nothing.
    Without an admin, the product has decided by itself.

    Jobs bring it to everybody who gave the answer, and tell those who appealed. Raises NotFound,
    AlreadyDecided, and CannotFix where the exercise has no room for one more answer.
    """
    appeals, state = Appeals(session), AppealState.upheld if upheld else AppealState.rejected
    appeal = await appeals.hold(appeal_id)
    if appeal is None:
        raise NotFound(f"no appeal {appeal_id}")
    if appeal.state is state:
        return await card(session, appeal_id)
    if appeal.state is not AppealState.pending:
        raise AlreadyDecided(f"appeal {appeal_id} was {appeal.state}")
    if upheld:
        await versions.accept(session, appeal)
    appeal.state, appeal.decided_at, appeal.decided_by = state, now, admin_id
    await _note(session, appeal, admin_id, now=now)
    await enqueue(session, Regrade(appeal_id=appeal_id), key=f"regrade:{appeal_id}:0")
    APPEALS.labels(state).inc()
    return await card(session, appeal_id)


async def _note(
    session: AsyncSession, appeal: Appeal, admin_id: int | None, *, now: datetime
) -> None:
    await AuditLog(session).add(
        f"appeal {appeal.state}",
        f"exercise:{appeal.exercise_id}",
        now=now,
        by=admin_id,
        actor="appeals" if admin_id is None else "admin",
        before={"appeal": appeal.id, "state": AppealState.pending},
        after={"appeal": appeal.id, "state": appeal.state, "said": appeal.said},
    )


async def settle(session: AsyncSession, appeal_id: int, *, now: datetime) -> None:
    """Uphold what the version that has taken the exercise's place accepts already."""
    appeal = await Appeals(session).hold(appeal_id)
    if appeal is None or appeal.state is not AppealState.pending:
        return
    successor = await versions.replaced_by(session, appeal.exercise_id)
    if successor is not None and versions.is_right(successor, appeal.said):
        await decide(session, None, appeal_id, upheld=True, now=now)


async def regrade(session: AsyncSession, job: Regrade, *, now: datetime) -> int:
    """One batch of those who gave the answer; how many verdicts have changed.

    What is not decided yet is settled if it can be, and is brought to everybody after that.
    """
    found = await Appeals(session).find(job.appeal_id)
    if found is None:
        return 0
    if found[0].state is AppealState.pending:
        await settle(session, job.appeal_id, now=now)
        return 0
    appeal, exercise = found
    same = [
        each.id
        for each in await Appeals(session).versions(exercise)
        if asked(each.content) == asked(exercise.content)
    ]
    found_now = await Appeals(session).given(same, after=job.after, most=BATCH)
    given = found_now[: len(await affordable(session, [each.attempt_id for each in found_now]))]
    changed = await _bring(session, appeal, exercise, given, now)
    if len(found_now) == BATCH or len(given) < len(found_now):
        last = given[-1].attempt_id
        key = f"regrade:{appeal.id}:{last}"
        await enqueue(session, Regrade(appeal_id=appeal.id, after=last), key=key)
    else:
        await enqueue(session, TellAppellants(appeal_id=appeal.id), key=f"appellants:{appeal.id}:0")
    return len(changed)


async def _bring(
    session: AsyncSession,
    appeal: Appeal,
    exercise: Exercise,
    given: Sequence[Given],
    now: datetime,
) -> Sequence[int]:
    content = _with(appeal, CONTENT.validate_python(exercise.content))
    if appeal.state is AppealState.rejected:
        ours = [
            each.attempt_id
            for each in given
            if each.why is Why.appeal and _is_the_answer(each, appeal, content, exercise.language)
        ]
        return await restore(session, ours, why=Why.rejected, now=now)
    judged = {each.attempt_id: _verdict(each, content, exercise.language) for each in given}
    right = {id: verdict for id, verdict in judged.items() if verdict.is_right}
    return await rewrite(session, right, why=Why.upheld, now=now)


def _with(appeal: Appeal, content: Content) -> Content:
    """A version that is out of practice may have had no room: what is upheld is right there too."""
    if appeal.state is AppealState.rejected or not isinstance(content, TypedContent):
        return content
    if appeal.said in content.accepted:
        return content
    return content.model_copy(update={"accepted": [*content.accepted, appeal.said]})


def _is_the_answer(each: Given, appeal: Appeal, content: Content, language: str) -> bool:
    if isinstance(content, TypedContent):  # it may have been filled since
        content = content.model_copy(update={"accepted": content.accepted[: MOST - 1]})
    text = acceptable(content, each.said["text"], language)
    return text is not None and digest(text, language) == appeal.digest


def _verdict(each: Given, content: Content, language: str) -> Verdict:
    """What it comes to now. What waits for somebody's word goes on waiting, and what counts for
    nothing goes on so."""
    if (
        each.why is Why.retired
        or effective(each.verdict, self_checked=each.self_checked) is Verdict.unsure
    ):
        return Verdict.unsure
    if not isinstance(content, TypedContent):
        return each.verdict
    return content.judge_text(each.said["text"], tongue_of(language)).verdict


async def tell_appellants(session: AsyncSession, job: TellAppellants) -> None:
    people = await Appeals(session).appellants(job.appeal_id, after=job.after, most=MANY)
    for user_id in people:
        told = TellAppellant(appeal_id=job.appeal_id, user_id=user_id)
        await enqueue(session, told, key=f"appellant:{job.appeal_id}:{user_id}")
    if len(people) == MANY:
        more = TellAppellants(appeal_id=job.appeal_id, after=people[-1])
        await enqueue(session, more, key=f"appellants:{job.appeal_id}:{people[-1]}")


def _card(appeal: Appeal, exercise: Exercise) -> AppealCard:
    content = CONTENT.validate_python(exercise.content)
    return AppealCard(
        appeal_id=appeal.id,
        state=appeal.state,
        exercise_id=exercise.id,
        exercise_key=exercise.key,
        language=exercise.language,
        kind=exercise.kind,
        asked=_asked(content),
        said=appeal.said,
        accepted=content.accepted if isinstance(content, TypedContent) else [content.right],
        people=appeal.people,
        closeness=appeal.closeness,
        opinion=appeal.opinion,
        opened_at=appeal.opened_at,
    )


def _asked(content: Content) -> str:
    """What stands there to be answered, in one line."""
    told = in_language(content.source, FALLBACK) if content.source else None
    return told or str(getattr(content, "sentence", content.right))
