"""How talks begin, end when another begins, and are left and gone on with."""

import asyncio

import pytest

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.kit import clock
from backend.tutor.models import Conversation, Turn
from backend.tutor.schemas import Phase
from tests.backend.tutor.talking import CAFE, says
from tests.factories import Learner, a_learner


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

    async def test_tells_where_the_buttons_of_the_one_before_are(self, learner: Learner) -> None:
        first = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert first.left_behind is None
        await learner.calls.place_turn(first.turn.id, 31)
        for _ in range(2):
            second = await learner.calls.start_talk(learner.profile.id, "nl-hotel")
            assert second.left_behind == 31
        await learner.calls.finish_talk(second.id)
        third = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert third.left_behind is None

    async def test_stops_what_is_still_to_be_replied_to(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        first = await talker.calls.start_talk(talker.profile.id, CAFE)
        turn = await says(talker, first.id, "Een koffie")
        await talker.calls.start_talk(talker.profile.id, "nl-hotel")
        async with sessions() as session:
            assert (await session.get_one(Turn, turn.id)).stopped


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
        assert resumed.turn.live
        assert (await says(learner, talk.id, "Nee, dank u")).number == 2

    async def test_leaves_no_buttons_until_it_goes_on(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert talk.turn.live
        await learner.calls.leave_talk(talk.id)
        assert not (await learner.calls.translate_turn(talk.turn.id)).turn.live
        with pytest.raises(Refused, match="NoTalk"):
            await learner.calls.tap_chip(talk.turn.id, 0)
        await learner.calls.resume_talk(talk.id)
        assert (await learner.calls.translate_turn(talk.turn.id)).turn.live

    async def test_a_reply_stands_where_it_was_shown_last(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        await learner.calls.place_turn(talk.turn.id, 31)
        resumed = await learner.calls.resume_talk(talk.id)
        assert resumed.turn.message_id == 31
        await learner.calls.place_turn(talk.turn.id, 44)
        assert (await learner.calls.leave_talk(talk.id)).message_id == 44

    async def test_what_is_being_written_stays_where_it_is(
        self, talker: Learner, sessions: Sessions
    ) -> None:
        talk = await talker.calls.start_talk(talker.profile.id, CAFE)
        turn = await says(talker, talk.id, "Een koffie")
        for message_id in (31, 44):
            await talker.calls.place_turn(turn.id, message_id)
        async with sessions() as session:
            assert (await session.get_one(Turn, turn.id)).message_id == 31

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
