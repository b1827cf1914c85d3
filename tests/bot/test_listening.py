"""What is heard: sent with its exercise, again at either pace, and uploaded once."""

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    SendAudio,
    SendChatAction,
    SendMessage,
    SendVoice,
)
from aiogram.types import BufferedInputFile

from backend.spoken.schemas import Pace
from bot.exercises.callbacks import ListenPressed
from tests.bot.conftest import Person, labels
from tests.bot.course import EXERCISES, an_exercise
from tests.bot.sounds import SECONDS
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

HEARD = ("choose_heard", "dictation", "hear_story", "minimal_pair")
FORBIDDEN = "Bad Request: VOICE_MESSAGES_FORBIDDEN"


@pytest.fixture
def kind() -> str:
    return "dictation"


@pytest.fixture
async def listener(learner: Person, api: StandIn, telegram: FakeTelegram, kind: str) -> Person:
    """Has just been shown an exercise to listen to."""
    api.deck = [an_exercise("fill_gap"), an_exercise(kind), an_exercise(kind)]
    await learner.presses("ben")
    return learner


def voices(telegram: FakeTelegram) -> list[SendVoice]:
    return telegram.all(SendVoice)


class TestPlay:
    @pytest.mark.parametrize("kind", HEARD)
    async def test_the_sound_follows_its_exercise(
        self, listener: Person, telegram: FakeTelegram, kind: str
    ) -> None:
        assert telegram.calls()[-3:] == ["EditMessageText", "SendChatAction", "SendVoice"]
        [sent] = voices(telegram)
        assert isinstance(sent.voice, BufferedInputFile)
        assert sent.voice.data == f"OggS {an_exercise(kind).heard} normal".encode()
        assert (sent.chat_id, sent.duration) == (7, round(SECONDS[Pace.normal]))
        assert labels(telegram.last)[0] == ["▶ Listen", "🐢 Slower"]

    async def test_what_is_only_read_has_no_sound(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.presses("ben")
        assert voices(telegram) == []
        assert not any("voice" in path for _, path in api.asked)

    async def test_slowly_it_is_another_sound_and_the_exercise_stays(
        self, listener: Person, telegram: FakeTelegram
    ) -> None:
        telegram.forget()
        await listener.presses("🐢")
        [sent] = voices(telegram)
        assert isinstance(sent.voice, BufferedInputFile)
        assert sent.voice.data.endswith(b"slow")
        assert sent.duration == round(SECONDS[Pace.slow])
        assert telegram.all(EditMessageText) == []
        assert telegram.all(SendMessage) == []
        assert [one.text for one in telegram.all(AnswerCallbackQuery)] == [None]

    async def test_the_second_time_nothing_is_uploaded(
        self, listener: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        assert len(api.files) == 1
        telegram.forget()
        api.asked.clear()
        for _ in range(2):
            await listener.presses("▶")
        assert [sent.voice for sent in voices(telegram)] == 2 * list(api.files.values())
        assert telegram.all(SendChatAction) == []
        assert not any(path.startswith("/spoken/") for _, path in api.asked)

    async def test_a_file_that_telegram_has_forgotten_is_uploaded_anew(
        self, listener: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        [before] = api.files.values()
        telegram.files.clear()
        telegram.forget()
        await listener.presses("▶")
        first, second = voices(telegram)
        assert first.voice == before
        assert isinstance(second.voice, BufferedInputFile)
        [after] = api.files.values()
        assert after != before
        assert after in telegram.files

    async def test_whoever_takes_no_voice_notes_gets_it_as_music(
        self, listener: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        kept = dict(api.files)
        telegram.forget()
        for _ in range(2):
            telegram.refuse(SendVoice, FORBIDDEN)
        await listener.presses("▶")
        [sent] = telegram.all(SendAudio)
        assert isinstance(sent.audio, BufferedInputFile)
        assert sent.duration == round(SECONDS[Pace.normal])
        assert api.files == kept  # by the name of music nobody else could hear it as a voice note


class TestWithoutAVoice:
    async def test_the_exercise_stands_there_all_the_same(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("hear_story")]
        api.mute = True
        await learner.presses("ben")
        assert voices(telegram) == []
        assert "Wat koopt Anna?" in (telegram.last.text or "")

    async def test_a_press_is_told_so(
        self, listener: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        telegram.forget()
        api.mute = True
        await listener.presses("▶")
        [answer] = telegram.all(AnswerCallbackQuery)
        assert "voice" in (answer.text or "")
        assert voices(telegram) == []

    async def test_a_backend_that_stumbles_breaks_nothing(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("dictation")]
        api.broken.add("/attempts/801/voice")
        await learner.presses("ben")
        assert voices(telegram) == []
        assert "Listen and write" in (telegram.last.text or "")

    async def test_a_chat_that_takes_no_sound_at_all_keeps_its_exercise(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("dictation")]
        telegram.refuse(SendVoice, "Bad Request: not enough rights to send voice messages")
        await learner.presses("ben")
        assert "Listen and write" in (telegram.last.text or "")
        assert api.files == {}


class TestText:
    @pytest.mark.parametrize("kind", HEARD)
    async def test_is_not_to_be_read_before_the_answer(
        self, listener: Person, telegram: FakeTelegram, kind: str
    ) -> None:
        heard = an_exercise(kind).heard or ""
        assert heard not in (telegram.last.text or "")
        offered = [label for row in labels(telegram.last) for label in row if heard in label]
        assert len(offered) == (kind == "choose_heard")  # it is one of what may have been heard

    async def test_is_to_be_read_after_it(self, listener: Person, telegram: FakeTelegram) -> None:
        await listener.writes("De trein vertrekt om tien uur.")
        assert "half" in (telegram.last.text or "")

    @pytest.mark.parametrize("kind", ["hear_story"])
    async def test_of_a_story_stands_whole_under_its_answer(
        self, listener: Person, telegram: FakeTelegram, kind: str
    ) -> None:
        await listener.presses("kaas")
        await listener.presses("Het regent")
        assert f"🎧 {EXERCISES['hear_story']['text']}" in (telegram.last.text or "")

    async def test_a_step_within_an_exercise_is_not_heard_again(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("hear_story"), an_exercise("fill_gap")]
        await learner.presses("ben")
        telegram.forget()
        await learner.presses("kaas")
        assert voices(telegram) == []


async def test_the_sound_of_another_is_not_to_be_had(
    listener: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    stranger = Person(listener.intake, listener.bot, telegram, id=8)
    await stranger.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await stranger.presses(label)
    telegram.forget()
    press = ListenPressed(attempt_id=801, pace=Pace.normal).pack()
    await stranger.presses_data(press, on=telegram.last)
    assert voices(telegram) == []
