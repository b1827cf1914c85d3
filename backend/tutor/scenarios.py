"""The scenarios of the catalogue, read once a process."""

from functools import cache

from backend.catalogue.files import scenarios
from backend.catalogue.scenarios import Scenario


@cache
def scenarios_of(language: str) -> tuple[Scenario, ...]:
    """Every scenario of a course, the easy ones first; none where the course has none."""
    ordered = sorted(scenarios(language), key=lambda each: (each.level.rank, each.key))
    return tuple(ordered)


def scenario(key: str, language: str) -> Scenario | None:
    return next((each for each in scenarios_of(language) if each.key == key), None)
