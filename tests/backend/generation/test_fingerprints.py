"""What is alike is found by an index, however much the stock holds."""

from random import Random

from sqlalchemy import func, insert, select, text

from backend.db import Sessions, transaction
from backend.exercises.models import Exercise
from backend.generation import service
from backend.generation.likeness import FOUND_FROM, marks
from backend.generation.models import Fingerprint
from backend.generation.repository import Fingerprints
from backend.queue import Silent
from tests.factories import a_course

MANY = 3000


def lines(chance: Random, number: int) -> list[list[str]]:
    vocabulary = [f"{chance.choice('bdfgklmnprst')}{n:x}" for n in range(9000)]
    return [sorted(set(chance.sample(vocabulary, chance.randint(4, 12)))) for _ in range(number)]


def test_two_lines_that_share_enough_words_share_a_mark() -> None:
    chance = Random(3)
    for own in lines(chance, 400):
        other = sorted({*own[: max(len(own) - 2, 3)], *(["zz"] if chance.random() < 0.5 else [])})
        alike = len({*own} & {*other}) / len({*own} | {*other})
        if alike >= FOUND_FROM:
            assert {*marks(own, "nl")} & {*marks(other, "nl")}


async def test_neighbours_are_looked_up_in_the_index(sessions: Sessions) -> None:
    await a_course(sessions)
    async with transaction(sessions, Silent()) as session:
        columns = {
            "language": "nl",
            "kind": "fill_gap",
            "level": "A1",
            "topic": "life",
            "content": {},
            "place": 1,
            "digest": "-",
        }
        rows = [{**columns, "key": f"g-{n}"} for n in range(MANY)]
        ids = list(await session.scalars(insert(Exercise).returning(Exercise.id), rows))
        own_lines = lines(Random(4), MANY)
        prints = [
            {
                "exercise_id": id,
                "kind": "fill_gap",
                "line": " ".join(own),
                "marks": marks(own, "nl"),
            }
            for id, own in zip(ids, own_lines, strict=True)
        ]
        await session.execute(insert(Fingerprint), prints)
        # As autovacuum does: what was inserted lately is moved into the index itself.
        await session.execute(text("SELECT gin_clean_pending_list('ix_fingerprints_marks')"))
        await session.execute(text("ANALYZE fingerprints"))
    sought = marks(own_lines[7], "nl")
    async with sessions() as session:
        near = await Fingerprints(session).near(sought)
        plan = await session.scalars(
            text(
                "EXPLAIN SELECT exercise_id FROM fingerprints"
                " WHERE marks && CAST(:marks AS varchar[]) LIMIT 200"
            ),
            {"marks": sought},
        )
        told = "\n".join(plan)
    assert ids[7] in {each.exercise_id for each in near}
    assert "ix_fingerprints_marks" in told, told


async def test_they_are_taken_of_what_has_none_and_once(sessions: Sessions) -> None:
    await a_course(sessions)
    turns = 0
    while True:
        async with transaction(sessions, Silent()) as session:
            if not await service.take_fingerprints(session, "nl"):
                break
        turns += 1
    async with sessions() as session:
        exercises = await session.scalar(select(func.count()).select_from(Exercise))
        taken = await session.scalar(select(func.count()).select_from(Fingerprint))
    assert (turns, taken) == (1, exercises)
