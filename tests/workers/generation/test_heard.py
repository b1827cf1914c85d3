"""What is heard is ordered where somebody reads it aloud, and is there before it is needed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from backend.attempts.models import Attempt
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.models import Exercise, ExerciseState
from backend.gateways.speaking_local import LocalSpeaker
from backend.gateways.storage import Folder
from backend.generation.jobs import PlanRefill, WriteDrafts
from backend.generation.lacking import VOICED_WITHIN, uses
from backend.generation.models import Draft, Order, Refill
from backend.generation.schemas import DraftState, Ordered
from backend.generation.statements.stock import Stock
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.settings import Settings
from infra.local.llm.asking import Heard
from infra.local.llm.listening import TO_BE_HEARD
from infra.local.llm.replies import solve_item
from tests.backend.spoken.voiced import voice_all
from tests.bench.written import Written
from tests.factories import a_course, a_learner
from tests.workers.generation.press import SKILL, Press
from tests.workers.voicing.conftest import voiced
from tests.workers.working import rows
from workers.context import Speech

STORY = TO_BE_HEARD["Dutch"]["hear_story"]


@pytest.fixture
def by(press: Press, tmp_path: Path) -> Callable[[str], Press]:
    """Workers of a deployment with these voices."""

    def by(voices: str) -> Press:
        speech = Speech(Folder(tmp_path), LocalSpeaker())
        return press.by(replace(press.resources, voices=voices, speech=speech))

    return by


By = Callable[[str], Press]


async def ordered_by(press: Press) -> set[str]:
    """The kinds that a refill orders now."""
    async with press.sessions.begin() as session:
        await session.execute(delete(Order))
        await session.execute(delete(Refill))
    await press.do(PlanRefill())
    return {order.kind for order in await rows(press.sessions, Order)}


class TestAnOrder:
    @pytest.fixture
    async def need(self, backend: Backend, sessions: Sessions) -> None:
        """Somebody who has little that is new before them, in a course with a thing to hear."""
        await a_course(sessions, kinds=("fill_gap", "dictation"))
        exercise = await (await a_learner(backend)).exercise()
        async with sessions.begin() as session:
            own = update(Attempt).where(Attempt.id == exercise.attempt_id)
            await session.execute(own.values(because="new"))

    @pytest.mark.usefixtures("need")
    async def test_is_for_something_to_hear_where_such_things_were_read_aloud(
        self, by: By, sessions: Sessions, settings: Settings
    ) -> None:
        assert await ordered_by(by("local-1")) == {"fill_gap"}
        await voice_all(sessions, settings)
        assert await ordered_by(by("local-1")) == {"fill_gap", "dictation"}
        assert await ordered_by(by("")) == {"fill_gap"}


class TestAStory:
    @pytest.fixture
    async def written(self, by: By) -> Press:
        """A story that passed the gates, before anybody has read it aloud."""
        press = by("local-1")
        await press.without()
        await write(press, STORY, lambda heard: solve_item.reply(heard.system, heard.lines, None))
        return press

    async def test_waits_for_its_voice_and_is_published_with_it(self, written: Press) -> None:
        draft = await written.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.published, None), draft.reasons
        assert {"sayable", "unread"} <= set(draft.passed)
        assert await state_of(written, draft) is ExerciseState.unvoiced

        await voiced(written.resources)
        assert await state_of(written, draft) is ExerciseState.published

    async def test_is_there_for_the_next_refill_while_it_waits(
        self, written: Press, backend: Backend
    ) -> None:
        await (await a_learner(backend, level="A2")).exercise()
        draft, now = await written.one(Draft), utc_now()
        async with written.sessions() as session:
            cells = {(cell.kind, cell.skill): cell for cell in await Stock(session).cells()}
            cell = cells["hear_story", SKILL]
            assert cell.there >= cell.waiting >= 1
            [without] = await uses(session, now=now)
            [use] = await uses(session, now=now, voiced=True)
        waiting = use.unseen - without.unseen  # some of the course's own among them
        assert waiting >= 1
        async with written.sessions.begin() as session:
            long_ago = now - VOICED_WITHIN - timedelta(hours=1)
            own = update(Exercise).where(Exercise.id == draft.exercise_id)
            await session.execute(own.values(created_at=long_ago))
        async with written.sessions() as session:
            [use] = await uses(session, now=now, voiced=True)
        assert use.unseen == without.unseen + waiting - 1

    async def test_is_not_written_twice_while_it_waits(self, written: Press) -> None:
        await write(written, STORY, lambda heard: solve_item.reply(heard.system, heard.lines, None))
        ends = {(each.state, each.stopped_by) for each in await rows(written.sessions, Draft)}
        assert ends == {(DraftState.published, None), (DraftState.rejected, "alike")}

    async def test_that_can_be_answered_unheard_is_not_published(self, by: By) -> None:
        def knows_all(heard: Heard) -> dict[str, Any]:
            return solve_item.reply("", heard.lines, None)

        press = by("local-1")
        await press.without()
        await write(press, STORY, knows_all)
        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "unread")

    async def test_that_no_voice_could_say_is_not_published(self, by: By) -> None:
        press = by("local-1")
        await press.without()
        numbers = {**STORY, "text": STORY["text"].replace("een kat", "1 kat", 1)}
        await write(press, numbers, lambda heard: solve_item.reply(heard.system, heard.lines, None))
        draft = await press.one(Draft)
        assert (draft.state, draft.stopped_by) == (DraftState.rejected, "sayable")


async def write(press: Press, draft: dict[str, Any], solve: Callable[[Heard], Any]) -> None:
    """Have it written, and read by a critic who solves it so."""
    press.model.answers("generate_item", {"drafts": [draft]})
    press.model.answers("solve_item", solve)
    press.model.answers("critique_item", {"untrue": [], "note": ""})
    of = press.fresh[0].order
    order = Ordered("nl", Level.a2, "hear_story", SKILL, of.topic, "oma", "droog", 1)
    id = await press.ordered(Written(order, draft, press.fresh[0].item))
    await press.do(WriteDrafts(order_id=id))
    await press.read()


async def state_of(press: Press, draft: Draft) -> ExerciseState:
    async with press.sessions() as session:
        return (await session.get_one(Exercise, draft.exercise_id)).state
