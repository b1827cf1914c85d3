from fastapi import APIRouter

from backend.deps import Tx
from backend.exercises.repository import Courses
from backend.exercises.schemas import LanguageOut

router = APIRouter(prefix="/languages", tags=["exercises"])


@router.get("")
async def languages(session: Tx) -> list[LanguageOut]:
    """The languages that can be learnt."""
    courses = Courses(session)
    explained = await courses.explained()
    return [
        LanguageOut.model_validate(
            {
                **vars(course),
                "code": course.language,
                "explained": explained.get(course.language, []),
            }
        )
        for course in await courses.all()
    ]
