"""A deep link leads to its course, and never to a wall."""

import pytest
from aiogram.methods import EditMessageReplyMarkup, SendMessage

from backend.links.schemas import LinkOut
from bot.learners import People
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EN = Texts("en")
TOKEN = "abcdefghijklmnopqrst-_"


@pytest.fixture
def link(api: StandIn) -> str:
    """What somebody who was sent a link to the Bulgarian course writes by opening it."""
    api.links[TOKEN] = LinkOut(token=TOKEN, target="bg")
    return f"/start {TOKEN}"


class TestInvite:
    async def test_sends_a_link_to_the_active_course_and_a_button_that_copies_it(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/language")
        telegram.forget()
        await learner.presses("Invite a friend")

        [token] = api.links
        url = f"https://t.me/parley_bot?start={token}"
        assert api.links[token].target == "nl"
        assert (telegram.last.text or "").splitlines() == [
            "Come and learn 🇳🇱 Dutch with me:",
            url,
        ]
        assert telegram.last.reply_markup
        [copying], [back] = telegram.last.reply_markup.inline_keyboard
        assert copying.copy_text
        assert copying.copy_text.text == url
        assert telegram.calls() == [
            "AnswerCallbackQuery",
            "GetMe",
            "SendMessage",
            "EditMessageReplyMarkup",
        ]
        await learner.presses(back.text)
        assert EN("courses-title") in (telegram.last.text or "")

    async def test_leads_whom_it_is_sent_to_into_that_course(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/language")
        await learner.presses("Invite a friend")
        url = (telegram.last.text or "").splitlines()[-1]
        friend = Person(learner.intake, learner.bot, telegram, id=8)
        await friend.writes(f"/start {url.partition('?start=')[2]}")
        await friend.presses("A2")
        await friend.presses("1 set")

        assert [one.target for one in api.users[8].profiles] == ["nl"]


class TestAValidLink:
    async def test_goes_straight_to_the_level_question_of_its_course(
        self, person: Person, telegram: FakeTelegram, link: str, api: StandIn
    ) -> None:
        for _ in range(2):
            await person.writes(link)
            assert EN("welcome-title") in (telegram.last.text or "")
            assert EN("ask-level", language="🇧🇬 Bulgarian") in (telegram.last.text or "")
        await person.presses("A1")
        await person.presses("1 set")

        assert [one.target for one in api.users[7].profiles] == ["bg"]
        assert "_____" in (telegram.last.text or "")

    async def test_keeps_its_course_when_the_language_of_the_menus_changes(
        self, person: Person, telegram: FakeTelegram, link: str, api: StandIn
    ) -> None:
        await person.writes(link)
        await person.presses("Nederlands")
        assert Texts("nl")("ask-level", language="🇧🇬 Bulgaars") in (telegram.last.text or "")
        await person.presses("A1")
        await person.presses("1 rondje")

        assert [one.target for one in api.users[7].profiles] == ["bg"]

    async def test_asks_who_learns_another_language_for_the_level_only(
        self, learner: Person, telegram: FakeTelegram, link: str, api: StandIn
    ) -> None:
        await learner.writes(link)
        assert telegram.last.text == EN("ask-level", language="🇧🇬 Bulgarian")
        await learner.presses("A2")
        await learner.presses("1 set")
        assert [one.target for one in api.users[7].profiles] == ["nl", "bg"]

    async def test_makes_a_course_that_one_has_the_active_one_and_shows_home(
        self, learner: Person, telegram: FakeTelegram, link: str, api: StandIn
    ) -> None:
        await learner.writes(link)
        for label in ("A2", "1 set"):
            await learner.presses(label)
        await learner.writes("/language")
        await learner.presses("Dutch")
        assert api.users[7].profile_id == 70
        for _ in range(2):
            await learner.writes(link)
            assert "Bulgarian · A2" in (telegram.last.text or "")
            assert api.users[7].profile_id == 71
        assert len(api.users[7].profiles) == 2


NOWHERE = [
    "A" * 22,
    "A" * 21,
    "A" * 65,
    "class_abc",
    "нидерландский-по-ссылке",
    "<b>&amp;'; DROP TABLE links; --",
    "../users/me",
    "🔗",
]


class TestALinkThatLeadsNowhere:
    @pytest.mark.parametrize("payload", NOWHERE)
    async def test_says_so_in_one_line_and_onboarding_goes_on(
        self, person: Person, telegram: FakeTelegram, payload: str
    ) -> None:
        await person.writes(f"/start {payload}")

        [sent] = telegram.all(SendMessage)
        assert sent.text.startswith(EN("link-unknown") + "\n")
        assert EN("ask-language") in sent.text
        for label in ("Dutch", "A1", "1 set"):
            await person.presses(label)
        assert "Ik _____ moe." in (telegram.last.text or "")

    @pytest.mark.parametrize("payload", NOWHERE)
    async def test_shows_home_to_who_is_known(
        self, learner: Person, telegram: FakeTelegram, payload: str
    ) -> None:
        await learner.writes(f"/start {payload}")

        assert (telegram.last.text or "").startswith(EN("link-unknown") + "\n")
        assert "Dutch · A1" in (telegram.last.text or "")
        assert [EN("button-practise")] in labels(telegram.last)
        assert len(telegram.all(SendMessage)) == 1
        assert len(telegram.all(EditMessageReplyMarkup)) == 1

    async def test_says_of_an_expired_one_what_it_is(
        self, person: Person, telegram: FakeTelegram, link: str, api: StandIn
    ) -> None:
        api.links[TOKEN] = LinkOut(token=TOKEN, target="bg", expired=True)
        await person.writes(link)
        assert (telegram.last.text or "").startswith(EN("link-expired") + "\n")
        assert EN("ask-language") in (telegram.last.text or "")

    async def test_is_one_to_a_language_that_this_bot_does_not_teach(
        self, person: Person, people: People, telegram: FakeTelegram, link: str
    ) -> None:
        people.bot_language = "nl"
        await person.writes(link)
        assert (telegram.last.text or "").startswith(EN("link-unknown") + "\n")
        assert EN("ask-level", language="🇳🇱 Dutch") in (telegram.last.text or "")
