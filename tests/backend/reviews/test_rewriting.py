"""Verdicts that are changed afterwards leave everything as if they had been so from the start."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlalchemy import insert, select

from backend.attempts.models import Attempt
from backend.db import Sessions, transaction
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, ExercisePoint, Point
from backend.exercises.points import PointKind
from backend.kit.clock import utc_now
from backend.profiles.models import Profile
from backend.queue import Silent
from backend.reviews import service
from backend.reviews.mistakes import MistakeState, Slip
from backend.reviews.models import Memory, Mistake, RaisedMistake, Review, Why
from backend.reviews.repository import Pair
from backend.reviews.scheduling import Remembered
from backend.users.models import User
from tests.backend.reviews.histories import BEGAN, ZONES, Life, Step, a_history, lived

HISTORIES = 210
LATER = BEGAN + timedelta(hours=3)
SKILLS, WORDS, EXERCISES = 3, 3, 5


class Course(NamedTuple):
    skills: list[int]
    words: list[int]
    trains: dict[int, dict[int, PointKind]]

    @property
    def exercises(self) -> list[int]:
        return list(self.trains)


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


class Kept(NamedTuple):
    profile_id: int
    attempts: list[int | None]


async def keep(sessions: Sessions, life: Life, steps: list[Step], zone: str) -> Kept:
    """A profile with this life behind it, as presses would have written it."""
    async with sessions.begin() as session:
        user = User(
            name="Ada",
            locale="en",
            timezone=zone,
            day=life.today.day,
            answered_today=life.today.answered,
            right_today=life.today.right,
        )
        session.add(user)
        await session.flush()
        profile = Profile(
            user_id=user.id,
            native="en",
            target="nl",
            level="A1",
            daily_goal=1,
            alphabet="latin",
            answered=life.answered,
            set_answered=life.rhythm.set_answered,
            set_right=life.rhythm.set_right,
        )
        session.add(profile)
        await session.flush()
        answers = [(n, step) for n, step in enumerate(steps) if step.exercise]
        attempts = [_attempt(profile.id, step) for _, step in answers]
        session.add_all(attempts)
        await session.flush()
        ids: list[int | None] = [None] * len(steps)
        for (n, _), attempt in zip(answers, attempts, strict=True):
            ids[n] = attempt.id
        await _log(session, profile.id, life, ids, steps)
    return Kept(profile.id, ids)


def _attempt(profile_id: int, step: Step) -> Attempt:
    return Attempt(
        profile_id=profile_id,
        exercise_id=step.exercise,
        because=step.because,
        order=[],
        number=1,
        shown_at=step.at,
        answered_at=step.at,
        verdict=step.verdict,
        self_checked=step.self_checked,
        hints=step.hints,
    )


async def _log(
    session: Any, profile_id: int, life: Life, ids: list[int | None], steps: list[Step]
) -> None:
    own = {"profile_id": profile_id}
    reviews = [
        {
            **own,
            "point_id": each["point_id"],
            "attempt_id": ids[each["step"]],
            "rating": each["rating"],
            "counted": each["counted"],
            "reviewed_at": each["at"],
            "day": each["day"],
        }
        for each in life.reviews
    ]
    memories = [
        {
            **own,
            **vars(memory),
            "point_id": point,
            "exercise_id": life.trained_by[point],
            "met_at": life.met_of[point].reviewed_at if point in life.met_of else None,
            "met_day": life.met_of[point].day if point in life.met_of else None,
        }
        for point, memory in life.memories.items()
    ]
    slips = [{**own, "point_id": point, **vars(slip)} for point, slip in life.slips.items()]
    some = next(step.exercise for step in steps if step.exercise)
    raised = [{**own, "exercise_id": some, **each} for each in life.raised]
    for model, rows in ((Review, reviews), (Memory, memories), (Mistake, slips)):
        if rows:
            await session.execute(insert(model), rows)
    if raised:
        await session.execute(insert(RaisedMistake), raised)


State = dict[str, Any]


async def state(sessions: Sessions, profile_id: int) -> State:
    """All that an answer changes, as values to compare. What was only looked at may say so by
    another exercise than at first."""
    async with sessions() as session:
        mine = await session.scalars(select(Memory).where(Memory.profile_id == profile_id))
        memories = mine.all()
        slips = await session.scalars(select(Mistake).where(Mistake.profile_id == profile_id))
        reviews = await session.scalars(select(Review).where(Review.profile_id == profile_id))
        profile = await session.get_one(Profile, profile_id)
        user = await session.get_one(User, profile.user_id)
        return {
            "memories": {
                one.point_id: (
                    Remembered(one.stability, one.difficulty, one.due, one.reviewed_at, one.day)
                )
                for one in memories
            },
            "trained_by": {one.point_id: one.exercise_id for one in memories if not one.met_at},
            "slips": {
                one.point_id: Slip(
                    one.exercise_id,
                    one.state,
                    one.times,
                    one.due_answer,
                    one.right_days,
                    one.right_day,
                    one.happened_at,
                )
                for one in slips
            },
            "reviews": {
                (one.attempt_id, one.point_id, one.rating, one.counted, one.reviewed_at, one.day)
                for one in reviews
            },
            "right": (profile.set_right, user.right_today),
        }


def expected(life: Life, ids: list[int | None]) -> State:
    return {
        "memories": life.memories,
        "trained_by": {
            point: by for point, by in life.trained_by.items() if point not in life.met_of
        },
        "slips": life.slips,
        "reviews": {
            (
                ids[each["step"]],
                each["point_id"],
                each["rating"],
                each["counted"],
                each["at"],
                each["day"],
            )
            for each in life.reviews
        },
        "right": (life.rhythm.set_right, life.today.right),
    }


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
