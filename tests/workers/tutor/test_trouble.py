"""What is replied where no model does."""

import asyncio

import pytest

from backend.db import Sessions
from backend.kit import clock
from backend.llm.booking import Limits
from backend.tutor.schemas import Trouble, TurnState
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.llm import a_desk
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import REPLY, a_talk


class TestTrouble:
    @pytest.mark.parametrize("fault", [Fault.error, Fault.refusal, Fault.drop, Fault.rate_limited])
    async def test_a_model_that_fails_leaves_the_word_to_the_script(
        self, fault: Fault, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "")
        model.fails("converse", fault)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Een koffie alstublieft")
        await crew.work()
        assert crew.shown(1).startswith("I'm a little short of words right now")
        kept = await crew.turn(turn.id)
        assert (kept.state, kept.guided, kept.trouble) == (TurnState.told, True, Trouble.away)
        assert kept.chips
        # From here on nobody waits for a model.
        after = await says(talker, talk.id, "Nee, dank u")
        assert (after.state, after.guided) == (TurnState.told, True)

    async def test_a_model_that_is_back_has_the_word_again_after_a_minute(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.fails("converse", Fault.error, times=2)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Een koffie alstublieft")
        await crew.work("Converse")
        assert (await says(talker, talk.id, "Nee, dank u")).guided
        clock.shift(61)
        try:
            turn = await says(talker, talk.id, "Mag ik de rekening?")
            await crew.work("Converse")
            kept = await crew.turn(turn.id)
            assert (kept.reply, kept.guided, kept.trouble) == (REPLY, False, None)
            # Who is there again is asked at once.
            assert (await says(talker, talk.id, "Dank u")).state is TurnState.waiting
        finally:
            clock.shift(0)

    async def test_a_model_that_is_still_away_lets_the_script_go_on_from_where_it_was(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.fails("converse", Fault.error, times=99)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Een koffie alstublieft")
        await crew.work("Converse")
        clock.shift(61)
        try:
            turn = await says(talker, talk.id, "Zonder melk, dank u")
            await crew.work("Converse")
        finally:
            clock.shift(0)
        kept = await crew.turn(turn.id)
        assert (kept.guided, kept.trouble) == (True, Trouble.away)
        again = await talker.calls.resume_talk(talk.id)
        assert again.guided
        assert again.turn.reply != talk.turn.reply

    async def test_a_model_that_hangs_is_given_up_within_five_seconds(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.fails("converse", Fault.hang)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Een koffie alstublieft")
        clock = asyncio.get_running_loop().time
        started = clock()
        await crew.work("Converse")
        assert clock() - started < 7
        assert crew.shown(1).startswith("I'm a little short of words")

    async def test_the_script_goes_on_where_the_talk_stands(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Een koffie alstublieft")
        await crew.work("Converse")
        model.fails("converse", Fault.error)
        turn = await says(talker, talk.id, "Nee, dank u wel")
        await crew.work("Converse")
        kept = await crew.turn(turn.id)
        assert kept.reply
        assert kept.reply not in (talk.turn.reply or "")

    async def test_half_a_reply_is_kept_up_to_its_last_sentence(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "Wat leuk! Vertel eens. " + "Ik wil graag meer weten over dat en")
        model.fails("converse", Fault.drop)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Hoi")
        await crew.work("Converse")
        kept = await crew.turn(turn.id)
        assert kept.reply
        assert kept.reply.endswith((".", "!", "?"))

    async def test_a_talk_about_anything_offers_scenes_and_another_try(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "Hoi! Hoe gaat het?")
        model.fails("converse", Fault.error, times=2)
        talk = await a_talk(talker, None)
        turn = await says(talker, talk.id, "Hoi")
        await crew.work("Converse")
        assert crew.shown(1).startswith("I can't find the words right now")
        assert crew.buttons(1) == ["🔁 Try again", "🎭 Scenes"]
        assert (await crew.turn(turn.id)).state is TurnState.failed

        edits = len(crew.chats.edited)
        await talker.calls.retry_turn(turn.id)
        await crew.work("Converse")
        assert crew.chats.edited[edits][2]["text"] == "…"
        assert crew.shown(1) == "Hoi! Hoe gaat het?"
        assert len(crew.chats.sent) == 1

    async def test_a_budget_that_is_spent_is_told_and_nobody_is_asked(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        poor = Limits(learner=0.0, day=1000, roles={})
        async with a_desk(sessions, model, limits=poor) as desk:
            object.__setattr__(crew.resources, "llm", desk)
            talk = await a_talk(talker)
            turn = await says(talker, talk.id, "Een koffie alstublieft")
            await crew.work()
        assert crew.shown(1).startswith("We've talked a lot today")
        assert (await crew.turn(turn.id)).trouble is Trouble.budget
        assert model.calls() == []
