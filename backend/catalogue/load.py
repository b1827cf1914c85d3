"""`python -m backend.catalogue.load`: checks every language and brings the stock to its files.

A language that is unfit to teach from is not loaded: its running stock stays as it was. Exit 1
then. Whether a course is good enough is not asked here, but by `make catalogue`.
"""

import asyncio
import sys
from pathlib import Path

from backend.catalogue import service
from backend.catalogue.checks import unfit
from backend.catalogue.files import HERE, CatalogueError, languages, read
from backend.catalogue.schemas import Shelf
from backend.db import Sessions, create_engine, create_sessions, transaction
from backend.kit.clock import utc_now
from backend.queue import Silent
from backend.settings import read_settings


def checked(code: str, root: Path = HERE) -> Shelf:
    """Raises CatalogueError with everything that makes it unfit to load."""
    shelf, places = read(code, root)
    found = [
        f"{places.get(key, code)}: {key + ': ' if key else ''}{problem}"
        for key, problem in unfit(shelf)
    ]
    if found:
        raise CatalogueError(found)
    return shelf


async def load_all(sessions: Sessions, root: Path = HERE) -> bool:
    """True when every language was fit to load."""
    fit = True
    for code in languages(root):
        try:
            shelf = checked(code, root)
        except CatalogueError as error:
            print(f"{code} is not loaded:\n{error}", file=sys.stderr)
            fit = False
            continue
        async with transaction(sessions, Silent()) as session:
            loaded = await service.load(session, shelf, now=utc_now())
        print(
            f"{loaded.language}: version {loaded.version}, {len(shelf.items)} exercises "
            f"({loaded.added} new, {loaded.changed} changed, {loaded.retired} retired)"
        )
    return fit


async def run() -> int:
    engine = create_engine(read_settings().database_url.get_secret_value(), pool_size=1)
    try:
        return 0 if await load_all(create_sessions(engine)) else 1
    finally:
        await engine.dispose()


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
