"""A voice note in another language than the one that is learnt."""

from collections.abc import Callable

import pytest

from backend.client import Backend
from backend.db import Sessions
from backend.gateways.asr import AsrUnavailable, Whisper
from backend.gateways.asr_models import place_of
from backend.gateways.decoding import decode
from backend.gateways.speaking_local import LocalSpeaker
from backend.recordings.outcome import is_another
from backend.recordings.schemas import Outcome
from backend.speech.heard import Guess
from backend.tutor.scenarios import scenarios_of
from tests.factories import a_course
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, Speaker, a_speaker, spoken_items

ELSE = "mijn hond slaapt altijd onder tafel"
ENGLISH = Guess("en", 0.97)


@pytest.fixture
def sounds_like(recogniser: PlayedRecogniser) -> Callable[[Guess | None], None]:
    def told(guess: Guess | None) -> None:
        recogniser.sounds_like = guess

    return told


SoundsLike = Callable[[Guess | None], None]


class TestInPlaceOfASentence:
    async def test_is_told_as_such_and_counts_nothing(
        self, speaker: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(ENGLISH)
        assert await speaker.refused(ELSE) == "other_language"
        assert "another language" in speaker.told[-1]

    async def test_that_was_hardly_understood_too(
        self, speaker: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(ENGLISH)
        assert await speaker.refused(heard(ELSE, likelihood=-1.6)) == "other_language"

    @pytest.mark.parametrize("guess", [None, Guess("en", 0.7), Guess("nl", 0.9), Guess("af", 0.9)])
    async def test_is_another_sentence_where_nobody_can_be_sure(
        self, speaker: Speaker, sounds_like: SoundsLike, guess: Guess | None
    ) -> None:
        sounds_like(guess)
        assert await speaker.refused(ELSE) == "other_sentence"

    async def test_is_not_heard_into_what_matches(
        self, speaker: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(ENGLISH)
        assert (await speaker.says(SENTENCE)).outcome is Outcome.judged


class TestInPlaceOfAnAnswer:
    @pytest.fixture
    async def answering(
        self,
        sessions: Sessions,
        backend: Backend,
        worker: Worker,
        recogniser: PlayedRecogniser,
        tone: bytes,
    ) -> Speaker:
        await a_course(sessions, items=spoken_items("answer_aloud"))
        return await a_speaker(backend, worker, recogniser, tone)

    async def test_is_told_as_such_where_the_ear_doubts_its_words(
        self, answering: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(ENGLISH)
        assert await answering.refused(heard("gut morning", sure=0.4)) == "other_language"

    async def test_is_judged_where_it_doubts_nothing(
        self, answering: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(ENGLISH)
        assert (await answering.says(heard("goedemorgen", sure=0.9))).outcome is Outcome.judged

    async def test_is_judged_where_only_the_words_are_doubtful(
        self, answering: Speaker, sounds_like: SoundsLike
    ) -> None:
        sounds_like(Guess("nl", 0.6))
        assert (await answering.says(heard("goedemorgen", sure=0.4))).outcome is Outcome.judged


async def test_in_a_talk_may_be_a_question_to_the_tutor(
    speaker: Speaker, sounds_like: SoundsLike
) -> None:
    await speaker.learner.calls.start_talk(speaker.learner.profile.id, scenarios_of("nl")[0].key)
    sounds_like(ENGLISH)
    assert (await speaker.says(heard("how do I say bread", sure=0.4))).outcome is Outcome.said


@pytest.mark.parametrize(
    ("learnt", "spoken", "another"),
    [("sr", "hr", False), ("bg", "mk", False), ("en", "ru", True), ("sr", "ru", True)],
)
def test_what_is_nearly_the_same_is_not_another(learnt: str, spoken: str, another: bool) -> None:
    assert is_another(Guess(spoken, 0.9), learnt) is another


@pytest.mark.parametrize("model", ["tiny.en", "base"])
async def test_a_real_ear_tells_what_it_can(model: str) -> None:
    """That of English alone says nothing; English said clearly is known by the other one."""
    if place_of(model) == model:
        pytest.skip("its weights are not installed")
    try:
        ear = Whisper(model)
    except AsrUnavailable as error:
        pytest.skip(str(error))
    speaker = LocalSpeaker()
    if speaker.voice("en") != "piper-joe":
        pytest.skip("the other voices of this machine are not like a person's")
    data = await speaker.speak("This morning I bought bread and milk in the shop.", "en")
    guess = ear.guess(decode(data))
    if model == "tiny.en":
        assert guess is None
    else:
        assert guess is not None
        assert is_another(guess, "nl")
        assert not is_another(guess, "en")
