"""Asking a model about an exercise that is being inspected, and doing what follows from it."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.schemas import Item
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise
from backend.exercises.points import PointKind
from backend.generation.gates.base import Context
from backend.generation.gates.explanations import explanations
from backend.generation.gates.key import key
from backend.generation.gates.language import language
from backend.generation.gates.limits import limits
from backend.llm.asking import Asked, Line, Prompt, Replied, Role
from backend.llm.prompts import as_data, prompt
from backend.quality import inspecting
from backend.quality.case_repository import Cases
from backend.quality.fixing import CannotBeFixed
from backend.quality.inspecting import By
from backend.quality.models import Inspection
from backend.quality.opinions import Opinion, decided, mended
from backend.quality.schemas import Outcome, Stage

GATES = (limits, language, key, explanations)
MODEL = By("model")


class Case(NamedTuple):
    """What a model is asked about one inspection."""

    inspection_id: int
    asked: Asked


async def case_of(session: AsyncSession, inspection_id: int) -> Case | None:
    """None where nobody needs to be asked any more."""
    cases = Cases(session)
    inspection = await cases.find(inspection_id)
    if inspection is None or inspection.state is not Stage.open:
        return None
    exercise = await cases.exercise(inspection.exercise_id)
    course = await cases.course(exercise.language)
    asking = prompt("review_item", language=course)
    line = Line("user", await _told(cases, inspection, exercise))
    return Case(inspection.id, Asked(Role.critique, asking, (line,)))


async def _told(cases: Cases, inspection: Inspection, exercise: Exercise) -> str:
    evidence = inspection.evidence
    return as_data(
        exercise={
            "kind": exercise.kind,
            "level": exercise.level,
            "topic": exercise.topic,
            "content": exercise.content,
        },
        seen={
            "looked_at_because": inspection.cause,
            **{name: evidence.get(name) for name in ("exposures", "right", "given_up", "flags")},
        },
        wrong_answers=named(exercise.content, evidence.get("wrong", {})),
        reports=await cases.reasons(exercise.id),
        appeals=await cases.appeals(exercise.id),
    )


def named(content: dict[str, Any], wrong: dict[str, int]) -> dict[str, int]:
    """Wrong answers in words: an option is kept by its number in the content."""
    options = [content.get("answer"), *(one["text"] for one in content.get("wrong", ()))]
    return {_name(answer, options): times for answer, times in wrong.items()}


def _name(answer: str, options: list[Any]) -> str:
    number = answer.removeprefix("#")
    if answer.startswith("#") and number.isdecimal() and int(number) < len(options):
        return str(options[int(number)])
    return answer


async def settle(
    session: AsyncSession,
    asked: Case,
    replied: Replied[Opinion] | None,
    *,
    now: datetime,
) -> None:
    """Keep the opinion, and do what follows from it; None: nobody had one, an admin decides."""
    cases = Cases(session)
    inspection = await cases.hold(asked.inspection_id)
    if inspection is None or inspection.state is not Stage.open:
        return
    inspection.state = Stage.human
    if replied is None:
        return
    it = replied.value
    inspection.opinion = _kept(it, replied.model, asked.asked.prompt)
    outcome = decided(
        it,
        cause=inspection.cause,
        evidence=inspection.evidence,
        reviews=await cases.reviews(inspection.exercise_id),
    )
    if inspection.held_by is not None or outcome is None:
        return
    content = None
    if outcome is Outcome.fixed:
        try:
            content = await _sound(cases, it, inspection.exercise_id)
        except CannotBeFixed as reason:
            inspection.opinion = {**inspection.opinion, "not_fixed": list(reason.problems)}
            return
    await inspecting.decide(session, inspection, outcome, MODEL, now=now, content=content)


def _kept(it: Opinion, model: str, asking: Prompt) -> dict[str, Any]:
    return {**it.model_dump(), "model": model, "prompt": f"{asking.name}.{asking.version}"}


async def _sound(cases: Cases, it: Opinion, exercise_id: int) -> dict[str, Any]:
    """The content as the model wants it, past the gates. Raises CannotBeFixed."""
    exercise = await cases.exercise(exercise_id)
    content = mended(it, exercise.content)
    points = await cases.points(exercise_id)
    item = Item(
        key="under-review",
        level=exercise.level,
        topic=exercise.topic,
        skills=[name for kind, name in points if kind is PointKind.skill],
        lemmas=[name for kind, name in points if kind is PointKind.lemma] or ["-"],
        content=CONTENT.validate_python(content),
    )
    context = Context(exercise.language, exercise.level)
    if reasons := [reason for gate in GATES for reason in gate(item, context)]:
        raise CannotBeFixed(*reasons[:5])
    return content
