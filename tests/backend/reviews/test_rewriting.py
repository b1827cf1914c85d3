"""Verdicts that are changed afterwards leave everything as if they had been so from the start."""

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import insert

from backend.db import Sessions, transaction
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.kit.clock import utc_now
from backend.queue import Silent
from backend.reviews import service
from backend.reviews.mistakes import MistakeState
from backend.reviews.models import Why
from backend.reviews.repository import Pair
from tests.backend.reviews.histories import BEGAN, ZONES, Step, a_history, lived
from tests.backend.reviews.keeping import LATER, Course, expected, keep, state

HISTORIES = 210


SKILLS, WORDS, EXERCISES = 3, 3, 5


@pytest.fixture
async def course(sessions: Sessions) -> Course:
    """Exercises with up to two skills and two words; the last one asks for a word alone."""
    chance = Random(7)
    async with sessions.begin() as session:
        made = [
            Point(language="nl", kind=kind, key=f"{kind}-{n}", title={"en": f"{kind} {n}"})
            for kind, many in ((PointKind.skill, SKILLS), (PointKind.lemma, WORDS))
            for n in range(many)
        ]
        asked = [
            Exercise(
                key=f"nl-{n}",
                language="nl",
                kind="fill_gap",
                level="A1",
                topic="life",
                content={},
                place=n + 1,
                digest=str(n),
            )
            for n in range(EXERCISES)
        ]
        session.add_all([*made, *asked])
        await session.flush()
        skills = [point.id for point in made if point.kind is PointKind.skill]
        words = [point.id for point in made if point.kind is PointKind.lemma]
        trains: dict[int, dict[int, PointKind]] = {}
        for exercise in asked:
            some = dict.fromkeys(chance.sample(words, chance.randint(1, 2)), PointKind.lemma)
            if exercise is not asked[-1]:
                some |= dict.fromkeys(chance.sample(skills, chance.randint(1, 2)), PointKind.skill)
            trains[exercise.id] = some
        rows = [
            {"exercise_id": id, "point_id": point, "place": 1}
            for id, points in trains.items()
            for point in points
        ]
        await session.execute(insert(ExercisePoint), rows)
    return Course(skills, words, trains)


def corrected(chance: Random, steps: list[Step]) -> dict[int, Step]:
    """Some of the answers with another verdict, or with none."""
    answers = [n for n, step in enumerate(steps) if step.exercise]
    changed = {}
    for n in chance.sample(answers, min(len(answers), chance.randint(1, 3))):
        verdict = chance.choice([Verdict.almost, Verdict.correct, Verdict.wrong, None])
        step = steps[n]
        changed[n] = replace(step, void=True) if verdict is None else replace(step, verdict=verdict)
    return changed


class TestRewrite:
    async def test_of_any_history_leaves_what_the_corrected_history_would_have_left(
        self, sessions: Sessions, course: Course
    ) -> None:
        changed_anything = 0
        for seed in range(HISTORIES):
            chance = Random(seed)
            zone = chance.choice(ZONES)
            steps = a_history(chance, course.exercises, course.skills, course.words)
            if not any(step.exercise for step in steps):
                continue
            some = next(step.exercise for step in steps if step.exercise)
            before = lived(steps, course.trains, zone, raised_in=some)
            kept = await keep(sessions, before, steps, zone)
            changed = corrected(chance, steps)
            verdicts = {
                kept.attempts[n] or 0: None if step.void else step.verdict
                for n, step in changed.items()
            }
            async with transaction(sessions, Silent()) as session:
                ids = await service.rewrite(session, verdicts, why=Why.upheld, now=utc_now())
            anew = [changed.get(n, step) for n, step in enumerate(steps)]
            after = lived(anew, course.trains, zone, raised_in=some)

            found = await state(sessions, kept.profile_id)
            assert found == expected(after, kept.attempts), f"seed {seed}"
            changed_anything += bool(ids)

            async with transaction(sessions, Silent()) as session:
                await service.restore(session, list(verdicts), why=Why.rejected, now=utc_now())
            found = await state(sessions, kept.profile_id)
            assert found == expected(before, kept.attempts), f"seed {seed}, restored"
        assert changed_anything > HISTORIES // 2

    async def test_of_what_has_the_verdict_already_changes_nothing(
        self, sessions: Sessions, course: Course
    ) -> None:
        steps = [Step(at=BEGAN, exercise=course.exercises[0], verdict=Verdict.wrong)]
        life = lived(steps, course.trains, "UTC", raised_in=steps[0].exercise)
        kept = await keep(sessions, life, steps, "UTC")
        [id] = kept.attempts
        assert id is not None
        changed = []
        for verdict in (Verdict.wrong, Verdict.almost, Verdict.almost, None, None):
            async with transaction(sessions, Silent()) as session:
                changed.append(
                    await service.rewrite(session, {id: verdict}, why=Why.typo, now=utc_now())
                )
        assert changed == [[], [id], [], [id], []]

    async def test_of_more_than_a_transaction_should_hold_is_refused(
        self, sessions: Sessions
    ) -> None:
        many = dict.fromkeys(range(service.MOST + 1), Verdict.almost)
        async with transaction(sessions, Silent()) as session:
            with pytest.raises(ValueError, match="too many"):
                await service.rewrite(session, many, why=Why.typo, now=utc_now())


class TestRaiseMistake:
    async def test_survives_when_an_answer_before_it_is_changed(
        self, sessions: Sessions, course: Course
    ) -> None:
        skill = course.skills[0]
        exercise = next(id for id, points in course.trains.items() if skill in points)
        steps = [Step(at=BEGAN, exercise=exercise, verdict=Verdict.wrong)]
        life = lived(steps, course.trains, "UTC", raised_in=exercise)
        kept = await keep(sessions, life, steps, "UTC")
        [id] = kept.attempts
        assert id is not None
        async with transaction(sessions, Silent()) as session:
            pair = Pair(kept.profile_id, skill)
            await service.raise_mistake(session, pair, exercise_id=exercise, now=LATER)
        recurring = (await state(sessions, kept.profile_id))["slips"][skill]
        assert (recurring.state, recurring.times) == (MistakeState.recurring, 2)

        async with transaction(sessions, Silent()) as session:
            await service.rewrite(session, {id: Verdict.correct}, why=Why.upheld, now=utc_now())
        new = (await state(sessions, kept.profile_id))["slips"][skill]
        assert (new.state, new.times, new.happened_at) == (MistakeState.new, 1, LATER)
