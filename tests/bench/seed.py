"""A database as large and as varied as the product's own, in a minute."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

import asyncpg  # type: ignore[import-untyped]

from tests.bench.contents import templates
from tests.factories import BOT

SQL = Path(__file__).with_name("seed.sql")
LANGUAGES = ("nl", "en", "es", "fr")
LEVELS = ("A1", "A2", "B1", "B2", "C1")
STAGES = 20  # of a level
EXERCISES_ON_A_LEMMA = 5
FIRST_SUBJECT = 1_000_000
"""Profile no. p is the only one of user no. p, whom Telegram knows as FIRST_SUBJECT + p."""


@dataclass(frozen=True)
class Size:
    """`history` are the answers of each profile; a third of them has an exercise open besides.

    `exercises` must be a multiple of the number of stages, and a level as long as a history.
    """

    exercises: int
    profiles: int
    history: int = 100

    @property
    def attempts(self) -> int:
        return self.profiles * self.history

    @property
    def name(self) -> str:
        return f"{self.exercises:,} exercises, {self.attempts:,} attempts"


async def seed(url: str, size: Size) -> None:
    """Fill the migrated, empty database at `url`."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            """CREATE TEMP TABLE templates
               (no int, kind text, content text, shown_order smallint[])"""
        )
        rows = [(no, *template) for no, template in enumerate(templates())]
        await connection.copy_records_to_table("templates", records=rows)
        await connection.execute(_statements(size))
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


def _statements(size: Size) -> str:
    per_level = size.exercises // len(LANGUAGES) // len(LEVELS)
    return Template(SQL.read_text(encoding="utf-8")).substitute(
        exercises=size.exercises,
        profiles=size.profiles,
        history=size.history,
        attempts=size.attempts,
        per_level=per_level,
        per_stage=per_level // STAGES,
        lemmas=size.exercises // len(LANGUAGES) // EXERCISES_ON_A_LEMMA,
        languages=_array(LANGUAGES),
        levels=_array(LEVELS),
        first_subject=FIRST_SUBJECT,
        bot=BOT,
    )


def _array(words: tuple[str, ...]) -> str:
    return f"ARRAY[{', '.join(repr(word) for word in words)}]"
