"""The part of the stand-in for the backend that knows what was learnt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from backend.errors import NotFound
from backend.kit.levels import Level
from backend.reports.schemas import (
    CourseOut,
    ExampleOut,
    MistakeOut,
    MistakesOut,
    SkillLine,
    SkillOut,
    SkillsOut,
)
from backend.reviews.mistakes import MistakeState
from tests.bot.accounts import Accounts

A_PAGE = 8
REACHED = Level.a2


def a_mistake(n: int = 1, state: MistakeState = MistakeState.new, **fields: object) -> MistakeOut:
    given = {"title": f"Point {n}", "state": state, "times": 1, "done_today": False, **fields}
    return MistakeOut.model_validate({"point_id": n, **given})


@dataclass
class Rooms(Accounts):
    """Two skills a level, numbered from 11, 21 and 31; B1 is out of reach."""

    mistakes: list[MistakeOut] = field(default_factory=list)
    strengths: dict[int, int] = field(default_factory=dict)

    def _rooms_routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("GET", r"/profiles/(\d+)/mistakes", self._mistakes),
            ("GET", r"/profiles/(\d+)/skills", self._skills),
            ("GET", r"/profiles/(\d+)/skills/(\d+)", self._skill),
            ("GET", r"/profiles/(\d+)/course", self._course),
        ]

    def _mistakes(self, subject: int, request: httpx2.Request, profile_id: str) -> MistakesOut:
        self._own(subject, int(profile_id))
        pages = max(-(-len(self.mistakes) // A_PAGE), 1)
        page = min(int(request.url.params["page"]), pages - 1)
        return MistakesOut(
            mistakes=self.mistakes[page * A_PAGE : (page + 1) * A_PAGE],
            total=len(self.mistakes),
            to_repair=sum(not one.done_today for one in self.mistakes),
            page=page,
            pages=pages,
        )

    def _skills(self, subject: int, request: httpx2.Request, profile_id: str) -> SkillsOut:
        profile = self._own(subject, int(profile_id))
        level = Level(request.url.params.get("level", profile.level))
        first = 10 * (level.rank + 1) + 1
        return SkillsOut(
            target=profile.target,
            level=level,
            levels=[Level.a1, Level.a2, Level.b1],
            skills=[
                SkillLine(point_id=id, title=f"Point {id}", strength=self.strengths.get(id, 0))
                for id in (first, first + 1)
            ],
        )

    def _skill(self, subject: int, _: httpx2.Request, profile_id: str, point_id: str) -> SkillOut:
        self._own(subject, int(profile_id))
        id = int(point_id)
        if id not in (11, 12, 21, 22, 31, 32):
            raise NotFound
        level = list(Level)[id // 10 - 1]
        return SkillOut(
            point_id=id,
            title=f"Point {id}",
            level=level,
            number=id,
            strength=self.strengths.get(id, 0),
            text="The verb comes second <always> & everywhere.",
            examples=[
                ExampleOut(text="Morgen ga ik naar huis.", translation="Tomorrow I go home."),
                ExampleOut(text="Ik ga morgen.", translation=None),
            ],
            mistakes=2,
            within_reach=level.rank <= REACHED.rank,
        )

    def _course(self, subject: int, _: httpx2.Request, profile_id: str) -> CourseOut:
        profile = self._own(subject, int(profile_id))
        return CourseOut(
            target=profile.target,
            level=profile.level,
            levels=[Level.a1, Level.a2, Level.b1],
            number=7,
            total=31,
            skill="Verb in second place",
            then=["Plural", "Negation"],
            topics=["Food and drink", "Travel"],
        )
