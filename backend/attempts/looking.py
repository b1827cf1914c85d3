"""Looking at attempts: nothing changes but the hints that were taken."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.replies import feedback, judge, showing_again
from backend.attempts.repository import Showings, Shown
from backend.attempts.schemas import AnswerOut, AttemptOut, HintIn, ValidateIn, ValidateOut
from backend.attempts.standing import Offered
from backend.errors import NotFound
from backend.exercises.kinds.union import content_for
from backend.kit.actor import Actor
from backend.lessons.choosing import Candidate
from backend.lessons.pacing import PACES


async def attempt(session: AsyncSession, actor: Actor, attempt_id: int) -> AttemptOut:
    """Raises NotFound, for another's attempt too."""
    shown = await Showings(session, actor).find(attempt_id)
    if shown is None:
        raise NotFound("no such attempt of yours")
    reply = shown.attempt.reply
    return AttemptOut(
        attempt_id=attempt_id,
        answered_at=shown.attempt.answered_at,
        exercise=showing_again(_offered(shown), shown.profile, PACES[shown.plan]).exercise,
        answer=None if reply is None else AnswerOut.model_validate_json(reply),
    )


async def hint(session: AsyncSession, actor: Actor, attempt_id: int, asked: HintIn) -> AttemptOut:
    """The showing with hint no. `asked.number`, and those before it. Raises NotFound.

    Asking twice for one hint is asking once; an answered attempt takes no more, and a hint that
    there is not costs nothing.
    """
    before = await attempt(session, actor, attempt_id)
    if before.exercise.hints_left == 0:
        return before
    await Showings(session, actor).take_hint(attempt_id, asked.number)
    return await attempt(session, actor, attempt_id)


async def validate(
    session: AsyncSession, actor: Actor, exercise_id: int, given: ValidateIn
) -> ValidateOut:
    """Raises NotFound where this profile was not shown it, WrongAnswerShape and NotAnOption."""
    shown = await Showings(session, actor).last(given.profile_id, exercise_id)
    if shown is None:
        raise NotFound("no such exercise was shown to this profile")
    content = content_for(shown.exercise.content, shown.profile.target, shown.profile.alphabet)
    judgement = judge(content, given.answer, shown.attempt.order, shown.profile)
    return ValidateOut(feedback=feedback(judgement, content, shown.profile.native))


def _offered(shown: Shown) -> Offered:
    attempt, exercise = shown.attempt, shown.exercise
    return Offered(
        candidate=Candidate(exercise.id, attempt.because, attempt.point_id, seen=True),
        title=shown.title,
        level=exercise.level,
        topic=exercise.topic,
        place=exercise.place,
        stored=exercise.content,
        spelled=(shown.profile.target, shown.profile.alphabet),
        attempt_id=attempt.id,
        opened=True,
        order=tuple(attempt.order),
        number=attempt.number,
        hints=attempt.hints,
    )
