"""A reply of a model, written into the chat: the real SDK against a model played over HTTP."""

import asyncio

from backend.db import Sessions
from backend.gateways.telegram import Blocked, Gone
from backend.tutor.models import Fact
from backend.tutor.schemas import TurnState
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import says
from tests.factories import Learner
from tests.workers.tutor.conftest import Crew
from tests.workers.tutor.talking import NOTHING, REPLY, a_talk


class TestReply:
    async def test_is_written_into_one_message_and_then_looked_through(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", NOTHING)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Ik wil een koffie")
        assert await crew.work() == ["Converse", "CorrectTurn"]

        assert len(crew.chats.sent) == 1
        assert crew.shown(1) == REPLY
        assert "🏁 Finish" in crew.buttons(1)
        kept = await crew.turn(turn.id)
        assert (kept.state, kept.reply, kept.message_id) == (TurnState.told, REPLY, 1)
        assert len(model.calls("converse")) == 1

    async def test_grows_while_it_is_written(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "Een twee drie vier vijf zes zeven acht.", drip=0.4)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Tel eens")
        await crew.work("Converse")
        edits = [words["text"] for _, _, words in crew.chats.edited]
        assert len(edits) >= 2
        assert edits[-1] == "Een twee drie vier vijf zes zeven acht."
        assert all(edit.endswith("…") for edit in edits[:-1])

    async def test_is_shown_as_text_whatever_is_in_it(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "<b>Hoi</b> & *jij*\u202e [link](http://x)\u200b `code`")
        talk = await a_talk(talker, None)
        await says(talker, talk.id, "<i>Hallo</i>")
        await crew.work("Converse")
        words = crew.chats.edited[-1][2]
        assert words["text"] == "<b>Hoi</b> & *jij* [link](http://x) `code`"
        assert words["parse_mode"] is None
        assert words["entities"] == []

    async def test_of_more_than_a_message_comes_in_several_once_each(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        whole = " ".join(f"woord{n}." for n in range(340))
        model.answers("converse", whole)
        model.fails("simplify_line", Fault.error)
        talk = await a_talk(talker, None)
        await says(talker, talk.id, "Vertel alles")
        await crew.work("Converse")
        last = {1: crew.shown(1), **{n: crew.shown(n) for n in range(2, len(crew.chats.sent) + 1)}}
        assert len(last) > 1
        assert " ".join(last.values()) == whole
        assert "🏁 Finish" in crew.buttons(len(last))

    async def test_takes_the_buttons_from_the_reply_before(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        for text in ("Koffie graag", "Nee, zwart"):
            await says(talker, talk.id, text)
            await crew.work("Converse")
        assert crew.buttons(1) == []
        assert crew.buttons(2) != []
        assert crew.shown(1) == REPLY

    async def test_carries_what_was_said_before_and_what_is_remembered(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        async with sessions.begin() as session:
            session.add(Fact(user_id=talker.user.id, text="Has a dog called Bello"))
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        for text in ("Koffie graag", "Nee, zwart"):
            await says(talker, talk.id, text)
            await crew.work("Converse")
        said = model.calls("converse")[-1].heard.text
        assert all(part in said for part in ("Bello", "Koffie graag", REPLY, "Nee, zwart"))

    async def test_messages_written_meanwhile_are_replied_to_one_after_the_other(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", "Een.", "Twee.", "Drie.")
        talk = await a_talk(talker, None)
        for number in range(3):
            await says(talker, talk.id, f"Zin {number}")
        assert await crew.work("Converse") == ["Converse"] * 3
        assert [crew.shown(n) for n in (1, 2, 3)] == ["Een.", "Twee.", "Drie."]


class TestOver:
    async def test_what_nobody_began_to_reply_to_is_let_go(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        await talker.calls.start_talk(talker.profile.id, None)
        await crew.work("Converse")
        assert crew.chats.sent == []
        assert model.calls() == []


class TestStop:
    async def test_keeps_what_was_said_so_far(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", " ".join(f"Woord {n}." for n in range(200)), drip=0.1)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Vertel!")
        working = asyncio.create_task(crew.work("Converse"))
        while not crew.chats.edited:
            await asyncio.sleep(0.05)
        await talker.calls.stop_turn(turn.id)
        await asyncio.wait_for(working, 10)
        kept = await crew.turn(turn.id)
        assert kept.state is TurnState.told
        assert kept.reply
        assert len(kept.reply.split()) < 200
        assert crew.shown(1) == f"{kept.reply}\nstopped"


class TestMessage:
    async def test_that_is_gone_is_told_anew(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Koffie graag")
        crew.chats.edit_failures = [Gone("message to edit not found")]
        await crew.work("Converse")
        assert [words["text"] for _, words in crew.chats.sent] == ["…", REPLY]
        assert (await crew.turn(turn.id)).message_id == 2

    async def test_to_somebody_who_blocked_the_bot_is_let_go(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        crew.chats.failures = [Blocked("blocked")]
        await crew.work("Converse")
        assert crew.chats.sent == []
        assert await crew.waiting("Converse") == []
