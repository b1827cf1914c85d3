"""Replies at the level of their reader."""

from sqlalchemy import select

from backend.db import Sessions
from backend.tutor.models import Turn
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import a_talk


class TestLevel:
    HARD = "Uw nauwgezette overpeinzing onthult een opvallende voorkeur voor verfrissingen."

    async def test_a_reply_above_the_level_is_rewritten_once(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", self.HARD)
        model.answers("simplify_line", {"line": "Wat leuk! Wilt u koffie of thee?"})
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil iets drinken")
        await crew.work("Converse")
        assert crew.shown(1) == "Wat leuk! Wilt u koffie of thee?"
        assert len(model.calls("simplify_line")) == 1
        assert "overpeinzing" in model.calls("simplify_line")[0].heard.text

    async def test_what_is_no_easier_is_not_taken_and_not_asked_for_again(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", self.HARD)
        model.answers("simplify_line", {"line": self.HARD * 2})
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil iets drinken")
        await crew.work("Converse")
        assert crew.shown(1) == self.HARD
        assert len(model.calls("simplify_line")) == 1

    async def test_a_model_that_cannot_rewrite_costs_no_reply(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", self.HARD)
        model.fails("simplify_line", Fault.refusal)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil iets drinken")
        await crew.work("Converse")
        assert crew.shown(1) == self.HARD

    async def test_thirty_turns_stay_at_the_level(
        self, hurried: None, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        """A model that drifts upwards: from the tenth turn on every reply is too hard."""
        hard = [f"{self.HARD} Nummer {n}?" for n in range(40)]
        model.answers("converse", *(["Leuk! En u?"] * 10), *hard)
        model.answers("simplify_line", {"line": "Leuk! Wat doet u graag?"})
        talk = await a_talk(talker)
        for number in range(30):
            await says(talker, talk.id, f"Ik doe {number} dingen")
            await crew.work("Converse")
        async with sessions() as session:
            replies = list(
                await session.scalars(select(Turn.reply).where(Turn.number > 0).order_by(Turn.id))
            )
        assert len(replies) == 30
        assert not [reply for reply in replies if reply and "overpeinzing" in reply]
