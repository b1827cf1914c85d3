"""A course with explanations."""

from sqlalchemy import select

from backend.catalogue.schemas import Shelf, Skill
from backend.db import Sessions
from backend.exercises.models import Point
from tests.factories import a_shelf, an_item, both

EXPLAINED = {
    "text": {"en": "The verb comes second.", "ru": "Глагол стоит вторым."},
    "examples": ["Morgen ga ik naar huis.", "Ik ga morgen naar huis."],
    "translations": {
        "en": ["Tomorrow I go home.", "I go home tomorrow."],
        "ru": ["Завтра я иду домой.", "Я иду домой завтра."],
    },
}


def an_explained_shelf(**of_the_first: object) -> Shelf:
    """Two skills of A1, explained, and one of A2."""
    items = [an_item(kind, n) for n, kind in enumerate(["fill_gap", "type_gap"] * 2)]
    items += [an_item("fill_gap", n, skill="skill-1") for n in range(10, 14)]
    items += [an_item("fill_gap", n, skill="skill-2", level="A2") for n in range(20, 24)]
    shelf = a_shelf(items=items, skills=3)
    skills = [
        Skill.model_validate(
            {
                "key": f"skill-{n}",
                "level": "A1" if n < 2 else "A2",
                "title": both(f"Skill {n}"),
                **EXPLAINED,
                **(of_the_first if n == 0 else {}),
            }
        )
        for n in range(3)
    ]
    return shelf.model_copy(update={"skills": skills})


async def skill_id(sessions: Sessions, key: str) -> int:
    async with sessions() as session:
        found = await session.scalar(select(Point.id).where(Point.key == key))
        assert found is not None
        return found
