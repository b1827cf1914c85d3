"""What a finished set is told with: once, and with an animation where there is one to tell of."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.methods import EditMessageText, SendMessage

from backend.lessons.schemas import Offer, PraiseNext, RestNext
from bot.lessons.view import MILESTONES
from bot.settings_menu.zones import likely
from bot.texts import Texts
from tests.bot.conftest import Person, labels, marked
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

UNTIL = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
WINTER = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def praise(**changes: Any) -> PraiseNext:
    fields: dict[str, Any] = {
        "right": 5,
        "size": 5,
        "sets_today": 1,
        "daily_goal": 1,
        "streak": 7,
        "streak_grew": True,
        "offers": [Offer.go_on],
    }
    return PraiseNext(**{**fields, **changes})


def rest(**changes: Any) -> RestNext:
    fields = praise().model_dump(exclude={"type", "offers"})
    offers = [Offer.remind, Offer.go_on]
    return RestNext(**{**fields, "offers": offers, "until": UNTIL, **changes})


def effects(telegram: FakeTelegram) -> list[str]:
    return [one.message_effect_id for one in telegram.all(SendMessage) if one.message_effect_id]


class TestAMilestone:
    @pytest.mark.parametrize("days", [7, 30, 100, 365])
    async def test_is_a_message_of_its_own_beside_the_edit(
        self, learner: Person, api: StandIn, telegram: FakeTelegram, days: int
    ) -> None:
        api.then = [praise(streak=days)]
        await learner.presses("ben")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText", "SendMessage"]
        [sent] = telegram.all(SendMessage)
        assert sent.message_effect_id == MILESTONES[days]
        assert sent.text.startswith(f"{days} days in a row")
        assert sent.reply_markup is None
        [edit] = telegram.all(EditMessageText)
        assert edit.reply_markup is not None, "the way on stays"

    async def test_of_a_typed_answer_and_of_a_rest_too(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [rest(streak=30)]
        await learner.writes("ben")
        assert effects(telegram) == [MILESTONES[30]]

    async def test_comes_once_however_often_it_is_pressed(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise()]
        update = await learner.presses("ben")
        await learner.again(update)
        await learner.again(update)
        await learner.writes("/practice")
        assert len(effects(telegram)) == 1

    @pytest.mark.parametrize(
        "changes", [{"streak": 6}, {"streak": 8}, {"streak": 7, "streak_grew": False}]
    )
    async def test_is_no_other_day_and_no_second_set(
        self, learner: Person, api: StandIn, telegram: FakeTelegram, changes: dict[str, Any]
    ) -> None:
        api.then = [praise(**changes)]
        await learner.presses("ben")
        assert telegram.all(SendMessage) == []

    async def test_has_no_effect_in_a_group(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise()]
        group = telegram.last.model_copy(
            update={"chat": telegram.last.chat.model_copy(update={"id": -100, "type": "group"})}
        )
        await learner.presses("ben", on=group)
        assert telegram.all(SendMessage) == []
        assert "★★★★★" in (telegram.last.text or "")

    async def test_that_telegram_refuses_takes_nothing_away(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        telegram.refuse(SendMessage, "EFFECT_ID_INVALID")
        api.then = [praise()]
        await learner.presses("ben")
        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText", "SendMessage"]
        assert "★★★★★" in (telegram.last.text or "")


class TestThePraise:
    async def test_is_heard_once_and_practice_then_says_it_in_short(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise(streak=2), praise(streak=2)]
        await learner.presses("ben")
        assert "★★★★★ 5 of 5" in (telegram.last.text or "")
        await learner.writes("/practice")
        assert telegram.last.text == "Your set is done. Shall we go on?"
        assert labels(telegram.last) == [["Next set →"]]

    async def test_of_a_session_then_says_until_when_to_rest(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [rest(streak=2), rest(streak=2)]
        await learner.presses("ben")
        await learner.writes("/practice")
        assert telegram.last.text == "A rest does memory good. I'll be ready at 15:40 UTC."
        assert len(labels(telegram.last)) == 2


class TestTheTime:
    async def test_is_a_moment_that_every_reader_can_look_at(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [rest(streak=2)]
        await learner.presses("ben")
        assert marked(telegram.last, "date_time") == ["15:40 UTC"]
        await learner.presses("Remind me")
        assert marked(telegram.last, "date_time") == ["15:40 UTC"] * 2
        for one in telegram.last.entities or []:
            if one.type == "date_time":
                assert one.unix_time == int(UNTIL.timestamp())

    def test_is_marked_where_it_stands(self) -> None:
        texts = Texts("ru", "Europe/Moscow")
        [mark] = texts.timed("Жду вас в 18:40.", UNTIL).as_kwargs()["entities"]
        assert (mark.offset, mark.length, mark.type) == (10, 5, "date_time")
        assert texts.timed("Жду вас.", UNTIL).as_kwargs()["entities"] == []

    async def test_is_asked_after_the_very_first_set_and_one_tap_answers(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise(streak=1, first=True)]
        await learner.presses("ben")
        [[go_on], [question]] = labels(telegram.last)
        assert go_on == "Next set →"
        assert question.startswith("⏰ Is it ")

        await learner.presses("Is it")
        times, other, back = labels(telegram.last)
        assert (len(times), other, back) == (4, ["🕐 Another time"], ["‹ Back"])
        await learner.presses(times[0])

        assert api.users[7].timezone == "America/Los_Angeles"
        assert (telegram.last.text or "") == f"Noted: it is {times[0]} for you."
        await learner.presses("Next set")
        assert api.bodies[-1] == {"go_on": True}
        assert telegram.all(SendMessage) == []

    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "Asia/Almaty"])
    async def test_is_not_asked_where_it_was_said(
        self, learner: Person, api: StandIn, telegram: FakeTelegram, zone: str
    ) -> None:
        await learner.presses_data(f"zt:{zone}", on=telegram.last)
        api.then = [praise(streak=1, first=True)]
        await learner.writes("ben")
        assert labels(telegram.last) == [["Next set →"]]

    async def test_is_not_asked_after_any_other_set(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        api.then = [praise(streak=1)]
        await learner.presses("ben")
        assert labels(telegram.last) == [["Next set →"]]

    async def test_is_set_in_the_settings_by_the_clock_alone(
        self, learner: Person, api: StandIn, telegram: FakeTelegram
    ) -> None:
        learner.language_code = "ru"
        await learner.writes("/settings")
        await learner.presses("Time:")
        assert len(labels(telegram.last)[0]) == 4
        await learner.presses(labels(telegram.last)[0][-1])
        assert api.users[7].timezone != "UTC"
        assert any("Time: " in label for row in labels(telegram.last) for label in row)


@pytest.mark.parametrize(
    ("current", "guess", "now", "zones"),
    [
        (
            "Europe/Moscow",
            "Europe/Moscow",
            WINTER,
            ["Europe/Kyiv", "Europe/Moscow", "Asia/Dubai"],
        ),
        (
            "Europe/Amsterdam",
            "Europe/Amsterdam",
            SUMMER,
            ["Europe/London", "Europe/Amsterdam", "Europe/Kyiv"],
        ),
        ("Asia/Tokyo", "Europe/Moscow", SUMMER, ["Europe/Moscow", "Asia/Shanghai", "Asia/Tokyo"]),
        (
            "UTC",
            "UTC",
            WINTER,
            ["America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Kolkata"],
        ),
        ("Asia/Tbilisi", "UTC", WINTER, ["Europe/Moscow", "Asia/Tbilisi", "Asia/Tashkent"]),
        ("Asia/Kathmandu", "UTC", WINTER, ["Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka"]),
    ],
)
def test_four_likely_clocks_show_four_times(
    current: str, guess: str, now: datetime, zones: list[str]
) -> None:
    found = likely(current, guess, now=now)
    assert set(zones) <= set(found)
    times = [f"{now.astimezone(Texts('en', zone).zone):%H:%M}" for zone in found]
    assert len(set(times)) == len(found) == 4
