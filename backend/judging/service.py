"""Buying verdicts: one call for everybody who gives the same answer to the same exercise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.grading import Verdict
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise
from backend.judging.asking import explaining
from backend.judging.findings import decide, reasons
from backend.judging.jobs import ExplainVerdict, SettleAnswer
from backend.judging.models import Awaited, Bought
from backend.judging.repository import Judgements, Verdicts, is_being_asked
from backend.judging.schemas import Finding, Ruled
from backend.judging.worth import Given, given
from backend.llm.asking import Asked, Prompt
from backend.queue import Wanted, enqueue_all

# A worker that asked and has said nothing since is gone: no call takes longer.
CLAIM = timedelta(seconds=60)


@dataclass(frozen=True)
class Found:
    """What a model replied: its finding, who it was, and by which instruction."""

    finding: Finding
    native: str
    model: str
    prompt: Prompt


def known(bought: Bought | None) -> Ruled | None:
    if bought is None or bought.known_at is None or bought.verdict is None:
        return None
    return Ruled(verdict=bought.verdict, reasons=bought.reasons)


async def take_up(
    session: AsyncSession, awaited: Awaited, answer: Given, *, by: int, now: datetime
) -> bool:
    """Whether the job `by` is to ask for the verdict on this answer.

    If not, whoever asks brings it; or it is known, and the jobs that it takes are on their way.
    """
    bought = await Verdicts(session).hold(awaited.exercise_id, answer)
    if bought.known_at is not None:
        await _pass_on(session, bought, [awaited])
        return False
    if is_being_asked(bought, since=now - CLAIM, by=by):
        return False
    bought.asked_by, bought.asked_at = by, now
    return True


async def know(
    session: AsyncSession, awaited: Awaited, answer: Given, found: Found, *, now: datetime
) -> Ruled:
    """Keep the verdict, and give it to all others who wait for it."""
    bought = await Verdicts(session).hold(awaited.exercise_id, answer)
    if bought.known_at is None:
        decided = decide(found.finding, answer)
        bought.verdict, bought.score = decided
        bought.finding = found.finding.model_dump(mode="json")
        bought.reasons = reasons(found.finding, found.native)
        bought.model, bought.prompt = found.model, f"{found.prompt.name}.{found.prompt.version}"
        bought.known_at, bought.asked_by = now, None
    await _pass_on(session, bought, await _others(session, bought, awaited))
    ruled = known(bought)
    assert ruled is not None
    return ruled


async def abstain(
    session: AsyncSession, awaited: Awaited, answer: Given, *, for_good: bool, now: datetime
) -> None:
    """There is no verdict now, or `for_good`: nobody else who waits is kept waiting."""
    bought = await Verdicts(session).hold(awaited.exercise_id, answer)
    bought.asked_by = None
    if for_good and bought.known_at is None:
        bought.verdict, bought.known_at = Verdict.unsure, now
    others = await _others(session, bought, awaited)
    await enqueue_all(session, *(_settle(each.attempt_id) for each in others))


async def _others(session: AsyncSession, bought: Bought, than: Awaited) -> list[Awaited]:
    waiting = await Judgements(session).waiting(bought)
    return [each for each in waiting if each.attempt_id != than.attempt_id]


async def unexplained(session: AsyncSession, verdict_id: int, language: str) -> Asked | None:
    """What is to be asked for the reason in that language; None where there is nothing to say."""
    bought = await session.get(Bought, verdict_id)
    if bought is None or language in bought.reasons or not bought.reasons.get("en"):
        return None
    exercise = await session.get_one(Exercise, bought.exercise_id)
    content = CONTENT.validate_python(exercise.content)
    answer = given(content, bought.answer, exercise.language)
    if answer is None:
        return None
    english = bought.reasons["en"]
    return explaining(answer, content.source or {}, english, native=language, user_id=None)


async def explained(session: AsyncSession, verdict_id: int, language: str, reason: str) -> None:
    """Keep the reason in that language, "" where it could not be had, and go on."""
    bought = await Verdicts(session).hold_again(verdict_id)
    if bought is None:
        return
    bought.reasons = {language: reason, **bought.reasons}
    waiting = await Judgements(session).waiting(bought)
    mine = [each for each in waiting if each.native == language]
    await enqueue_all(session, *(_settle(each.attempt_id) for each in mine))


async def _pass_on(session: AsyncSession, bought: Bought, waiting: Sequence[Awaited]) -> None:
    """To each the verdict, or first the reason in a language that has it not yet."""
    ruled = known(bought)
    assert ruled is not None
    missing = {each.native for each in waiting if not ruled.speaks(each.native)}
    await enqueue_all(
        session,
        *(_settle(each.attempt_id) for each in waiting if each.native not in missing),
        *(
            Wanted(
                ExplainVerdict(verdict_id=bought.id, language=language),
                key=f"explain-verdict:{bought.id}:{language}",
            )
            for language in sorted(missing)
        ),
    )


def _settle(attempt_id: int) -> Wanted:
    return Wanted(SettleAnswer(attempt_id=attempt_id), key=f"settle:{attempt_id}")
