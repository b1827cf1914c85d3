"""An appeal is about one version of an exercise, and is decided for the one that is practised."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from backend.appeals.models import Appeal
from backend.appeals.repository import Appeals
from backend.errors import CannotFix
from backend.exercises.accepting import MOST, asked, with_accepted
from backend.exercises.grading import Verdict
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise, ExerciseState
from backend.exercises.repository import Accepted
from backend.exercises.tongues.registry import tongue_of

IN_PRACTICE = (ExerciseState.published, ExerciseState.pending_review)


async def replaced_by(session: AsyncSession, exercise_id: int) -> Exercise | None:
    """The version in practice that has taken its place; None where it is in practice itself, or
    no version is."""
    exercise = await session.get_one(Exercise, exercise_id)
    return _successor(exercise, await Appeals(session).versions(exercise))


def _successor(exercise: Exercise, versions: Sequence[Exercise]) -> Exercise | None:
    if exercise.state in IN_PRACTICE:
        return None
    practised = [each for each in versions if each.state in IN_PRACTICE]
    return max(practised, key=lambda each: each.version, default=None)


async def accept(session: AsyncSession, appeal: Appeal) -> None:
    """The answer joins the accepted ones of every version that asks the same, and of the one that
    has taken its place, on whose card it was decided.

    Raises CannotFix where whoever gives it next would be told all the same that it is wrong.
    """
    exercise = await session.get_one(Exercise, appeal.exercise_id)
    versions, question = await Appeals(session).hold_versions(exercise), asked(exercise.content)
    successor = _successor(exercise, versions)
    await Accepted(session).add(successor or exercise, appeal.said)
    for each in versions:
        if asked(each.content) != question and not _is_asked_otherwise(each, successor):
            continue
        each.content = with_accepted(each.content, [appeal.said])
        if each.state in IN_PRACTICE and not is_right(each, appeal.said):
            raise CannotFix(f"version {each.version} has {MOST} answers: take one out first")


def _is_asked_otherwise(each: Exercise, successor: Exercise | None) -> bool:
    return each is successor and isinstance(CONTENT.validate_python(each.content), TypedContent)


def is_right(exercise: Exercise, text: str) -> bool:
    content = CONTENT.validate_python(exercise.content)
    if not isinstance(content, TypedContent):
        return False
    return content.judge_text(text, tongue_of(exercise.language)).verdict is Verdict.correct
