"""A learner speaks: what the bot says at once, and what it hands on."""

from typing import Any

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    SendMessage,
)

from backend.attempts.replies import feedback
from backend.attempts.schemas import AnswerOut
from backend.exercises.aloud import SpeechScore, WordSaid, WordState
from backend.exercises.kinds.base import Spoken
from backend.recordings.schemas import Outcome, Receipt, ReceivedOut
from bot.exercises import view
from bot.texts import Texts
from bot.voice import heard_view
from tests.answers import Reader
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

SPOKEN = ("read_aloud", "repeat_after_me", "answer_aloud")
SILENT = "🤫 I can't speak now"


def a_voice(**changes: Any) -> dict[str, Any]:
    voice = {"file_id": "f-1", "file_unique_id": "u-1", "duration": 3, "file_size": 9000}
    return {"voice": {**voice, **changes}}


async def begin(person: Person, api: StandIn, kind: str) -> None:
    api.deck = [an_exercise(kind)]
    await person.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await person.presses(label)
    person.telegram.forget()


class TestAVoiceNote:
    async def test_is_handed_on_by_its_name_with_what_it_claims(
        self, person: Person, api: StandIn
    ) -> None:
        await begin(person, api, "read_aloud")
        asked_in = person.telegram.last.message_id
        await person.sends(**a_voice())
        [given] = api.recorded
        assert (given.file_id, given.unique_id) == ("f-1", "u-1")
        assert (given.seconds, given.size, given.asked_in) == (3, 9000, asked_in)

    async def test_gets_a_sign_at_once_which_is_where_the_rest_is_told(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        await person.sends(**a_voice())
        [said] = telegram.all(SendMessage)
        assert said.text == "🎧 …"
        assert api.waits == [(5, telegram.last.message_id)]

    async def test_leaves_the_buttons_of_the_exercise(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        """It may have to be said once more."""
        await begin(person, api, "read_aloud")
        await person.sends(**a_voice())
        assert telegram.calls() == ["SendMessage"]

    async def test_that_comes_again_and_is_told_of_somewhere_gets_no_further_sign(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        api.receipt = ReceivedOut(state=Receipt.hearing, recording_id=5, message_id=1000)
        await person.sends(**a_voice())
        assert telegram.said == []

    async def test_that_is_told_of_elsewhere_by_now_leaves_no_sign(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        api.elsewhere = True
        await person.sends(**a_voice())
        [gone] = telegram.all(DeleteMessage)
        assert gone.message_id == telegram.last.message_id

    async def test_is_heard_though_its_place_cannot_be_told(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        api.broken.add("/recordings/5/message")
        await person.sends(**a_voice())
        assert [one.text for one in telegram.all(SendMessage)] == ["🎧 …"]

    @pytest.mark.parametrize(
        ("state", "most", "line"),
        [
            (Receipt.no_task, None, "Nice to hear you"),
            (Receipt.deaf, None, "can't listen"),
            (Receipt.too_long, 60, "60 seconds at most"),
            (Receipt.too_big, 2000, "kB at most"),
            (Receipt.too_many, 3, "One at a time"),
        ],
    )
    async def test_that_nobody_listens_to_gets_a_kind_line(  # fixtures besides what is tried
        self,
        person: Person,
        api: StandIn,
        telegram: FakeTelegram,
        state: Receipt,
        most: int | None,
        line: str,
    ) -> None:
        await begin(person, api, "fill_gap")
        api.receipt = ReceivedOut(state=state, most=most)
        await person.sends(**a_voice())
        [said] = telegram.all(SendMessage)
        assert line in str(said.text)
        assert api.waits == []

    async def test_without_a_size_is_taken_too(self, person: Person, api: StandIn) -> None:
        await begin(person, api, "read_aloud")
        await person.sends(**a_voice(file_size=None))
        assert api.recorded[0].size is None


class TestAnExerciseThatIsSpoken:
    @pytest.mark.parametrize("kind", SPOKEN)
    async def test_offers_a_way_out_to_whoever_cannot_speak(
        self, person: Person, api: StandIn, telegram: FakeTelegram, kind: str
    ) -> None:
        await begin(person, api, kind)
        assert [SILENT] in labels(telegram.last)

    async def test_hides_what_is_to_be_repeated(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "repeat_after_me")
        assert "Kun je" not in (telegram.last.text or "")
        assert "▶ Listen" in [one for row in labels(telegram.last) for one in row]

    @pytest.mark.parametrize("kind", SPOKEN)
    async def test_takes_no_typed_words(
        self, person: Person, api: StandIn, telegram: FakeTelegram, kind: str
    ) -> None:
        await begin(person, api, kind)
        await person.writes("De trein vertrekt.")
        assert "This one is for your voice" in (telegram.last.text or "")
        assert [SILENT] in labels(telegram.last)


class TestCannotSpeakNow:
    async def test_another_exercise_takes_its_place(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        await person.presses(SILENT)
        [toast] = telegram.all(AnswerCallbackQuery)
        assert "no speaking for an hour" in (toast.text or "")
        [shown] = telegram.all(EditMessageText)
        assert "Ik _____ moe." in (shown.text or "")

    async def test_it_can_be_taken_back_in_the_settings(
        self, person: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await begin(person, api, "read_aloud")
        await person.presses(SILENT)
        await person.writes("/settings")
        await person.presses("I can speak again")
        assert next(iter(api.users.values())).profiles[0].silent_until is None
        await person.writes("/settings")
        shown = [one for row in labels(telegram.last) for one in row]
        assert not any("speak again" in one for one in shown)


class TestDeletingRecordings:
    @pytest.mark.parametrize(
        ("kept", "line"),
        [(0, "no recordings"), (1, "One recording is deleted"), (7, "7 recordings are deleted")],
    )
    async def test_says_how_many_are_gone(
        self, person: Person, api: StandIn, telegram: FakeTelegram, kept: int, line: str
    ) -> None:
        await begin(person, api, "fill_gap")
        api.kept = kept
        await person.writes("/settings")
        telegram.forget()
        await person.presses("Delete my recordings")
        [toast] = telegram.all(AnswerCallbackQuery)
        assert line in (toast.text or "")
        assert api.kept == 0


def judged(words: list[WordSaid], score: SpeechScore | None = None) -> AnswerOut:
    content = an_exercise("read_aloud")
    transcript = " ".join(one.text for one in words if one.state is not WordState.missing)
    spoken = Spoken(
        recording_id=1, text=transcript, transcript=transcript, words=words, score=score
    )
    judgement = content.judge(spoken, [], Reader())
    return AnswerOut(attempt_id=801, feedback=feedback(judgement, content, "en"), next=None)


def words(**states: WordState) -> list[WordSaid]:
    sentence = ["De", "trein", "naar", "Utrecht", "vertrekt", "over", "tien", "minuten"]
    return [
        WordSaid(
            text=word,
            state=states.get(word, WordState.said),
            score=50.0 if word in states else 90.0,
        )
        for word in sentence
    ]


GOOD = SpeechScore(total=88.4, accuracy=90, fluency=85, prosody=81, confidence=0.9)


class TestWhatIsSaidOfASentence:
    def text(self, out: AnswerOut, locale: str = "en") -> str:
        return str(view.reply(out, Texts(locale, "UTC")).text.as_kwargs()["text"])

    def test_begins_with_what_was_heard_and_ends_with_the_score(self) -> None:
        lines = self.text(judged(words(), GOOD)).splitlines()
        assert lines[0].startswith("👂 I heard: “De trein")
        assert lines[1].startswith("✅")
        assert lines[-1].startswith("🎯 88/100 · sounds 90")

    def test_without_a_score_none_is_told(self) -> None:
        assert "/100" not in self.text(judged(words()))

    def test_names_the_least_clear_word_alone(self) -> None:
        told = self.text(judged(words(naar=WordState.unclear, Utrecht=WordState.missing), GOOD))
        assert told.count("👉") == 1
        assert "“naar”" in told

    def test_tells_of_the_flow_where_every_word_was_clear(self) -> None:
        slow = GOOD.model_copy(update={"fluency": 55.0})
        assert "fewer pauses" in self.text(judged(words(), slow))

    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    def test_is_told_in_every_language(self, locale: str) -> None:
        told = self.text(judged(words(naar=WordState.unclear), GOOD), locale)
        assert "88/100" in told

    def test_marks_the_words_by_what_was_heard_of_them(self, telegram: FakeTelegram) -> None:
        out = judged(words(naar=WordState.unclear, Utrecht=WordState.missing))
        kwargs = view.reply(out, Texts("en", "UTC")).text.as_kwargs()
        found = {(one.type, one.extract_from(kwargs["text"])) for one in kwargs["entities"]}
        assert ("underline", "naar") in found
        assert ("strikethrough", "Utrecht") in found


class TestWhatIsSaidOfNoAnswer:
    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    @pytest.mark.parametrize("outcome", [one for one in Outcome if one not in ("judged", "said")])
    def test_has_a_line_of_its_own(self, outcome: Outcome, locale: str) -> None:
        texts = Texts(locale, "UTC")
        told = {
            one: heard_view.refused(one, "", texts).text.as_kwargs()["text"]
            for one in Outcome
            if one not in ("judged", "said")
        }
        assert list(told.values()).count(told[outcome]) == 1
        assert told[outcome].strip()
