"""What was written for learners comes to them: as new, and on its point."""

from collections.abc import AsyncIterator
from datetime import timedelta

from sqlalchemy import func, insert, select, update

from backend.attempts.models import Attempt
from backend.attempts.schemas import GiveUp
from backend.client import Backend
from backend.exercises.course import PER_LEVEL, stage
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, Point
from backend.exercises.schemas import Because
from backend.generation.jobs import PlanRefill, WriteDrafts
from backend.generation.models import Draft, Order
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext, FocusOn
from backend.profiles.models import Profile
from backend.reviews.models import Memory
from tests.bench.written import Written
from tests.factories import Learner, a_learner
from tests.workers.generation.press import SKILL, Press
from tests.workers.working import rows


async def on_the_point(learner: Learner, focus: FocusOn, number: int) -> AsyncIterator[int]:
    """The exercises that somebody gets who wants to practise one point."""
    for _ in range(number):
        asked = await learner.calls.next_action(learner.profile.id, focus=focus, go_on=True)
        assert isinstance(asked.next, ExerciseNext)
        yield asked.next.exercise.exercise_id
        await learner.answer(asked.next.exercise, GiveUp())


async def move(press: Press, learner: Learner, place: int) -> None:
    async with press.sessions.begin() as session:
        own = update(Profile).where(Profile.id == learner.profile.id)
        await session.execute(own.values(place=place))


async def place_of(press: Press, exercise_id: int) -> int:
    async with press.sessions() as session:
        return (await session.get_one(Exercise, exercise_id)).place


async def has_done_all(press: Press, learner: Learner) -> None:
    """Somebody who has answered the whole course, a month ago."""
    long_ago = utc_now() - timedelta(days=30)
    own = {"profile_id": learner.profile.id, "because": Because.new, "order": [], "number": 1}
    done = {**own, "verdict": Verdict.correct, "shown_at": long_ago, "answered_at": long_ago}
    ids = [each.id for each in await rows(press.sessions, Exercise)]
    async with press.sessions.begin() as session:
        await session.execute(insert(Attempt), [{**done, "exercise_id": id} for id in ids])
    await move(press, learner, await the_end(press))


async def the_end(press: Press) -> int:
    """The last place of the course."""
    async with press.sessions() as session:
        return await session.scalar(select(func.max(Exercise.place))) or 0


def a_sentence(press: Press) -> Written:
    return next(each for each in press.fresh if each.order.kind == "choose_sentence")


async def test_new_for_whoever_walks_the_course_and_on_its_point_for_whoever_is_beyond_it(
    press: Press, backend: Backend
) -> None:
    made = await press.published(a_sentence(press))
    walks = await a_learner(backend, 7, level="A2")
    beyond = await a_learner(backend, 8, level="A2")
    place = await place_of(press, made)
    await move(press, walks, place - 1)
    await move(press, beyond, place + 1)
    async with press.sessions() as session:
        skill = select(Point.id).where(Point.key == SKILL, Point.language == "nl")
        focus = (await session.scalars(skill)).one()

    found = await walks.exercise()
    assert (found.exercise_id, found.reason.because) == (made, "new")
    assert made in [each async for each in on_the_point(beyond, focus, 12)]


async def test_at_the_end_of_the_course_the_next_exercise_is_what_was_written_for_that(
    press: Press, backend: Backend
) -> None:
    """From the plan of a refill to the screen: no place of it lies behind whoever is at the end."""
    kept = a_sentence(press)
    await press.without(kept)
    press.says(kept.draft)
    learner = await a_learner(backend, level="A2")
    await has_done_all(press, learner)
    exercise = await learner.exercise(go_on=True)
    assert exercise.reason.because == "again"

    await press.do(PlanRefill())
    orders = await rows(press.sessions, Order)
    assert {order.skill for order in orders} == {SKILL}
    await press.now_due()
    alike = next(each.id for each in orders if each.kind == kept.order.kind)
    await press.do(WriteDrafts(order_id=alike))
    await press.read()

    made = next(each.exercise_id for each in await rows(press.sessions, Draft) if each.exercise_id)
    await learner.answer(exercise, GiveUp())
    seen = []
    for _ in range(4):  # what went wrong a moment ago may come back before
        found = await learner.exercise(go_on=True)
        seen.append((found.exercise_id, found.reason.because))
        await learner.answer(found, GiveUp())
    assert (made, "new") in seen


async def test_what_was_written_for_others_comes_to_whoever_is_beyond_it_when_its_point_is_due(
    press: Press, backend: Backend
) -> None:
    """Unseen goes before seen, so that whoever has done all sees it before the round is over."""
    kept = a_sentence(press)
    await press.without(kept)
    learner = await a_learner(backend, level="A2")
    await has_done_all(press, learner)
    await move(press, learner, await the_end(press) + 1)
    made = await press.published(kept)
    await move(press, learner, await place_of(press, made))  # it lies behind them
    async with press.sessions.begin() as session:
        skill = select(Point.id).where(Point.key == SKILL, Point.language == "nl")
        last = (await rows(press.sessions, Exercise))[0].id
        at = utc_now() - timedelta(days=2)
        memory = {"stability": 1.0, "difficulty": 5.0, "due": at, "reviewed_at": at}
        session.add(
            Memory(
                **memory,
                profile_id=learner.profile.id,
                point_id=(await session.scalars(skill)).one(),
                day=at.date(),
                exercise_id=last,
            )
        )
    found = await learner.exercise()
    assert (found.exercise_id, found.reason.because) == (made, "review")


async def test_each_that_is_written_for_the_last_stage_lies_before_whoever_has_done_the_one_before(
    press: Press, backend: Backend
) -> None:
    first = await press.published(press.fresh[2])
    learner = await a_learner(backend, level="A2")
    await move(press, learner, await place_of(press, first))
    await press.without(press.fresh[2], press.fresh[4])
    press.model.reset()
    press.says(press.fresh[4].draft)
    await press.write(press.fresh[4])
    await press.read()
    places = sorted(
        [one.place for one in await rows(press.sessions, Exercise) if one.provenance is not None]
    )
    assert len(places) == 2
    assert places[1] == places[0] + 1
    assert stage(places[1]) == stage(await the_end(press))
    assert places[1] // PER_LEVEL == 1
    found = await learner.exercise()
    assert found.reason.because == "new"
    assert await place_of(press, found.exercise_id) == places[1]
