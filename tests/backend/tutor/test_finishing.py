"""The card of a talk, and its exercise."""

import asyncio

import pytest

from backend.client import Refused
from backend.db import Sessions
from backend.kit import clock
from backend.tutor.schemas import SaidIn
from tests.backend.tutor.talking import CAFE, jobs, says, with_mistakes
from tests.factories import Learner


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

    async def test_has_its_exercise_answered_once_however_often_the_message_comes(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Ik wil een koffie drink alstublieft")
        await with_mistakes(sessions, turn.id, ("drink", "drinken"))
        await learner.calls.finish_talk(talk.id)
        given = SaidIn(text="drinken", key="9")
        first, second = await asyncio.gather(*(learner.calls.say(talk.id, given) for _ in range(2)))
        assert first.task is not None
        assert second == first
        # What typed messages go to still knows this one, and no other.
        assert (await learner.calls.me()).profiles[0].conversation_id == talk.id
        assert await learner.calls.say(talk.id, given) == first
        with pytest.raises(Refused, match="NoTalk"):
            await says(learner, talk.id, "Hallo")
        assert not (await learner.calls.leave_talk(talk.id)).waits
        assert (await learner.calls.me()).profiles[0].conversation_id is None

    async def test_takes_no_old_chip_for_the_answer_to_its_exercise(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Ik wil een koffie drink alstublieft")
        await with_mistakes(sessions, turn.id, ("drink", "drinken"))
        await learner.calls.finish_talk(talk.id)
        with pytest.raises(Refused, match="NoTalk"):
            await learner.calls.tap_chip(turn.id, 0)
        heard = await learner.calls.say(talk.id, SaidIn(text="drinken", key="9"))
        assert heard.task is not None

    async def test_again_says_that_it_is_again(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert not (await learner.calls.finish_talk(talk.id)).again
        assert (await learner.calls.finish_talk(talk.id)).again

    async def test_one_that_another_ended_has_no_card(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await says(learner, talk.id, "Een koffie alstublieft")
        await learner.calls.start_talk(learner.profile.id, "nl-hotel")
        with pytest.raises(Refused, match="NoTalk"):
            await learner.calls.finish_talk(talk.id)

    async def test_shows_what_can_be_said_in_full_and_asks_for_what_was_mistyped(
        self, learner: Learner
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await says(learner, talk.id, "thee")
        card = (await learner.calls.finish_talk(talk.id)).card
        assert card is not None
        assert [(one.wrong, one.fuller) for one in card.mistakes] == [("thee", True)]
        assert card.task is None

        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await says(learner, talk.id, "Een koffie, alstubleift")
        card = (await learner.calls.finish_talk(talk.id)).card
        assert card is not None and card.task is not None
        assert card.task.sentence == "Een koffie, ___"
        heard = await learner.calls.say(talk.id, SaidIn(text="alstublieft", key="9"))
        assert heard.task is not None and heard.task.verdict == "correct"

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
