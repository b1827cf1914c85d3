"""Mistakes come back on purpose: the list, and practising what is on it."""

import pytest
from aiogram.methods import AnswerCallbackQuery

from backend.errors import NotFound
from backend.lessons.schemas import MISTAKES, DoneNext, Offer, PraiseNext, RestNext
from backend.reviews.mistakes import MistakeState
from tests.bot.conftest import Person, labels
from tests.bot.rooms import a_mistake
from tests.bot.stand_in import AT, StandIn
from tests.fakes.telegram import FakeTelegram

DONE = {"right": 4, "size": 5, "sets_today": 1, "daily_goal": 3, "streak": 1, "streak_grew": True}


def praise(focus: int | str | None) -> PraiseNext:
    return PraiseNext.model_validate({**DONE, "offers": [Offer.go_on], "focus": focus})


class TestTheList:
    async def test_names_each_point_with_a_kind_word(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.mistakes = [
            a_mistake(1),
            a_mistake(2, MistakeState.recurring, times=3),
            a_mistake(3, MistakeState.relapsed, times=2),
            a_mistake(4, MistakeState.improving, done_today=True),
        ]
        await learner.writes("/mistakes")

        text = telegram.last.text or ""
        assert text.startswith("Review mistakes (4)")
        assert "• Point 1 · new\n" in text
        assert "• Point 2 · came back · 3 times\n" in text
        assert "• Point 3 · came back · 2 times\n" in text
        assert text.endswith("• Point 4 · getting better · right today")
        assert labels(telegram.last) == [["🔧 Practise these"], ["‹ Home"]]

    async def test_is_paged_eight_a_screen(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.mistakes = [a_mistake(n) for n in range(1, 18)]
        await learner.writes("/mistakes")
        assert (telegram.last.text or "").count("•") == 8
        assert labels(telegram.last)[1] == ["1 / 3", "›"]
        await learner.presses("›")
        assert labels(telegram.last)[1] == ["‹", "2 / 3", "›"]
        await learner.presses("›")

        assert (telegram.last.text or "").count("•") == 1
        assert "Point 17" in (telegram.last.text or "")
        assert labels(telegram.last)[1] == ["‹", "3 / 3"]

    async def test_that_is_empty_says_so_and_has_one_thing_to_do(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/mistakes")

        assert "No mistakes to review" in (telegram.last.text or "")
        assert labels(telegram.last) == [["▶ Practise"], ["‹ Home"]]

    async def test_that_is_done_for_today_does_not_ask_for_more(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.mistakes = [a_mistake(n, MistakeState.improving, done_today=True) for n in (1, 2)]
        await learner.writes("/mistakes")

        assert "All 2 were right today" in (telegram.last.text or "")
        assert labels(telegram.last)[0] == ["▶ Practise"]

    async def test_speaks_russian(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/settings")
        await learner.presses("Menus: English")
        await learner.presses("Menu's: Nederlands")
        api.mistakes = [a_mistake(2, MistakeState.recurring, times=3)]
        await learner.writes("/mistakes")

        assert "Разбор ошибок (1)" in (telegram.last.text or "")
        assert "Point 2 · вернулась · 3 раза" in (telegram.last.text or "")


class TestPractisingThem:
    async def test_asks_for_mistakes_only_in_one_edit(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.mistakes = [a_mistake(1)]
        await learner.writes("/mistakes")
        telegram.forget()
        await learner.presses("Practise these")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert api.bodies[-1] == {"go_on": False, "focus": "mistakes"}
        assert "Ik _____ moe." in (telegram.last.text or "")

    async def test_goes_on_with_mistakes_after_a_set(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise(MISTAKES)]
        await learner.presses("ben")
        await learner.presses("Next set")

        assert api.bodies[-1] == {"go_on": True, "focus": "mistakes"}

    async def test_goes_on_with_mistakes_through_a_rest(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        given = {**DONE, "until": AT, "offers": [Offer.remind, Offer.go_on], "focus": MISTAKES}
        api.then = [RestNext.model_validate(given)]
        await learner.presses("ben")
        await learner.presses("Go on anyway")

        assert api.bodies[-1] == {"go_on": True, "focus": "mistakes"}

    async def test_of_a_point_goes_on_with_the_course_or_the_point_once_more(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise(11), praise(11)]
        await learner.presses("ben")
        assert labels(telegram.last) == [["Next set →"], ["🔁 This one again"]]
        await learner.presses("This one again")
        assert api.bodies[-1] == {"go_on": True, "focus": 11}

    async def test_of_a_point_asked_for_in_a_rest_is_what_going_on_goes_on_to(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        given = {**DONE, "until": AT, "offers": [Offer.remind, Offer.go_on], "focus": 12}
        await learner.writes("/skills")
        await learner.presses("Point 12")
        api.then = [RestNext.model_validate(given)]
        await learner.presses("Practise this")
        await learner.presses("Go on anyway")

        assert api.bodies[-1] == {"go_on": True, "focus": 12}

    async def test_ends_kindly_when_none_is_left(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [DoneNext(focus=MISTAKES)]
        await learner.presses("ben")

        assert "That's all for today" in (telegram.last.text or "")
        assert labels(telegram.last) == [["▶ Practise"], ["🔧 Mistakes"]]
        await learner.presses("Mistakes")
        assert "No mistakes to review" in (telegram.last.text or "")

    async def test_a_press_on_what_was_set_aside_is_a_friendly_line(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        old = telegram.last
        telegram.forget()
        api.refuse = NotFound("no such attempt of yours")
        await learner.presses("ben", on=old)

        [toast] = telegram.all(AnswerCallbackQuery)
        assert "newest message" in (toast.text or "")
        assert telegram.calls() == ["AnswerCallbackQuery"]


class TestHome:
    @pytest.mark.parametrize(
        ("due", "to_repair", "label"),
        [
            (3, 2, "▶ Practise"),
            (0, 0, "▶ Practise"),
            (0, 1, "🔧 Repair 1 mistake"),
            (0, 3, "🔧 Repair 3 mistakes"),
        ],
    )
    async def test_has_one_big_button_for_what_is_best(
        self,
        learner: Person,
        api: StandIn,
        telegram: FakeTelegram,
        due: int,
        to_repair: int,
        label: str,
    ) -> None:
        api.due, api.to_repair = due, to_repair
        await learner.writes("/start")
        [best] = labels(telegram.last)[0]
        assert best == label
        await learner.presses(label)

        focus = {} if "Practise" in label else {"focus": "mistakes"}
        assert api.bodies[-1] == {"go_on": False, **focus}

    async def test_has_its_rooms_two_a_row(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/start")

        assert labels(telegram.last)[1:] == [
            ["🔧 Mistakes (2)", "🗂 Words"],
            ["📘 Grammar", "📖 Read"],
            ["💬 Chat", "🗺 Course"],
            ["📈 Progress", "⚙ Settings"],
        ]

    async def test_says_where_the_learner_is_today(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.streak = 3
        await learner.writes("/start")

        text = telegram.last.text or ""
        assert "Dutch · A1" in text
        assert "Daily goal reached" in text
        assert "🔥 3 days in a row · 2 freezes left" in text
        assert "3 points to review" in text
        assert "2 mistakes to repair" in text
