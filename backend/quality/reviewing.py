"""Asking a model about an exercise that is being inspected, and doing what follows from it."""

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.schemas import Item
from backend.errors import AlreadyDecided
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
from backend.quality.naming import named
from backend.quality.opinions import Opinion, decided, mended
from backend.quality.schemas import Outcome, Stage

GATES = (limits, language, key, explanations)
MODEL = By("model")
MOST_PROBLEMS = 5


class Case(NamedTuple):
    """What a model is asked about one inspection, and the exercise as it was then."""

    inspection_id: int
    asked: Asked
    language: str
    item: Item


class Answer(NamedTuple):
    """What a model said, and what came of the change that it wants, if it wants one."""

    replied: Replied[Opinion]
    content: dict[str, Any] | None = None
    problems: tuple[str, ...] = ()


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
    asked = Asked(Role.critique, asking, (line,))
    points = await cases.points(exercise.id)
    return Case(inspection.id, asked, exercise.language, _item(exercise, points))


def _item(exercise: Exercise, points: list[tuple[PointKind, str]]) -> Item:
    return Item(
        key="under-review",
        level=exercise.level,
        topic=exercise.topic,
        skills=[name for kind, name in points if kind is PointKind.skill],
        lemmas=[name for kind, name in points if kind is PointKind.lemma] or ["-"],
        content=CONTENT.validate_python(exercise.content),
    )


async def _told(cases: Cases, inspection: Inspection, exercise: Exercise) -> str:
    evidence = inspection.evidence
    reasons = await cases.reasons(exercise.id)
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
        reports={reason.value: n for reason, n in reasons.items()},
        appeals=await cases.appeals(exercise.id),
    )


def weighed(case: Case, replied: Replied[Opinion]) -> Answer:
    """With the change that the model wants, if it passes the gates. Reads word lists: slow."""
    if replied.value.verdict != "fix":
        return Answer(replied)
    try:
        content = mended(replied.value, case.item.content.model_dump(mode="json"))
    except CannotBeFixed as reason:
        return Answer(replied, problems=reason.problems)
    item = case.item.model_copy(update={"content": CONTENT.validate_python(content)})
    context = Context(case.language, item.level)
    reasons = [reason for gate in GATES for reason in gate(item, context)]
    return Answer(replied, None if reasons else content, tuple(reasons[:MOST_PROBLEMS]))


async def settle(
    session: AsyncSession, case: Case, answer: Answer | None, *, now: datetime
) -> None:
    """Keep the opinion, and do what follows from it; None: nobody had one, an admin decides."""
    cases = Cases(session)
    inspection = await cases.hold(case.inspection_id)
    if inspection is None or inspection.state is not Stage.open:
        return
    inspection.state = Stage.human
    if answer is None:
        return
    inspection.opinion = _kept(answer, case.asked.prompt)
    outcome = decided(
        answer.replied.value,
        cause=inspection.cause,
        evidence=inspection.evidence,
        reviews=await cases.reviews(inspection.exercise_id),
    )
    unsound = outcome is Outcome.fixed and answer.content is None
    if inspection.held_by is not None or outcome is None or unsound:
        return
    content = answer.content if outcome is Outcome.fixed else None
    with suppress(AlreadyDecided):  # its file has another version by now: an admin decides
        await inspecting.decide(session, inspection, outcome, MODEL, now=now, content=content)


def _kept(answer: Answer, asking: Prompt) -> dict[str, Any]:
    said = answer.replied.value.model_dump()
    by = {"model": answer.replied.model, "prompt": f"{asking.name}.{asking.version}"}
    return {**said, **by, "problems": list(answer.problems)}
