"""The scenarios of the catalogue, read once a process."""

from functools import cache

import structlog

from backend.catalogue.files import CatalogueError, scenarios
from backend.catalogue.scenarios import Scenario

log = structlog.get_logger()


@cache
def scenarios_of(language: str) -> tuple[Scenario, ...]:
    """Every scenario of a course, the easy ones first; none where the course has none.

    None either where a file of theirs is broken, which loading the catalogue tells in full.
    """
    try:
        found = scenarios(language)
    except CatalogueError:
        log.exception("scenarios_broken", language=language)
        return ()
    return tuple(sorted(found, key=lambda each: (each.level.rank, each.key)))


def scenario(key: str, language: str) -> Scenario | None:
    return next((each for each in scenarios_of(language) if each.key == key), None)
