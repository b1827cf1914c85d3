"""What is told of words that were said, as it can be read in a message."""

from typing import Any

import pytest
from aiogram.methods import SendVoice

from backend.attempts import replies
from backend.attempts.schemas import AnswerOut, FeedbackOut
from backend.exercises.aloud import Aloud, WordSaid, WordState
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Spoken
from backend.exercises.schemas import Because, ExerciseOut, ReasonOut
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext
from backend.spoken.schemas import Pace
from bot.exercises import view
from bot.exercises.aloud import coloured
from bot.exercises.callbacks import ModelPressed
from bot.exercises.feedback import VARIANTS, feedback
from bot.screen import MARGINS, PHONE
from bot.texts import LOCALES, Texts
from tests.answers import Reader
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.sounds import SECONDS
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EN = Texts("en")
SENTENCE = "They are in the park."


def said(aloud: Aloud | None, **changes: Any) -> FeedbackOut:
    fields: dict[str, Any] = {
        "verdict": Verdict.almost,
        "said": "they are in a park",
        "right": SENTENCE,
        "because": None,
        "why": None,
        "meaning": None,
        "pieces": [],
        "aloud": aloud,
    }
    return FeedbackOut(**{**fields, **changes})


def told(it: FeedbackOut, texts: Texts = EN, variant: int = 0) -> str:
    return str(feedback(it, texts, variant=variant).as_kwargs()["text"])


def aloud(words: str, *, given: bool = True) -> Aloud:
    """Each word as it was said, or ?unclear, -missing, +extra."""
    states = {"?": WordState.unclear, "-": WordState.missing, "+": WordState.extra}
    found = tuple(
        WordSaid(text=word.lstrip("?-+"), state=states.get(word[0], WordState.said))
        for word in words.split()
    )
    heard = " ".join(one.text for one in found if one.state is not WordState.missing)
    return Aloud(transcript=heard, words=found, given=given)


class TestAlmost:
    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("given", [True, False])
    def test_is_no_matter_of_spelling(self, locale: str, given: bool) -> None:
        it = said(aloud("They are in ?the park", given=given))
        for variant in range(VARIANTS[Verdict.almost]):
            line = told(it, Texts(locale), variant)
            assert "🟡" in line
            assert not any(word in line for word in ("spell", "написан", "опечат"))


class TestColoured:
    @pytest.mark.parametrize(
        ("sentence", "words", "shown"),
        [
            ("Hello, Anna!", "Hello Anna", "Hello, Anna!"),
            ("Well – I do.", "Well -I do", "Well – I do."),
            ("“Is it?” she asks…", "Is it she ?asks", "“Is it?” she asks…"),
            ("Mother/father (too).", "Mother father too", "Mother/father (too)."),
            ("Hello, Anna!", "+eh Hello +uh Anna +yes", "eh Hello, uh Anna! yes"),
            ("Is it? “Yes.”", "Is it +hm Yes", "Is it? hm “Yes.”"),
            ("Een café\u0301!".replace("é\u0301", "e\u0301"), "Een café", "Een café!"),
            ("ПРИВЕТ, Анна!", "ПРИВЕТ Анна", "ПРИВЕТ, Анна!"),
            ("De kat — de hond.", "De kat de -hond", "De kat — de hond."),
            ("No words of it.", "Other ones", "Other ones"),
        ],
    )
    def test_keeps_the_signs_of_the_sentence(self, sentence: str, words: str, shown: str) -> None:
        assert str(coloured(aloud(words), sentence).as_kwargs()["text"]) == shown

    def test_marks_words_and_no_signs(self) -> None:
        shown = coloured(aloud("Hello ?Anna -dear +eh"), "Hello, Anna, dear!").as_html()
        assert shown == "<b>Hello</b>, <u><b>Anna</b></u>, <s>dear</s>! <i>eh</i>"


class TestASentenceOfWhichAPartWasRead:
    @pytest.mark.parametrize(
        ("words", "line"),
        [
            ("They are in -the -park -today", "only the beginning: “They are in”"),
            ("They ?are +uh -in -the -park +uh", "only the beginning: “They are”"),
            ("-They -are -in the park", "only the end: “the park”"),
            ("-They -are -in -the park -so", "only the end: “park”"),
            ("-They -are -in the -park -so -long", "only the middle: “the”"),
        ],
    )
    def test_is_told_which_it_was(self, words: str, line: str) -> None:
        shown = told(said(aloud(words)))
        assert line in shown
        assert shown.count("👉") == 1
        assert "couldn't hear" not in shown

    @pytest.mark.parametrize(
        "words",
        [
            "They are in the -park -today",
            "They -are -in -the park",
            "-They are in the -park -so",
            "-They -are -in -the",
        ],
    )
    def test_is_none_where_single_words_are_missing_or_all(self, words: str) -> None:
        assert "only the" not in told(said(aloud(words)))
        assert "couldn't hear" in told(said(aloud(words)))

    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("words", ["A -b -c -d", "-b -c -d E", "-b -c -d E -f -g -h"])
    def test_is_told_in_every_language(self, locale: str, words: str) -> None:
        texts = Texts(locale)
        part = aloud(words).part
        assert part is not None
        [heard] = part[1]
        assert texts(f"improve-{part[0]}", words=heard.text) in told(said(aloud(words)), texts)

    def test_is_quoted_no_longer_than_a_line(self) -> None:
        words = " ".join(["word"] * 20 + ["-gone"] * 3)
        assert "word…”" in told(said(aloud(words)))


def answered(it: FeedbackOut, next_kind: str = "dictation") -> AnswerOut:
    content = an_exercise(next_kind)
    exercise = ExerciseOut(
        attempt_id=802,
        exercise_id=102,
        target="nl",
        level=Level.a1,
        topic="daily-life",
        number=2,
        set_size=5,
        reason=ReasonOut(because=Because.review, point=None),
        shown=content.show(range(content.parts()), "en"),
    )
    return AnswerOut(attempt_id=801, feedback=it, next=ExerciseNext(exercise=exercise))


def buttons(it: FeedbackOut, texts: Texts = EN) -> list[list[str]]:
    screen = view.reply(answered(it), texts)
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return [[one.text for one in row] for row in rows]


class TestHowItSounds:
    @pytest.mark.parametrize(
        ("sentence", "name"),
        [
            ("They are in the park.", "They are in…"),
            ("Hello, Anna!", "Hello, Anna!"),
            ("Well, I do – really.", "Well, I do…"),
            ("Onafhankelijkheid is goed.", "Onafhankelij…"),
        ],
    )
    def test_is_named_by_the_sentence_in_a_row_of_its_own(self, sentence: str, name: str) -> None:
        rows = buttons(said(aloud("They are"), right=sentence))
        assert rows[0] == ["▶ Listen", "🐢 Slower"]
        assert rows[-1] == [f"🔊 “{name}”", f"🐢 “{name}”"]

    @pytest.mark.parametrize("locale", LOCALES)
    def test_can_be_read_on_a_phone_and_told_from_that_of_the_next(self, locale: str) -> None:
        rows = buttons(said(aloud("They are"), right="Goedemorgen allemaal"), Texts(locale))
        labels = [label for row in rows for label in row]
        assert len(set(labels)) == len(labels)
        assert max(len(label) + MARGINS for label in rows[-1]) * len(rows[-1]) <= PHONE


class TestTheVoiceOfAnAnsweredSentence:
    async def test_stays_as_long_as_the_next_exercise_does(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("repeat_after_me"), an_exercise()]
        screen = view.reply(answered(said(aloud("They are")), "repeat_after_me"), EN)
        await learner.presses("ben")  # the second exercise is open
        spoken = telegram.last.model_copy(update={"reply_markup": screen.keyboard})
        await learner.presses("🤫", on=spoken)
        rows = labels(telegram.last)
        assert rows[-1] == ["🔊 “They are in…”", "🐢 “They are in…”"]
        assert "▶ Listen" not in str(rows)  # that of the exercise that went

    async def test_is_heard_by_its_own_buttons(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.deck = [an_exercise("fill_gap"), an_exercise("dictation")]
        await learner.presses("ben")
        telegram.forget()
        press = ModelPressed(attempt_id=801, pace=Pace.slow).pack()
        await learner.presses_data(press, on=telegram.last)
        [sent] = telegram.all(SendVoice)
        assert sent.duration == round(SECONDS[Pace.slow])


class TestTheQuestionThatWasAnswered:
    @pytest.mark.parametrize("gave_up", [True, False])
    def test_is_not_told_again(self, gave_up: bool) -> None:
        content = an_exercise("answer_aloud")
        assert content.heard
        words = "heel iets anders"
        spoken = Spoken(recording_id=1, text=words, transcript=words, words=[])
        judgement = content.given_up("en") if gave_up else content.judge(spoken, [], Reader())
        it = replies.feedback(judgement, content, "en")
        assert content.heard not in told(it)
        assert "🎧" not in told(it)
