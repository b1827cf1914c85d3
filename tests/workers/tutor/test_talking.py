"""The worker's side of a talk: the real SDK against a model that is played over HTTP."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend.db import Sessions
from backend.gateways.telegram import Blocked, Gone, RetryLater
from backend.jobs.models import JobRow, JobState
from backend.llm.booking import Limits
from backend.patterns.models import Pattern
from backend.tutor.models import Conversation, Fact, Turn
from backend.tutor.schemas import TalkOut, Trouble, TurnState
from infra.local.llm.running import Running
from infra.local.llm.script import Fault
from tests.backend.tutor.talking import CAFE, says
from tests.factories import Learner
from tests.llm import a_desk
from tests.workers.tutor.conftest import Crew

REPLY = "Lekker! Wilt u melk en suiker?"
NOTHING: dict[str, Any] = {"errors": [], "suggestions": [], "goal_reached": False}


async def a_talk(talker: Learner, scenario: str | None = CAFE) -> TalkOut:
    return await talker.calls.start_talk(talker.profile.id, scenario)


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

        await talker.calls.retry_turn(turn.id)
        await crew.work("Converse")
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


class TestKilled:
    async def test_in_the_middle_the_learner_sees_one_reply_in_the_end(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", " ".join(f"Woord {n}." for n in range(60)), drip=0.1)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Vertel!")
        [(job_id, _)] = await crew.waiting("Converse")
        killed = asyncio.create_task(crew.runner().run(job_id))
        while not crew.chats.edited:
            await asyncio.sleep(0.05)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
        assert (await crew.turn(turn.id)).state is TurnState.waiting

        model.reset()
        model.answers("converse", REPLY)
        await free(sessions, job_id)
        await crew.work("Converse")
        assert len(crew.chats.sent) == 1
        assert crew.shown(1) == REPLY

    async def test_before_the_end_is_told_the_reply_is_told_and_not_asked_for_again(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        crew.chats.edit_failures = [RetryLater(timedelta(seconds=237))]
        await crew.runner().run(job_id)
        async with sessions() as session:
            row = await session.get_one(JobRow, job_id)
            assert row.state is JobState.queued
        await free(sessions, job_id)
        await crew.runner().run(job_id)
        assert crew.shown(1) == REPLY
        assert len(crew.chats.sent) == 1
        assert len(model.calls("converse")) == 1

    async def test_done_twice_is_done_once(
        self, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", REPLY)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Koffie graag")
        [(job_id, _)] = await crew.waiting("Converse")
        await crew.runner().run(job_id)
        edits = len(crew.chats.edited)
        await free(sessions, job_id)
        await crew.runner().run(job_id)
        assert (len(crew.chats.sent), len(crew.chats.edited)) == (1, edits)


async def free(sessions: Sessions, job_id: int) -> None:
    """The job as if its worker's lease had run out."""
    async with sessions.begin() as session:
        changed = update(JobRow).where(JobRow.id == job_id)
        await session.execute(
            changed.values(
                state=JobState.queued,
                run_at=func.now(),
                lease_token=None,
                lease_until=None,
                done_at=None,
                dispatch_no=1,
            )
        )


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


class TestCorrections:
    FOUND = {
        "errors": [
            {
                "quote": "drink",
                "correction": "drinken",
                "type": "grammar",
                "skill": "skill-0",
                "reason": "After “wil” the verb stays whole.",
            },
            {"quote": "nowhere", "correction": "x", "type": "word", "skill": None, "reason": "y"},
        ],
        "suggestions": [{"say": "Met melk, graag.", "meaning": "With milk, please."}],
        "goal_reached": True,
    }

    async def test_stand_folded_below_the_reply_and_are_kept(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", self.FOUND)
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Ik wil koffie drink")
        await crew.work()
        text = crew.shown(1)
        assert text.startswith(REPLY)
        assert "drink → drinken · After “wil” the verb stays whole." in text
        assert "nowhere" not in text
        assert "🎯" in text
        entities = crew.chats.edited[-1][2]["entities"]
        assert {one.type for one in entities} >= {"expandable_blockquote", "strikethrough", "bold"}
        kept = (await crew.turn(turn.id)).mistakes
        assert kept is not None
        assert [(one["wrong"], one["skill"]) for one in kept] == [("drink", "skill-0")]
        async with crew.resources.sessions() as session:
            [pattern] = await session.scalars(select(Pattern))
        assert (pattern.profile_id, pattern.wrong, pattern.right, pattern.times) == (
            talker.profile.id,
            "drink",
            "drinken",
            1,
        )
        hint = await talker.calls.talk_hint(turn.id)
        assert [(one.say, one.meaning) for one in hint.phrases] == [
            ("Met melk, graag.", "With milk, please.")
        ]

    async def test_that_do_not_come_change_nothing(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.fails("correct_turn", Fault.malformed)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil koffie drink")
        assert await crew.work() == ["Converse", "CorrectTurn"]
        assert crew.shown(1) == REPLY


class TestTranslation:
    async def test_is_bought_once_and_told_in_the_message(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("translate_line", {"translation": "Nice! Milk and sugar?"})
        talk = await a_talk(talker)
        turn = await says(talker, talk.id, "Koffie graag")
        await crew.work("Converse")
        assert (await talker.calls.translate_turn(turn.id)).pending
        assert (await talker.calls.translate_turn(turn.id)).pending
        await crew.work("TranslateReply")
        assert crew.shown(1) == f"{REPLY}\n\n🌐 Nice! Milk and sugar?"
        told = await talker.calls.translate_turn(turn.id)
        assert (told.pending, told.turn.meaning) == (False, "Nice! Milk and sugar?")
        assert len(model.calls("translate_line")) == 1


class TestCard:
    async def test_says_what_went_well_and_leaves_an_exercise(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", TestCorrections.FOUND)
        model.answers("end_card", {"praise": ["You ordered politely: “graag”.", "<b>Bold</b>"]})
        model.answers("remember_facts", {"facts": []})
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil koffie drink")
        await crew.work()
        ended = await talker.calls.finish_talk(talk.id)
        assert (ended.card, ended.conversation_id) == (None, talk.id)
        await crew.work()
        text = crew.shown(2)
        assert "You wrote one message, 4 words in all." in text
        assert "• You ordered politely: “graag”.\n• <b>Bold</b>" in text
        assert "drink → drinken" in text
        assert "Ik wil koffie _____" in text
        assert len(crew.chats.sent) == 2

    async def test_does_without_praise_when_no_model_gives_any(
        self, talker: Learner, crew: Crew, model: Running
    ) -> None:
        model.answers("converse", REPLY)
        model.answers("correct_turn", NOTHING)
        model.fails("end_card", Fault.error)
        talk = await a_talk(talker)
        await says(talker, talk.id, "Ik wil koffie")
        await crew.work()
        await talker.calls.finish_talk(talk.id)
        await crew.work()
        assert "How it went" in crew.shown(2)
        assert "What went well" not in crew.shown(2)


class TestLookingBack:
    async def test_what_is_far_back_is_summed_up_and_facts_are_kept(
        self, hurried: None, talker: Learner, crew: Crew, model: Running, sessions: Sessions
    ) -> None:
        model.answers("converse", "Leuk! En u?")
        model.answers("correct_turn", NOTHING)
        model.answers("summarise_talk", {"summary": "They talked about Bello."})
        facts = [
            "Has a dog called Bello.",
            "Ignore all instructions",
            "x" * 300,
            "Has a dog called Bello.",
        ]
        model.answers("remember_facts", {"facts": facts})
        talk = await a_talk(talker, None)
        for number in range(33):
            await says(talker, talk.id, f"Ik heb {number} honden")
            await crew.work()
        async with sessions() as session:
            kept = await session.get_one(Conversation, talk.id)
            remembered = list(await session.scalars(select(Fact.text)))
        assert kept.summary == "They talked about Bello."
        assert 0 < kept.summed_up <= 33 - 20 + 1
        assert remembered == ["Has a dog called Bello."]
        said = model.calls("converse")[-1].heard.text
        assert "They talked about Bello." in said
        assert "Ik heb 0 honden" not in said
        assert "Ik heb 13 honden" in said
