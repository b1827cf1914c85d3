"""A decision, and how it comes to everybody who gave the answer."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text as raw

from backend.appeals import deciding, repository
from backend.appeals.jobs import Regrade
from backend.appeals.models import Appeal
from backend.appeals.schemas import AppealState
from backend.attempts.models import Attempt
from backend.audit.models import AuditEntry
from backend.catalogue import service as catalogue
from backend.client import Backend, Refused
from backend.db import Sessions, transaction
from backend.exercises.grading import Verdict
from backend.exercises.models import AcceptedAnswer, Exercise
from backend.gateways.telegram import Address, Blocked
from backend.kit.clock import utc_now
from backend.queue import Silent, enqueue
from bot.texts import Texts
from tests.backend.appeals.answers import GAPS, RIGHT, SLIP, gives, gives_all, state
from tests.factories import BOT, a_course, a_learner, a_shelf, an_item
from tests.workers.appeals.steps import CHEAP, a_case, an_admin, appealed, appeals
from tests.workers.telegram import FakeChats
from tests.workers.working import rows, work
from workers.runner import Runner

EN = Texts("en")


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
        admin, card, people = await a_case(backend, sessions, 3)
        await admin.decide_appeal(card.appeal_id, upheld=True)
        await work(runner, sessions)
        once = [await state(sessions, learner) for learner in people]
        async with transaction(sessions, Silent()) as session:
            await enqueue(session, Regrade(appeal_id=card.appeal_id))
        await work(runner, sessions)
        assert [await state(sessions, learner) for learner in people] == once
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
        admin, card, _ = await a_case(backend, sessions, 5)
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
        admin, card, _ = await a_case(backend, sessions, 3)
        for _ in range(3):
            await admin.decide_appeal(card.appeal_id, upheld=True)
            await work(runner, sessions)
        assert sorted(to for to, _ in telegram.sent) == [Address(BOT, n) for n in (10, 11, 12)]
        line = EN("appeal-upheld", said=CHEAP)
        assert {message["text"] for _, message in telegram.sent} == {f"🙋 {line}"}

    async def test_goes_on_where_somebody_has_blocked_the_bot(
        self, backend: Backend, sessions: Sessions, runner: Runner, telegram: FakeChats
    ) -> None:
        admin, card, _ = await a_case(backend, sessions, 2)
        telegram.failures = [Blocked("bot was blocked by the user")]
        await admin.decide_appeal(card.appeal_id, upheld=False)
        await work(runner, sessions)
        assert len(telegram.sent) == 1

    async def test_once_decided_it_stays_so(self, backend: Backend, sessions: Sessions) -> None:
        admin, card, _ = await a_case(backend, sessions, 1)
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
            await appeals(backend, subject, text)
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
        admin, card, _ = await a_case(backend, sessions, 1)
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
