"""What holds for every button there is."""

import asyncio
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import AnswerCallbackQuery, EditMessageText

import bot as package
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import Opinion
from backend.quality.schemas import FlagReason
from backend.spoken.schemas import Pace
from backend.words.schemas import Show
from bot.admin.callbacks import (
    DecidePressed,
    FieldPressed,
    FixPressed,
    LookPressed,
    RetryPressed,
    ReviewPressed,
    RuledPressed,
    SkipPressed,
    UndoPressed,
)
from bot.chat.callbacks import (
    ChipSaidPressed,
    FinishPressed,
    ForgetAllPressed,
    ForgetPressed,
    MemoryPressed,
    ReadAloudPressed,
    ScenePressed,
    StopPressed,
    TalkFreelyPressed,
    TalkHintPressed,
    TalkOnPressed,
    TranslatePressed,
    TryAgainPressed,
)
from bot.course.callbacks import CourseLevelPressed
from bot.courses.callbacks import CoursePressed, InvitePressed
from bot.exercises.callbacks import (
    AskFlagPressed,
    AssignPressed,
    BackPressed,
    ChipPressed,
    ChoicePressed,
    FlagPressed,
    GiveUpPressed,
    HintPressed,
    LetGoPressed,
    ListenPressed,
    ModelPressed,
    MorePressed,
    OpinionPressed,
    OrderPressed,
    PicksReady,
    SelfCheckPressed,
    SilencePressed,
    SpeakAgainPressed,
)
from bot.exercises.remedies import AppealPressed, ExplainPressed, TypoPressed
from bot.learners import People
from bot.lessons.callbacks import FocusPressed, PractisePressed, RemindPressed
from bot.menu import (
    ChatPressed,
    ClockPressed,
    CoursesPressed,
    HomePressed,
    MistakesPressed,
    NewCoursePressed,
    ProgressPressed,
    ReadPressed,
    SettingsPressed,
    SkillsPressed,
    WherePressed,
    WordsPressed,
)
from bot.reading.callbacks import (
    AddWordPressed,
    SentencePressed,
    TextPressed,
    TextsPagePressed,
    TextWordPressed,
)
from bot.settings_menu.callbacks import (
    AlphabetPressed,
    DeleteRecordingsPressed,
    GoalSetPressed,
    LevelSetPressed,
    LocalePressed,
    NativePressed,
    ZoneAnswered,
    ZonePressed,
    ZonesPressed,
)
from bot.settings_menu.view import ZONES
from bot.skills.callbacks import SkillPressed
from bot.start.callbacks import GoalPressed, LevelPressed, TargetPressed, WelcomePressed
from bot.words.callbacks import FindPressed, WordPressed, WordsPagePressed
from tests.bot.conftest import Person
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

ID = 999_999_999_999
LONGEST = max(ZONES, key=len)
PRESSES: list[CallbackData] = [
    ReviewPressed(),
    DecidePressed(inspection_id=ID, outcome="published"),
    FixPressed(inspection_id=ID),
    FieldPressed(inspection_id=ID, number=999),
    SkipPressed(inspection_id=ID),
    UndoPressed(),
    RuledPressed(appeal_id=ID, upheld=False),
    LookPressed(exercise_id=ID),
    RetryPressed(job_id=ID),
    ChoicePressed(attempt_id=ID, choice=99),
    ChipPressed(attempt_id=ID, letters="abcdefghijklmno"),
    ListenPressed(attempt_id=ID, pace=Pace.normal),
    ModelPressed(attempt_id=ID, pace=Pace.slow),
    OrderPressed(attempt_id=ID, letters="abcdefghijklmno"),
    AssignPressed(attempt_id=ID, picks="abcdefgh....", at=19),
    PicksReady(attempt_id=ID, picks="abcdefghijkl"),
    HintPressed(attempt_id=ID, number=3, letters="abcdefghijklmno", at=19),
    GiveUpPressed(attempt_id=ID),
    MorePressed(attempt_id=ID, before=ID, letters="abcdefghijklmno", at=19),
    BackPressed(attempt_id=ID, before=ID, letters="abcdefghijklmno", at=19),
    OpinionPressed(attempt_id=ID, opinion=Opinion.easy),
    AskFlagPressed(attempt_id=ID, about=ID),
    FlagPressed(attempt_id=ID, exercise_id=ID, reason=FlagReason.wrong_key),
    InvitePressed(),
    LetGoPressed(attempt_id=ID),
    SelfCheckPressed(attempt_id=ID, right=True),
    SilencePressed(),
    SpeakAgainPressed(),
    DeleteRecordingsPressed(),
    TypoPressed(attempt_id=ID),
    AppealPressed(attempt_id=ID),
    ExplainPressed(attempt_id=ID),
    PractisePressed(go_on=True),
    FocusPressed(focus=2**63 - 1, go_on=True),
    RemindPressed(),
    ChatPressed(level=Level.b1),
    TalkFreelyPressed(),
    ScenePressed(key="x" * 40),
    TalkOnPressed(talk_id=ID),
    ChipSaidPressed(turn_id=ID, number=9),
    TalkHintPressed(turn_id=ID),
    TranslatePressed(turn_id=ID),
    ReadAloudPressed(turn_id=ID),
    StopPressed(turn_id=ID),
    TryAgainPressed(turn_id=ID),
    FinishPressed(talk_id=ID),
    MemoryPressed(page=9_999),
    ForgetPressed(fact_id=ID, page=9_999),
    ForgetAllPressed(sure=True),
    CourseLevelPressed(level=Level.b1),
    MistakesPressed(page=9_999),
    SkillsPressed(level=Level.b1),
    SkillPressed(point_id=ID),
    WherePressed(),
    CoursePressed(profile_id=ID),
    CoursesPressed(),
    ClockPressed(after_set=True),
    HomePressed(),
    NewCoursePressed(),
    ProgressPressed(),
    ReadPressed(),
    WordsPressed(),
    FindPressed(),
    WordPressed(point_id=ID, show=Show.shaky, page=9999),
    WordsPagePressed(show=Show.shaky, page=9999),
    AddWordPressed(text_id=ID, number=99, word=99, point_id=ID),
    SentencePressed(text_id=ID, number=99),
    TextPressed(text_id=ID),
    TextsPagePressed(page=9999),
    TextWordPressed(text_id=ID, number=99, word=99),
    SettingsPressed(),
    GoalSetPressed(goal=20),
    LevelSetPressed(level=Level.b2),
    LocalePressed(locale="ru"),
    AlphabetPressed(alphabet=Alphabet.cyrillic),
    NativePressed(native="ru"),
    ZoneAnswered(zone=LONGEST),
    ZonePressed(zone=LONGEST),
    ZonesPressed(),
    WelcomePressed(native="ru"),
    TargetPressed(native="ru", target="srp"),
    LevelPressed(native="ru", target="srp", level=Level.a1),
    GoalPressed(native="ru", target="srp", level=Level.a1, goal=20),
]
every_press = pytest.mark.parametrize("press", PRESSES, ids=lambda it: type(it).__name__)


def callbacks() -> Iterator[type[CallbackData]]:
    for module in pkgutil.walk_packages(package.__path__, "bot."):
        import_module(module.name)
    for kind in CallbackData.__subclasses__():
        if kind.__module__.startswith("bot."):
            yield kind


def test_every_callback_is_tried_here() -> None:
    assert {type(press) for press in PRESSES} == set(callbacks())


def test_no_two_callbacks_share_a_prefix() -> None:
    prefixes = [kind.__prefix__ for kind in callbacks()]
    assert len(prefixes) == len(set(prefixes))


@every_press
def test_fits_into_a_button_and_comes_back_the_same(press: CallbackData) -> None:
    assert len(press.pack().encode()) <= 64
    assert type(press).unpack(press.pack()) == press


@every_press
class TestPress:
    async def test_is_answered_before_anything_else(
        self, learner: Person, telegram: FakeTelegram, press: CallbackData
    ) -> None:
        await learner.presses_data(press.pack(), on=telegram.last)

        assert isinstance(telegram.said[0], AnswerCallbackQuery)
        assert len(telegram.all(AnswerCallbackQuery)) == 1

    async def test_is_answered_with_an_alert_when_the_backend_is_away(
        self,
        learner: Person,
        telegram: FakeTelegram,
        press: CallbackData,
        api: StandIn,
        people: People,
    ) -> None:
        people._languages.clear()
        people._users.clear()
        api.away = True
        await learner.presses_data(press.pack(), on=telegram.last)

        [alert] = telegram.said
        assert isinstance(alert, AnswerCallbackQuery)
        assert alert.show_alert
        assert "Nothing is lost" in (alert.text or "")

    async def test_is_answered_with_a_code_when_something_breaks(
        self,
        learner: Person,
        telegram: FakeTelegram,
        press: CallbackData,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        async def break_down(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(People, "learner", break_down)
        update = await learner.presses_data(press.pack(), on=telegram.last)

        [alert] = telegram.said
        assert isinstance(alert, AnswerCallbackQuery)
        assert str(update.update_id) in (alert.text or "")


class TestOrder:
    async def test_presses_of_one_chat_are_handled_one_after_the_other(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        shown = telegram.last
        presses = [learner.presses("ben", on=shown), learner.presses("bent", on=shown)]
        await asyncio.gather(*presses, learner.presses("is", on=shown))

        texts = {one.text for one in telegram.all(EditMessageText)}
        assert len(texts) == 1
        assert len(api.attempts) == 2
