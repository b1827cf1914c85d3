"""Talks through the real API: with the guided dialogue, and on their way to a model."""

import asyncio

import httpx2
import pytest
from sqlalchemy import func, select

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.jobs.models import JobRow
from backend.kit import clock
from backend.tutor.models import Conversation, Fact, Turn
from backend.tutor.schemas import MAX_SAID, Phase, SaidIn, TalkOut, TurnState
from tests.backend.tutor.talking import CAFE, says
from tests.factories import Learner, a_course, a_learner


async def jobs(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return list(await session.scalars(select(JobRow.kind).order_by(JobRow.id)))


async def played_by_chips(learner: Learner, talk: TalkOut) -> int:
    """To the end, always by the first chip; how many turns it took."""
    turn, count = talk.turn, 0
    while turn.chips:
        heard = await learner.calls.tap_chip(turn.id, 0)
        assert heard.turn is not None
        turn, count = heard.turn, count + 1
        assert count < 30
    assert turn.goal_reached
    return count


class TestRoom:
    async def test_lists_scenes_by_level_and_no_free_talk_without_a_model(
        self, learner: Learner, talker: Learner
    ) -> None:
        room = await learner.calls.talks(learner.profile.id)
        assert not room.can_talk
        assert len(room.scenarios) >= 10
        assert room.levels == sorted(room.levels, key=lambda level: level.rank)
        assert room.left is None
        assert (await talker.calls.talks(talker.profile.id)).can_talk

    async def test_of_somebody_else_is_not_found(self, learner: Learner, backend: Backend) -> None:
        other = await a_learner(backend, 8)
        with pytest.raises(Refused, match="NotFound"):
            await other.calls.talks(learner.profile.id)


class TestGuidedTalk:
    async def test_is_played_to_its_goal_by_chips_alone(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert talk.guided
        assert talk.turn.reply
        assert talk.title
        assert 4 <= await played_by_chips(learner, talk) <= 12
        ended = await learner.calls.finish_talk(talk.id)
        assert ended.card is not None
        assert ended.card.goal_reached
        assert ended.card.praise
        assert ended.conversation_id is None
        assert (await learner.calls.me()).profiles[0].conversation_id is None

    async def test_understands_what_is_typed(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Een koffie alstublieft")
        assert (turn.state, turn.guided, turn.number) == (TurnState.told, True, 1)
        assert turn.reply
        assert turn.chips

    async def test_means_something_on_demand(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert talk.turn.meaning is None
        told = await learner.calls.translate_turn(talk.turn.id)
        assert not told.pending
        assert told.turn.meaning
        assert told.talk is not None
        assert told.talk.goal == talk.goal

    async def test_gives_hints_from_its_chips(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        hint = await learner.calls.talk_hint(talk.turn.id)
        assert hint.about
        assert {phrase.say for phrase in hint.phrases} <= set(talk.turn.chips)
        assert all(phrase.meaning for phrase in hint.phrases)

    async def test_a_chip_tapped_twice_at_once_is_said_once(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        both = await asyncio.gather(*(learner.calls.tap_chip(talk.turn.id, 0) for _ in range(2)))
        one, other = (heard.turn for heard in both)
        assert one is not None and other is not None
        assert one.id == other.id

    async def test_an_old_chip_or_one_that_is_none_is_refused(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        with pytest.raises(Refused, match="NotAnOption"):
            await learner.calls.tap_chip(talk.turn.id, 9)
        await says(learner, talk.id, "Een koffie alstublieft")
        with pytest.raises(Refused, match="NotAnOption"):
            await learner.calls.tap_chip(talk.turn.id, 1)

    async def test_nothing_is_asked_of_a_model(self, learner: Learner, sessions: Sessions) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await says(learner, talk.id, "Een koffie alstublieft")
        await learner.calls.finish_talk(talk.id)
        assert await jobs(sessions) == []

    async def test_is_in_the_alphabet_of_the_reader(
        self, backend: Backend, sessions: Sessions, learner: Learner
    ) -> None:
        await a_serbian_course(sessions)
        reader = await a_learner(backend, 9, target="sr", alphabet="cyrillic")
        talk = await reader.calls.start_talk(reader.profile.id, "sr-cafe")
        assert not any(char.isascii() and char.isalpha() for char in talk.turn.reply or "")
        turn = await says(reader, talk.id, talk.turn.chips[0])
        assert turn.state is TurnState.told


async def a_serbian_course(sessions: Sessions) -> None:
    await a_course(sessions, language="sr")


class TestStart:
    async def test_about_anything_takes_a_model(self, learner: Learner, talker: Learner) -> None:
        with pytest.raises(Refused, match="NobodyToTalk"):
            await learner.calls.start_talk(learner.profile.id, None)
        talk = await talker.calls.start_talk(talker.profile.id, None)
        assert not talk.guided
        assert talk.turn.reply

    async def test_a_scene_that_is_none_is_not_found(self, learner: Learner) -> None:
        with pytest.raises(Refused, match="NotFound"):
            await learner.calls.start_talk(learner.profile.id, "nl-moon")

    async def test_pressed_twice_is_one_talk(self, learner: Learner, sessions: Sessions) -> None:
        both = await asyncio.gather(
            *(learner.calls.start_talk(learner.profile.id, CAFE) for _ in range(3))
        )
        assert len({talk.id for talk in both}) == 1

    async def test_another_ends_the_one_before(self, learner: Learner, sessions: Sessions) -> None:
        first = await learner.calls.start_talk(learner.profile.id, CAFE)
        second = await learner.calls.start_talk(learner.profile.id, "nl-hotel")
        assert (await learner.calls.me()).profiles[0].conversation_id == second.id
        async with sessions() as session:
            assert (await session.get_one(Conversation, first.id)).phase is Phase.ended
        with pytest.raises(Refused, match="NoTalk"):
            await says(learner, first.id, "Hallo?")


class TestSaying:
    async def test_is_a_turn_that_waits_and_one_job_on_the_models_queue(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        turn = await says(talker, talk.id, "Ik wil een koffie", "1")
        again = await says(talker, talk.id, "Ik wil een koffie", "1")
        assert (turn.id, turn.state, turn.reply) == (again.id, TurnState.waiting, None)
        assert await jobs(sessions) == ["tutor.Converse"]
        async with sessions() as session:
            assert await session.scalar(select(JobRow.queue)) == "models"

    async def test_more_waits_its_turn_and_the_fourth_is_asked_to_wait(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        for number in range(3):
            await says(talker, talk.id, f"regel {number}", str(number))
        assert await jobs(sessions) == ["tutor.Converse"]
        with pytest.raises(Refused, match="StillReplying"):
            await says(talker, talk.id, "regel 3", "3")
        # The same message as before is no further one.
        assert (await says(talker, talk.id, "regel 2", "2")).number == 3

    async def test_goes_on_after_three_messages_that_nobody_ever_replied_to(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        for number in range(3):
            await says(talker, talk.id, f"regel {number}", str(number))
        clock.shift(6 * 60)
        try:
            turn = await says(talker, talk.id, "Bent u daar nog?", "3")
        finally:
            clock.shift(0)
        assert turn.state is TurnState.waiting
        assert await jobs(sessions) == ["tutor.Converse"] * 2

    @pytest.mark.parametrize("text", ["", "\u200b\u2060", "x" * (MAX_SAID + 1)])
    async def test_nothing_or_too_much_is_refused(
        self, text: str, talker: Learner, http: httpx2.AsyncClient
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        path = f"/api/v1/talks/{talk.id}/turns"
        response = await http.post(path, json={"text": text, "key": "1"})
        assert response.status_code == 422

    async def test_in_the_talk_of_somebody_else_is_no_talk(
        self, talker: Learner, modelled: Backend
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        other = await a_learner(modelled, 8)
        with pytest.raises(Refused, match="NoTalk"):
            await says(other, talk.id, "Hallo")
        for call in (
            other.calls.talk_hint(talk.turn.id),
            other.calls.translate_turn(talk.turn.id),
            other.calls.stop_turn(talk.turn.id),
            other.calls.retry_turn(talk.turn.id),
            other.calls.tap_chip(talk.turn.id, 0),
            other.calls.finish_talk(talk.id),
            other.calls.leave_talk(talk.id),
            other.calls.resume_talk(talk.id),
            other.calls.place_turn(talk.turn.id, 5),
        ):
            with pytest.raises(Refused, match="NotFound"):
                await call


class TestLeaving:
    async def test_a_talk_can_be_gone_on_with(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Een koffie alstublieft")
        assert (await learner.calls.leave_talk(talk.id)).waits
        with pytest.raises(Refused, match="NoTalk"):
            await says(learner, talk.id, "Nog iets")
        left = (await learner.calls.talks(learner.profile.id)).left
        assert left is not None and left.turn.id == turn.id
        resumed = await learner.calls.resume_talk(talk.id)
        assert resumed.turn.reply == turn.reply
        assert (await says(learner, talk.id, "Nee, dank u")).number == 2

    async def test_after_a_day_it_is_not_offered_any_more(
        self, learner: Learner, tomorrow: None
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await learner.calls.leave_talk(talk.id)
        clock.shift(2 * 86_400 + 60)
        assert (await learner.calls.talks(learner.profile.id)).left is None

    async def test_one_that_ended_does_not_go_on(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await learner.calls.finish_talk(talk.id)
        with pytest.raises(Refused, match="NoTalk"):
            await learner.calls.resume_talk(talk.id)


async def with_mistakes(sessions: Sessions, turn_id: int, *found: tuple[str, str]) -> None:
    async with sessions.begin() as session:
        turn = await session.get_one(Turn, turn_id)
        turn.state, turn.reply = TurnState.told, "Goed zo!"
        turn.mistakes = [
            {"wrong": wrong, "right": right, "type": "grammar", "because": {"en": "So."}}
            for wrong, right in found
        ]


class TestFinishing:
    async def test_leaves_one_exercise_on_what_was_said(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Ik wil een koffie drink alstublieft")
        await with_mistakes(sessions, turn.id, ("drink", "drinken"))
        card = (await learner.calls.finish_talk(talk.id)).card
        assert card is not None and card.task is not None
        assert card.task.sentence == "Ik wil een koffie ___ alstublieft"
        assert [(one.wrong, one.right, one.because) for one in card.mistakes] == [
            ("drink", "drinken", "So.")
        ]
        assert (await learner.calls.me()).profiles[0].conversation_id == talk.id
        # The same again, and then its answer.
        assert (await learner.calls.finish_talk(talk.id)).card == card
        heard = await learner.calls.say(talk.id, SaidIn(text="drinken", key="9"))
        assert heard.task is not None
        assert heard.task.verdict == "correct"
        assert (await learner.calls.me()).profiles[0].conversation_id is None
        with pytest.raises(Refused, match="NoTalk"):
            await says(learner, talk.id, "Hallo")

    async def test_shows_three_mistakes_of_different_types(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "a b c d e")
        await with_mistakes(sessions, turn.id, ("a", "aa"), ("b", "bb"), ("c", "cc"), ("d", "dd"))
        card = (await learner.calls.finish_talk(talk.id)).card
        assert card is not None
        assert len(card.mistakes) == 3

    async def test_with_a_model_asks_it_once_what_went_well(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        await says(talker, talk.id, "Ik wil een koffie")
        for _ in range(2):
            assert (await talker.calls.finish_talk(talk.id)).card is None
        assert (await jobs(sessions)).count("tutor.WriteCard") == 1

    async def test_takes_no_word_for_the_answer_to_an_exercise_that_is_not_there_yet(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        turn = await says(talker, talk.id, "Ik wil een koffie drink alstublieft")
        await with_mistakes(sessions, turn.id, ("drink", "drinken"))
        assert (await talker.calls.finish_talk(talk.id)).card is None
        with pytest.raises(Refused, match="StillReplying"):
            await says(talker, talk.id, "Hallo?")
        clock.shift(6 * 60)
        try:  # nobody has written it: it comes as it is, and can be answered
            card = (await talker.calls.finish_talk(talk.id)).card
            heard = await talker.calls.say(talk.id, SaidIn(text="drinken", key="9"))
        finally:
            clock.shift(0)
        assert card is not None and card.task is not None
        assert heard.task is not None and heard.task.verdict == "correct"

    async def test_without_a_word_asks_nobody(self, talker: Learner, sessions: Sessions) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        ended = await talker.calls.finish_talk(talk.id)
        assert ended.card is not None
        assert ended.card.turns == 0
        assert await jobs(sessions) == []


class TestFacts:
    async def remember(self, sessions: Sessions, learner: Learner, count: int) -> None:
        async with sessions.begin() as session:
            session.add_all(Fact(user_id=learner.user.id, text=f"Fact {n}") for n in range(count))

    async def test_are_listed_and_erased_one_by_one_or_all(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await self.remember(sessions, learner, 10)
        page = await learner.calls.facts(0)
        assert (page.total, page.pages, len(page.facts)) == (10, 2, 8)
        assert page.facts[0].text == "Fact 9"
        left = await learner.calls.forget(page.facts[0].id, 0)
        assert left.total == 9
        assert (await learner.calls.forget(page.facts[0].id, 7)).page == 1
        assert (await learner.calls.forget_all()).total == 0

    async def test_of_others_are_out_of_reach(
        self, learner: Learner, backend: Backend, sessions: Sessions
    ) -> None:
        await self.remember(sessions, learner, 2)
        mine = (await learner.calls.facts(0)).facts
        other = await a_learner(backend, 8)
        assert (await other.calls.facts(0)).total == 0
        await other.calls.forget(mine[0].id, 0)
        await other.calls.forget_all()
        async with sessions() as session:
            assert await session.scalar(select(func.count()).select_from(Fact)) == 2
