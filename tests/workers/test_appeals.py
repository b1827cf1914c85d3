"""From an appeal to its decision, and to everybody who gave the answer."""

import asyncio
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import select
from sqlalchemy import text as raw

from backend.appeals import deciding, repository
from backend.appeals.jobs import Regrade
from backend.appeals.models import Appeal, Appellant
from backend.appeals.schemas import AppealOut, AppealState
from backend.attempts.models import Attempt
from backend.attempts.schemas import AnswerOut, Remedy
from backend.audit.models import AuditEntry
from backend.catalogue import service as catalogue
from backend.client import Backend, Calls, Refused, Unreachable
from backend.db import Sessions, transaction
from backend.exercises.grading import Verdict
from backend.exercises.models import AcceptedAnswer, Exercise, ExercisePoint, Point
from backend.gateways.telegram import Address, Blocked
from backend.jobs.models import JobRow
from backend.kit import clock
from backend.kit.clock import utc_now
from backend.queue import Silent, enqueue
from backend.reviews.models import Memory
from backend.reviews.scheduling import Remembered, rating, review
from bot.texts import Texts
from tests.backend.appeals.answers import GAPS, MISTYPED, RIGHT, SLIP, gives, gives_all, state
from tests.conftest import ADMIN
from tests.factories import BOT, Learner, a_course, a_learner, a_shelf, a_user, an_item
from tests.workers.conftest import BRISK
from tests.workers.telegram import FakeChats
from workers.context import Resources
from workers.main import all_handlers
from workers.metrics import Metrics
from workers.runner import Runner

CHEAP = "voordelig"
EN = Texts("en")


@pytest.fixture
def runner(resources: Resources) -> Runner:
    return Runner(resources, all_handlers(), BRISK, Metrics(CollectorRegistry()))


async def work(runner: Runner, sessions: Sessions) -> None:
    """All jobs that are due, and those that they ask for."""
    for _ in range(20):
        async with sessions() as session:
            due = select(JobRow.id).where(JobRow.state == "queued", JobRow.run_at <= utc_now())
            ids = list(await session.scalars(due.order_by(JobRow.id)))
        if not ids:
            return
        for id in ids:
            await runner.run(id)
    raise AssertionError("there is no end of jobs")


async def an_admin(backend: Backend) -> Calls:
    await backend.put_user(a_user(int(ADMIN)))
    return backend.on_behalf_of(int(ADMIN), bot_id=BOT)


async def appealed(
    backend: Backend, sessions: Sessions, people: int
) -> list[tuple[Learner, AnswerOut]]:
    """So many learners who gave the same answer to the first exercise, and appealed."""
    await a_course(sessions, GAPS)
    made = []
    for subject in range(10, 10 + people):
        learner = await a_learner(backend, subject)
        made.append((learner, await gives(learner, CHEAP)))
        await learner.calls.appeal(made[-1][1].attempt_id)
    return made


async def patiently(learner: Learner, attempt_id: int) -> AppealOut:
    """As the bot does: a backend that is busy is asked once more."""
    for _ in range(5):
        with suppress(Unreachable):
            return await learner.calls.appeal(attempt_id)
    raise AssertionError("the backend is away")


async def rows(sessions: Sessions, model: type[Any]) -> list[Any]:
    async with sessions() as session:
        return list(await session.scalars(select(model)))


class TestAppeal:
    async def test_of_fifty_people_at_once_is_one(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        learners = [await a_learner(backend, subject) for subject in range(10, 60)]
        wrong = [await gives(learner, CHEAP) for learner in learners]
        ids = [each.attempt_id for each in wrong]
        out = await asyncio.gather(
            *(patiently(learner, id) for learner, id in zip(learners, ids, strict=True))
        )
        assert len({each.appeal_id for each in out}) == 1
        assert {each.state for each in out} == {AppealState.pending}
        [row] = await rows(sessions, Appeal)
        assert (row.people, row.said) == (50, CHEAP)
        assert {each.verdict for each in await rows(sessions, Attempt) if each.answered_at} == {
            Verdict.almost
        }

    async def test_counts_as_almost_right_while_it_is_pending(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        [(learner, wrong)] = await appealed(backend, sessions, 1)
        careful = await a_learner(backend, 99)
        await gives(careful, MISTYPED)
        assert await state(sessions, learner) == await state(sessions, careful)
        reply = (await learner.calls.attempt(wrong.attempt_id)).answer
        assert reply is not None
        assert reply.feedback.remedies == [Remedy.explain]

    async def test_again_is_the_same_and_counts_nobody_twice(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        [(learner, wrong)] = await appealed(backend, sessions, 1)
        before = await state(sessions, learner)
        again = await learner.calls.appeal(wrong.attempt_id)
        assert (again.first, again.state) == (False, AppealState.pending)
        assert await state(sessions, learner) == before
        assert [each.people for each in await rows(sessions, Appeal)] == [1]

    async def test_of_the_same_words_written_otherwise_joins(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        for subject, text in enumerate(("Voordelig!", " voordelig", "vorm 0 voordelig hier"), 20):
            learner = await a_learner(backend, subject)
            await learner.calls.appeal((await gives(learner, text)).attempt_id)
        assert [each.people for each in await rows(sessions, Appeal)] == [3]

    async def test_of_what_is_right_or_has_a_button_is_refused(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        learner = await a_learner(backend)
        for text in (RIGHT, MISTYPED):
            fine = await gives(learner, text)
            with pytest.raises(Refused, match="NotAppealable"):
                await learner.calls.appeal(fine.attempt_id)
        assert await rows(sessions, Appeal) == []

    async def test_too_many_a_day_are_refused_and_leave_no_trace(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("type_gap", n) for n in range(12)]
        await a_course(sessions, a_shelf(items=items, skills=1))
        learner = await a_learner(backend)
        wrong = await gives_all(learner, *(f"{CHEAP}{n}" for n in range(11)))
        for each in wrong[:10]:
            await learner.calls.appeal(each.attempt_id)
        before = await state(sessions, learner)
        with pytest.raises(Refused, match="TooManyAppeals"):
            await learner.calls.appeal(wrong[10].attempt_id)
        assert await state(sessions, learner) == before
        assert len(await rows(sessions, Appeal)) == len(await rows(sessions, Appellant)) == 10


class TestDecide:
    async def test_upheld_makes_it_right_for_everybody_who_gave_it(
        self, backend: Backend, sessions: Sessions, runner: Runner
    ) -> None:
        [(appellant, _)] = await appealed(backend, sessions, 1)
        silent, careful = await a_learner(backend, 98), await a_learner(backend, 99)
        await gives_all(silent, CHEAP, RIGHT, SLIP, RIGHT)
        await gives_all(appellant, RIGHT, SLIP, RIGHT)
        await gives_all(careful, RIGHT, RIGHT, SLIP, RIGHT)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals

        decided = await admin.decide_appeal(card.appeal_id, upheld=True)
        await work(runner, sessions)

        assert decided.state is AppealState.upheld
        assert await state(sessions, appellant) == await state(sessions, careful)
        assert await state(sessions, silent) == await state(sessions, careful)
        newcomer = await a_learner(backend, 97)
        assert (await gives(newcomer, CHEAP)).feedback.verdict is Verdict.correct

    async def test_brought_to_everybody_twice_is_brought_once(
        self, backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
    ) -> None:
        people = await appealed(backend, sessions, 3)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        await admin.decide_appeal(card.appeal_id, upheld=True)
        await work(runner, sessions)
        once = [await state(sessions, learner) for learner, _ in people]
        async with transaction(sessions, Silent()) as session:
            await enqueue(session, Regrade(appeal_id=card.appeal_id))
        await work(runner, sessions)
        assert [await state(sessions, learner) for learner, _ in people] == once
        assert len(telegram.sent) == 3

    async def test_reaches_more_people_than_a_batch_has(
        self,
        backend: Backend,
        sessions: Sessions,
        runner: Runner,
        monkeypatch: pytest.MonkeyPatch,
        telegram: FakeChats,
    ) -> None:
        monkeypatch.setattr(deciding, "BATCH", 2)
        monkeypatch.setattr(deciding, "MANY", 2)
        await appealed(backend, sessions, 5)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        await admin.decide_appeal(card.appeal_id, upheld=True)
        await work(runner, sessions)
        verdicts = [each.verdict for each in await rows(sessions, Attempt) if each.answered_at]
        assert verdicts == [Verdict.correct] * 5
        assert len(telegram.sent) == 5

    async def test_rejected_gives_the_first_verdict_back(
        self, backend: Backend, sessions: Sessions, runner: Runner
    ) -> None:
        [(appellant, _), _] = await appealed(backend, sessions, 2)
        await gives_all(appellant, RIGHT, SLIP)
        silent = await a_learner(backend, 98)
        await gives_all(silent, CHEAP, RIGHT, SLIP)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        assert await state(sessions, appellant) != await state(sessions, silent)

        await admin.decide_appeal(card.appeal_id, upheld=False)
        await work(runner, sessions)

        assert await state(sessions, appellant) == await state(sessions, silent)
        late = await a_learner(backend, 97)
        wrong = await gives(late, CHEAP)
        before = await state(sessions, late)
        out = await late.calls.appeal(wrong.attempt_id)
        assert (out.state, await state(sessions, late)) == (AppealState.rejected, before)

    async def test_is_told_to_each_who_appealed_once_in_one_line(
        self, backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
    ) -> None:
        await appealed(backend, sessions, 3)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        for _ in range(3):
            await admin.decide_appeal(card.appeal_id, upheld=True)
            await work(runner, sessions)
        assert sorted(to for to, _ in telegram.sent) == [Address(BOT, n) for n in (10, 11, 12)]
        line = EN("appeal-upheld", said=CHEAP)
        assert {message["text"] for _, message in telegram.sent} == {f"🙋 {line}"}

    async def test_goes_on_where_somebody_has_blocked_the_bot(
        self, backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
    ) -> None:
        await appealed(backend, sessions, 2)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        telegram.failures = [Blocked("bot was blocked by the user")]
        await admin.decide_appeal(card.appeal_id, upheld=False)
        await work(runner, sessions)
        assert len(telegram.sent) == 1

    async def test_once_decided_it_stays_so(self, backend: Backend, sessions: Sessions) -> None:
        await appealed(backend, sessions, 1)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        await admin.decide_appeal(card.appeal_id, upheld=True)
        with pytest.raises(Refused, match="AlreadyDecided"):
            await admin.decide_appeal(card.appeal_id, upheld=False)
        await admin.decide_appeal(card.appeal_id, upheld=True)
        [entry] = await rows(sessions, AuditEntry)
        assert (entry.action, entry.after["said"]) == ("appeal upheld", CHEAP)
        assert (await admin.appeals()).pending == 0

    async def test_two_answers_to_one_exercise_upheld_at_once_are_both_accepted(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, GAPS)
        for subject, text in enumerate((CHEAP, "betaalbaar"), 20):
            learner = await a_learner(backend, subject)
            await learner.calls.appeal((await gives(learner, text)).attempt_id)
        admin = await an_admin(backend)
        cards = (await admin.appeals()).appeals
        await asyncio.gather(*(admin.decide_appeal(card.appeal_id, upheld=True) for card in cards))
        [content] = [
            each.content
            for each in await rows(sessions, Exercise)
            if each.id == cards[0].exercise_id
        ]
        assert sorted(content["accepted"]) == ["betaalbaar", RIGHT, CHEAP]

    async def test_survives_the_catalogue_and_a_new_version_of_the_exercise(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await appealed(backend, sessions, 1)
        admin = await an_admin(backend)
        [card] = (await admin.appeals()).appeals
        await admin.decide_appeal(card.appeal_id, upheld=True)

        async def load(**changes: Any) -> list[str]:
            items = [an_item("type_gap", n, **(changes if n == 0 else {})) for n in range(8)]
            async with transaction(sessions, Silent()) as session:
                shelf = a_shelf(items=items, skills=1)
                await catalogue.load(session, shelf, now=utc_now())
            newest = [e for e in await rows(sessions, Exercise) if e.key == card.exercise_key]
            return list(max(newest, key=lambda each: each.version).content["accepted"])

        assert await load() == [RIGHT, CHEAP]
        why = {"en": "another reason", "ru": "другая причина"}
        assert await load(why=why) == [RIGHT, CHEAP]
        assert await load(why=why, sentence="iets ___ heel anders") == [RIGHT]
        assert len(await rows(sessions, AcceptedAnswer)) == 1

    async def test_is_for_admins_only(self, backend: Backend, sessions: Sessions) -> None:
        [(learner, _)] = await appealed(backend, sessions, 1)
        with pytest.raises(Refused, match="Forbidden"):
            await learner.calls.appeals()
        [row] = await rows(sessions, Appeal)
        with pytest.raises(Refused, match="Forbidden"):
            await learner.calls.decide_appeal(row.id, upheld=True)
        assert [each.state for each in await rows(sessions, Appeal)] == [AppealState.pending]


async def test_who_gave_an_answer_is_found_by_the_index_of_wrong_ones(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(raw("SET LOCAL enable_seqscan = off"))
        asked = repository._GIVEN.bindparams(ids=[1], after=0, most=50)
        compiled = asked.compile(
            dialect=session.get_bind().dialect, compile_kwargs={"literal_binds": True}
        )
        plan = await session.scalars(raw(f"EXPLAIN {compiled}".replace(":", r"\:")))
        lines = "\n".join(plan)
    assert "ix_attempts_wrong" in lines
    assert "ix_amendments_exercise_id" in lines or "pk_amendments" in lines
    assert "Seq Scan" not in lines


class TestProperty:
    @pytest.mark.parametrize("seed", range(3))
    async def test_every_memory_is_that_of_a_replay_of_the_corrected_log(
        self, backend: Backend, sessions: Sessions, runner: Runner, seed: int
    ) -> None:
        chance = Random(seed)
        await a_course(sessions, GAPS)
        people = [await a_learner(backend, subject) for subject in range(10, 16)]
        wrong = []
        try:
            for hours in sorted(chance.sample(range(1, 200), 6)):
                clock.shift(hours * 3600)
                for learner in people:
                    text = chance.choice([CHEAP, CHEAP, RIGHT, SLIP, MISTYPED])
                    out = await gives(learner, text)
                    if text == CHEAP:
                        wrong.append((learner, out.attempt_id))
            for learner, id in chance.sample(wrong, 4):
                await learner.calls.appeal(id)
            admin = await an_admin(backend)
            upheld = [chance.random() < 0.7 for _ in (await admin.appeals()).appeals]
            for card, kept in zip((await admin.appeals()).appeals, upheld, strict=True):
                await admin.decide_appeal(card.appeal_id, upheld=kept)
            await work(runner, sessions)
        finally:
            clock.shift(0)
        found, replayed = await memories(sessions), await replayed_anew(sessions)
        assert len(found) > 10
        assert found == replayed


Memories = dict[tuple[int, int], Remembered]


async def memories(sessions: Sessions) -> Memories:
    return {
        (one.profile_id, one.point_id): Remembered(
            one.stability, one.difficulty, one.due, one.reviewed_at, one.day
        )
        for one in await rows(sessions, Memory)
    }


async def replayed_anew(sessions: Sessions) -> Memories:
    """By the rules of an answer, one attempt after the other as its verdict stands now."""
    kinds = {one.id: one.kind for one in await rows(sessions, Point)}
    points: dict[int, list[int]] = {}
    for one in await rows(sessions, ExercisePoint):
        points.setdefault(one.exercise_id, []).append(one.point_id)
    made: Memories = {}
    attempts = [one for one in await rows(sessions, Attempt) if one.answered_at is not None]
    for attempt in sorted(attempts, key=lambda one: one.answered_at):
        for point in points[attempt.exercise_id]:
            rated = rating(kinds[point], attempt.verdict, hints=attempt.hints)
            if rated is not None:
                at, key = attempt.answered_at, (attempt.profile_id, point)
                made[key], _ = review(made.get(key), rated, now=at, day=at.date())
    return made


class TestListPending:
    async def test_has_the_most_pressing_first(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions, GAPS)
        for subject, text in enumerate(("xyz", CHEAP, CHEAP, CHEAP, "goedkopen"), 20):
            learner = await a_learner(backend, subject)
            await learner.calls.appeal((await gives(learner, text)).attempt_id)
        admin = await an_admin(backend)
        out = await admin.appeals()
        assert [card.said for card in out.appeals] == ["goedkopen", CHEAP, "xyz"]
        assert out.pending == 3
        assert (out.appeals[1].people, out.appeals[1].accepted) == (3, [RIGHT])
        assert [card.said for card in (await admin.appeals(limit=1)).appeals] == ["goedkopen"]
