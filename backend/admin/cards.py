"""An inspection as an admin sees it."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.admin.repository import Desk
from backend.admin.schemas import AppealLine, CardOut
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import ExerciseState
from backend.quality.case_repository import Cases
from backend.quality.fixing import fields
from backend.quality.models import Inspection
from backend.quality.naming import named

MOST_APPEALS = 3
ONE_MORE = "accepted.+"
TURNS = {"answer": 1, "accepted": 1, "wrong": 2, "slips": 2, "why": 3, "meaning": 3}


async def card_of(session: AsyncSession, inspection: Inspection) -> CardOut:
    cases = Cases(session)
    exercise = await cases.exercise(inspection.exercise_id)
    content = CONTENT.validate_python(exercise.content)
    texts = _in_order(fields(content.model_dump(mode="json")))
    if isinstance(content, TypedContent):
        texts[ONE_MORE] = ""
    evidence = dict(inspection.evidence)
    return CardOut(
        inspection_id=inspection.id,
        exercise_id=exercise.id,
        key=exercise.key,
        version=exercise.version,
        language=exercise.language,
        level=exercise.level,
        kind=exercise.kind,
        topic=exercise.topic,
        hidden=exercise.state is not ExerciseState.published,
        cause=inspection.cause,
        opened_at=inspection.opened_at,
        fields=texts,
        right=content.right,
        figures={name: value for name, value in evidence.items() if name != "wrong"},
        wrong=named(exercise.content, evidence.get("wrong", {})),
        reasons=await cases.reasons(exercise.id),
        appeals=[
            AppealLine(appeal_id=one.id, said=one.said, people=one.people)
            for one in await Desk(session).appeals_of(exercise.id, most=MOST_APPEALS)
        ],
        opinion=inspection.opinion,
        provenance=exercise.provenance,
    )


def _in_order(texts: dict[str, str]) -> dict[str, str]:
    """What is asked, what is right, what is wrong, and what is explained."""
    return dict(sorted(texts.items(), key=lambda pair: TURNS.get(pair[0].split(".")[0], 0)))
