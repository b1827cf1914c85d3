"""Talks with the guided dialogue, through the real API."""

import asyncio

import pytest

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.tutor.models import Turn
from backend.tutor.schemas import TurnState
from tests.backend.tutor.talking import CAFE, jobs, played_by_chips, says
from tests.factories import BOT, Learner, a_course, a_learner


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

    async def test_says_in_full_what_was_said_in_a_word(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "thee")
        [one] = turn.mistakes
        assert (one.wrong, one.fuller) == ("thee", True)
        assert one.right in talk.turn.chips
        assert one.because

    async def test_mends_what_was_mistyped(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, "Een koffie, alstubleift!")
        [one] = turn.mistakes
        assert (one.wrong, one.right, one.fuller) == ("alstubleift", "alstublieft", False)

    @pytest.mark.parametrize("text", ["Een koffie, alstublieft.", "Mag ik een thee van u hebben?"])
    async def test_has_nothing_to_say_of_what_is_right(self, text: str, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert (await says(learner, talk.id, text)).mistakes == []

    async def test_means_something_on_demand(self, learner: Learner) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert talk.turn.meaning is None
        told = await learner.calls.translate_turn(talk.turn.id)
        assert not told.pending
        assert told.turn.meaning
        assert told.talk is not None
        assert told.talk.goal == talk.goal

    @pytest.mark.parametrize("text", ["I don't understand", "Я не понимаю", "Ik begrijp het niet"])
    async def test_means_something_at_once_to_whoever_does_not_understand(
        self, text: str, learner: Learner
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        turn = await says(learner, talk.id, text)
        assert turn.meaning
        assert turn.hint is not None
        assert turn.hint.about
        assert {phrase.say for phrase in turn.hint.phrases} <= set(turn.chips)
        assert all(phrase.meaning for phrase in turn.hint.phrases)
        other = await says(learner, talk.id, "Een koffie alstublieft")
        assert (other.meaning, other.hint) == (None, None)

    async def test_is_translatable_only_where_it_means_something_or_a_model_is_there(
        self, learner: Learner, sessions: Sessions, modelled: Backend
    ) -> None:
        talk = await learner.calls.start_talk(learner.profile.id, CAFE)
        assert talk.turn.translatable
        async with sessions.begin() as session:
            turn = await session.get_one(Turn, talk.turn.id)
            turn.meaning = {"ru": "Здравствуйте!"}
        again = await learner.calls.resume_talk(talk.id)
        assert not again.turn.translatable
        asked = modelled.on_behalf_of(7, bot_id=BOT)
        assert (await asked.resume_talk(talk.id)).turn.translatable

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

    async def test_mends_in_the_alphabet_of_the_reader(
        self, backend: Backend, sessions: Sessions, learner: Learner
    ) -> None:
        await a_serbian_course(sessions)
        reader = await a_learner(backend, 9, target="sr", alphabet="cyrillic")
        talk = await reader.calls.start_talk(reader.profile.id, "sr-cafe")
        chip = talk.turn.chips[0]
        word = max(chip.strip(".?!").split(), key=len).strip(",")
        typo = word[:2] + word[3] + word[2] + word[4:]
        turn = await says(reader, talk.id, chip.replace(word, typo))
        assert [(one.wrong, one.right) for one in turn.mistakes] == [(typo, word)]


async def a_serbian_course(sessions: Sessions) -> None:
    await a_course(sessions, language="sr")
