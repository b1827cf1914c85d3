"""An exercise takes so many answers, and no more: nobody is told of one that it did not take."""

import pytest

from backend.appeals.models import Appeal
from backend.appeals.schemas import AppealState
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.accepting import MOST
from backend.exercises.grading import Verdict
from backend.exercises.models import AcceptedAnswer, Exercise
from backend.kit import clock
from tests.backend.appeals.answers import RIGHT, gives
from tests.factories import a_course, a_learner, a_shelf, an_item
from tests.workers.appeals.steps import CHEAP, an_admin, appealed, appeals
from tests.workers.telegram import FakeChats
from tests.workers.working import rows, work
from workers.runner import Runner

OTHER = "betaalbaar"
# None of them is anything like what is appealed for.
TAKEN = [f"{first}{second}zzz" for first in "bcdfghjk" for second in "bcdfghjk"]


@pytest.fixture
async def nearly_full(backend: Backend, sessions: Sessions) -> None:
    """Room for one more answer, and two that are appealed for."""
    first = an_item("type_gap", 0, accepted=[RIGHT, *TAKEN[: MOST - 2]])
    items = [first, *(an_item("type_gap", n) for n in range(1, 8))]
    await a_course(sessions, a_shelf(items=items, skills=1))
    await appeals(backend, 10, CHEAP)
    await appeals(backend, 11, OTHER)


async def test_the_last_that_there_is_room_for_is_right_for_the_next_learner(
    nearly_full: None, backend: Backend, sessions: Sessions, runner: Runner
) -> None:
    admin = await an_admin(backend)
    [card, _] = (await admin.appeals()).appeals
    await admin.decide_appeal(card.appeal_id, upheld=True)
    await work(runner, sessions)
    newcomer = await a_learner(backend, 99)
    assert (await gives(newcomer, card.said)).feedback.verdict is Verdict.correct


@pytest.mark.parametrize("way", ["by itself", "in the queue"])
async def test_one_more_waits_until_there_is_room_and_nobody_is_told_otherwise(
    nearly_full: None,
    backend: Backend,
    sessions: Sessions,
    runner: Runner,
    telegram: FakeChats,
    way: str,
) -> None:
    admin = await an_admin(backend)
    first, second = (await admin.appeals()).appeals
    await admin.decide_appeal(first.appeal_id, upheld=True)
    decide = admin.decide_appeal if way == "by itself" else admin.appeal_decided
    with pytest.raises(Refused, match="CannotFix: version 1 has 60 answers"):
        await decide(second.appeal_id, upheld=True)
    await work(runner, sessions)
    assert len(telegram.sent) == len(await rows(sessions, AcceptedAnswer)) == 1
    assert len(await rows(sessions, AuditEntry)) == 1
    states = {each.said: each.state for each in await rows(sessions, Appeal)}
    assert states[second.said] is AppealState.pending


async def test_what_there_is_no_room_for_is_declined_for_everybody_who_gave_it(
    nearly_full: None, backend: Backend, sessions: Sessions, runner: Runner
) -> None:
    admin = await an_admin(backend)
    first, second = (await admin.appeals()).appeals
    await admin.decide_appeal(first.appeal_id, upheld=True)
    await admin.decide_appeal(second.appeal_id, upheld=False)
    await work(runner, sessions)
    given = [each for each in await rows(sessions, Attempt) if each.answered_at]
    assert {each.said["text"]: each.verdict for each in given} == {
        first.said: Verdict.correct,
        second.said: Verdict.wrong,
    }


async def test_room_is_made_by_a_fix_and_the_answer_is_right_in_what_it_makes(
    nearly_full: None, backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
) -> None:
    admin = await an_admin(backend)
    first, second = (await admin.appeals()).appeals
    await admin.decide_appeal(first.appeal_id, upheld=True)
    card = (await admin.review()).card
    assert card is not None
    await admin.review_fixed(card.inspection_id, "accepted.5", "-")
    await admin.decide_appeal(second.appeal_id, upheld=True)
    await work(runner, sessions)

    newcomer = await a_learner(backend, 99)
    assert (await gives(newcomer, second.said)).feedback.verdict is Verdict.correct
    verdicts = [each.verdict for each in await rows(sessions, Attempt) if each.answered_at]
    assert verdicts == [Verdict.correct] * 3
    assert len(telegram.sent) == 2
    versions = {each.version for each in await rows(sessions, Exercise)}
    assert versions == {1, 2}


async def test_a_fix_that_accepts_the_answer_is_told_to_whoever_appealed_when_it_is_for_good(
    backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
) -> None:
    """Nobody has to look at the queue again, and the question may have been changed too."""
    await appealed(backend, sessions, 2)
    admin = await an_admin(backend)
    for path, words in (("sentence", "iets ___ heel anders"), ("accepted.+", CHEAP)):
        exercise = max(await rows(sessions, Exercise), key=lambda each: each.version)
        out = await admin.review()
        if out.card is None:
            out = await admin.look_at(exercise.id)
        assert out.card is not None
        saved = await admin.review_fixed(out.card.inspection_id, path, words)
    assert saved.saved == 3
    await work(runner, sessions)
    assert telegram.sent == []
    clock.shift(660)
    try:
        await work(runner, sessions)
    finally:
        clock.shift(0)
    assert len(telegram.sent) == 2
    assert [each.state for each in await rows(sessions, Appeal)] == [AppealState.upheld]
    verdicts = [each.verdict for each in await rows(sessions, Attempt) if each.answered_at]
    assert verdicts == [Verdict.correct] * 2
