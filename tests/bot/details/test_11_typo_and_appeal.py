"""It was a typo, it should be right: one tap each.

What they do: tests/backend/appeals and tests/workers/appeals.
"""

import pytest
from aiogram.methods import AnswerCallbackQuery, SendMessage

from backend.appeals.schemas import AppealState
from backend.attempts.schemas import Remedy
from backend.errors import NotAppealable, NotUndoable, TooManyAppeals
from bot.answers.view import decided
from bot.exercises.remedies import remedies
from bot.screen import SEPARATOR
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EN = Texts("en")
ROW = ["✍️ Typo", "🙋 Mine was OK too", "💬 Explain"]


@pytest.fixture
async def typing(person: Person, api: StandIn, telegram: FakeTelegram) -> Person:
    api.deck = [an_exercise("type_gap"), an_exercise("order_words"), an_exercise("type_gap")]
    await person.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await person.presses(label)
    telegram.forget()
    return person


def toast(telegram: FakeTelegram) -> str | None:
    [answer] = telegram.all(AnswerCallbackQuery)
    return answer.text


class TestTheRow:
    async def test_stands_under_a_wrong_typed_answer(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("loop")
        assert labels(telegram.last)[-2:] == [ROW[:2], ROW[2:]]

    async def test_offers_no_typo_where_it_cannot_be_one(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("zwemmen")
        assert labels(telegram.last)[-1] == ROW[1:]

    async def test_is_not_there_where_nothing_is_wrong(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("loopt")
        assert labels(telegram.last)[-1] == ["🤷 I don't know", "⋯"]

    @pytest.mark.parametrize("locale", ["en", "ru", "nl"])
    def test_can_be_read_on_a_phone(self, locale: str) -> None:
        rows = remedies(1, list(Remedy), Texts(locale))
        assert len(rows) == 2
        assert len(remedies(1, [Remedy.appeal, Remedy.explain], Texts(locale))) == 1
        for row in rows:
            assert len(row) * (max(len(one.text) for one in row) + 2) <= 38


class TestTypo:
    async def test_makes_the_verdict_almost_right_and_keeps_what_is_being_answered(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("loop")
        await typing.presses("vandaag")
        before = telegram.last
        telegram.forget()
        await typing.presses("Typo")

        assert toast(telegram) == EN("typo-undone")
        assert telegram.all(SendMessage) == []
        after = telegram.last
        assert after.message_id == before.message_id
        assert (after.text or "").startswith("🟡")
        assert (after.text or "").split(SEPARATOR)[1] == (before.text or "").split(SEPARATOR)[1]
        assert labels(after) == labels(before)[:-2]
        kinds = [one.type for one in after.entities or [] if one.offset > 60]
        assert kinds == [one.type for one in before.entities or [] if one.offset > 60]

    async def test_twice_shows_the_same(self, typing: Person, telegram: FakeTelegram) -> None:
        await typing.writes("loop")
        message = telegram.last
        await typing.presses("Typo")
        once = telegram.last
        await typing.presses("Typo", on=message)
        assert (telegram.last.text, labels(telegram.last)) == (once.text, labels(once))

    async def test_too_late_says_so_and_takes_the_button_away(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await typing.writes("loop")
        telegram.forget()
        api.refuse = NotUndoable("late")
        await typing.presses("Typo")
        assert toast(telegram) == EN("typo-too-late")
        assert labels(telegram.last)[-1] == ROW[1:]


class TestAppeal:
    @pytest.mark.parametrize(
        ("state", "line"),
        [
            (AppealState.pending, "appeal-sent"),
            (AppealState.upheld, "appeal-upheld-before"),
            (AppealState.rejected, "appeal-rejected-before"),
        ],
    )
    async def test_says_what_becomes_of_it_and_leaves_the_explanation(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, state: AppealState, line: str
    ) -> None:
        api.appeal_state = state
        await typing.writes("loop")
        message = telegram.last
        telegram.forget()
        await typing.presses("Mine was OK too")
        assert toast(telegram) == EN(line)
        assert telegram.last.text == message.text
        assert labels(telegram.last)[-1] == ROW[2:]

    async def test_again_says_that_it_is_on_its_way(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("loop")
        message = telegram.last
        await typing.presses("Mine was OK too")
        telegram.forget()
        await typing.presses("Mine was OK too", on=message)
        assert toast(telegram) == EN("appeal-again")

    @pytest.mark.parametrize(
        ("refusal", "line"),
        [(NotAppealable("full"), "appeal-impossible"), (TooManyAppeals("10"), "appeal-too-many")],
    )
    async def test_refused_says_why_kindly(
        self,
        typing: Person,
        telegram: FakeTelegram,
        api: StandIn,
        refusal: NotAppealable | TooManyAppeals,
        line: str,
    ) -> None:
        await typing.writes("loop")
        telegram.forget()
        api.refuse = refusal
        await typing.presses("Mine was OK too")
        assert toast(telegram) == EN(line)
        assert labels(telegram.last)[-1] == [ROW[0], ROW[2]]


class TestDecided:
    @pytest.mark.parametrize("locale", ["en", "ru", "nl"])
    @pytest.mark.parametrize("state", [AppealState.upheld, AppealState.rejected])
    def test_is_one_line_with_the_answer(self, locale: str, state: AppealState) -> None:
        text = decided(state, "<b>ik</b>", "wij", Texts(locale)).kwargs()["text"]
        assert "<b>ik</b>" in text
        assert ("wij" in text) is (state is AppealState.rejected)
        assert "\n" not in text
