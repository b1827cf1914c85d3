from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.models import Course


class Courses:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> list[Course]:
        return list(await self._session.scalars(select(Course).order_by(Course.language)))

    async def find(self, language: str) -> Course | None:
        return await self._session.get(Course, language)
