"""The migrations make the schema of the models, there and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.health import wanted_revision
from infra.local.postgres import Postgres

ROOT = Path(__file__).parents[1]
NAME = "migrations"

# Foreign keys without an index: (table, column) -> why a delete on the other side may scan.
UNINDEXED = {
    ("attempts", "point_id"): "points are never deleted",
    ("memories", "exercise_id"): "exercises are retired, never deleted",
    ("memories", "point_id"): "points are never deleted",
    ("mistakes", "exercise_id"): "exercises are retired, never deleted",
    ("mistakes", "point_id"): "points are never deleted",
    ("raised_mistakes", "exercise_id"): "exercises are retired, never deleted",
    ("raised_mistakes", "point_id"): "points are never deleted",
    ("reviews", "point_id"): "points are never deleted",
}


@pytest.fixture
def database(postgres_server: Postgres) -> Iterator[str]:
    yield postgres_server.create_database(NAME)
    postgres_server.drop_database(NAME)


def config(url: str) -> Config:
    return Config(toml_file=ROOT / "pyproject.toml", attributes={"url": url})


def tables(server: Postgres) -> set[str]:
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return set(server.sql(names, database=NAME).splitlines())


def schema(server: Postgres) -> str:
    """Every column, constraint and index, as text."""
    columns = """SELECT table_name, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"""
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    constraints = """SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""
    return "\n".join(
        server.sql(question, database=NAME) for question in (columns, indexes, constraints)
    )


def test_there_is_one_head() -> None:
    heads = ScriptDirectory.from_config(config("")).get_heads()
    assert list(heads) == [wanted_revision()]


def test_up_from_nothing_down_to_nothing_and_up_again_is_the_same(
    database: str, postgres_server: Postgres
) -> None:
    command.upgrade(config(database), "head")
    first = schema(postgres_server)
    assert len(tables(postgres_server)) > 10

    command.downgrade(config(database), "base")
    assert tables(postgres_server) == {"alembic_version"}

    command.upgrade(config(database), "head")
    assert schema(postgres_server) == first


def test_every_single_step_down_can_be_taken_up_again(
    database: str, postgres_server: Postgres
) -> None:
    command.upgrade(config(database), "head")
    whole = schema(postgres_server)
    steps = len(list(ScriptDirectory.from_config(config("")).walk_revisions()))
    for step in range(1, steps + 1):
        command.downgrade(config(database), f"-{step}" if step < steps else "base")
        command.upgrade(config(database), "head")
        assert schema(postgres_server) == whole


def test_who_goes_back_before_there_were_voices_is_not_left_with_what_needs_one(
    database: str, postgres_server: Postgres
) -> None:
    command.upgrade(config(database), "head")
    postgres_server.sql(
        """INSERT INTO exercises
             (key, language, kind, level, topic, content, place, state, version, digest)
           SELECT kind || state, 'nl', kind, 'A1', 'home', '{}', 1, state, 1, 'd'
             FROM (VALUES ('dictation', 'unvoiced'), ('read_aloud', 'published'),
                          ('fill_gap', 'published')) AS t (kind, state)""",
        database=NAME,
    )
    command.downgrade(config(database), "a1c0de000009")
    left = postgres_server.sql("SELECT kind, state FROM exercises ORDER BY 1", database=NAME)
    assert left.splitlines() == ["dictation|retired", "fill_gap|published", "read_aloud|retired"]


def test_models_and_migrations_agree(database: str) -> None:
    command.upgrade(config(database), "head")
    command.check(config(database))


def test_a_difference_between_models_and_migrations_is_noticed(
    database: str, postgres_server: Postgres
) -> None:
    command.upgrade(config(database), "head")
    postgres_server.sql("ALTER TABLE users ADD COLUMN surprise int", database=NAME)
    with pytest.raises(Exception, match="surprise"):
        command.check(config(database))


def test_every_table_has_a_primary_key(database: str, postgres_server: Postgres) -> None:
    command.upgrade(config(database), "head")
    keyed = """SELECT conrelid::regclass FROM pg_constraint
        WHERE contype = 'p' AND connamespace = 'public'::regnamespace"""
    found = set(postgres_server.sql(keyed, database=NAME).splitlines())
    assert tables(postgres_server) - found == set()


def test_every_foreign_key_has_an_index_or_a_reason(
    database: str, postgres_server: Postgres
) -> None:
    command.upgrade(config(database), "head")
    unindexed = """
        SELECT c.conrelid::regclass, a.attname
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND NOT EXISTS (
          SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])"""
    rows = postgres_server.sql(unindexed, database=NAME).splitlines()
    found = {tuple(row.split("|")) for row in rows}
    assert found == set(UNINDEXED)
