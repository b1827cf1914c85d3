"""`python -m backend.catalogue.check [language …]`: measures the courses; exit 1 on a problem.

Prints, for each language, its problems with file and line, what it has by kind and level, and every
measure with its limit.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.catalogue.checks import measures, shortcomings, unfit
from backend.catalogue.coverage import by_kind_and_level
from backend.catalogue.files import HERE, CatalogueError, languages, read
from backend.catalogue.frequency import frequency
from backend.catalogue.levels import BESIDE, LevelsOf, profiles
from backend.catalogue.measures import Measure
from backend.catalogue.schemas import Shelf


class Around(BaseSettings):
    """Where data lies that is shared beside the checkout and not part of it."""

    model_config = SettingsConfigDict(env_prefix="PARLEY_")

    shared_data: Path = BESIDE


def main(codes: list[str], root: Path = HERE) -> int:
    lists = profiles(Around().shared_data)
    return max([_checked(code, root, lists) for code in codes or languages(root)], default=1)


def _checked(code: str, root: Path, lists: Mapping[str, LevelsOf]) -> int:
    try:
        shelf, places = read(code, root)
    except CatalogueError as error:
        print(error)
        return 1
    found = [*measures(shelf), *frequency(shelf, lists)]
    problems = [*unfit(shelf), *shortcomings(found)]
    for key, problem in problems:
        print(f"{places.get(key, code)}: {key + ': ' if key else ''}{problem}")
    print("\n".join([*counts(shelf), *told(found)]), end="\n\n")
    return int(bool(problems))


def counts(shelf: Shelf) -> Iterator[str]:
    """Kinds down, levels across."""
    levels = shelf.language.levels
    yield f"{shelf.language.code}  {shelf.language.name}: {len(shelf.items)} exercises"
    yield f"  {'':18}" + "".join(f"{level:>5}" for level in levels) + "  all"
    for kind, of in by_kind_and_level(shelf).items():
        row = "".join(f"{of[level] or '·':>5}" for level in levels)
        yield f"  {kind:18}{row}{of.total():>5}"
    of_level = "".join(f"{sum(i.level is level for i in shelf.items):>5}" for level in levels)
    yield f"  {'':18}{of_level}{len(shelf.items):>5}"


def told(found: list[Measure]) -> Iterator[str]:
    for measure in found:
        mark = ("✓" if measure.met else "✗") if measure.limit else " "
        yield f"  {mark} {measure.name:34} {measure.value:58} {measure.limit}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
