from datetime import UTC, datetime

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from backend.words.schemas import ExampleOut
from bot.texts import Texts
from bot.words.view import comes_back
from tests.bot.conftest import Person, labels, marked
from tests.bot.shelf import DUE, a_word
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def some(api: StandIn) -> None:
    api.own_words = [
        a_word(1, "huis", strength=1),
        a_word(2, "straat", meaning="street", strength=2),
        a_word(3, "kat", meaning=None, strength=3),
    ]


@pytest.fixture
def many(api: StandIn) -> None:
    api.own_words = [a_word(number, f"woord{number}") for number in range(1, 25)]


class TestNone:
    async def test_says_where_words_come_from(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/words")

        assert "will gather here" in (telegram.last.text or "")
        assert labels(telegram.last) == [["▶ Practise"], ["📖 Read", "‹ Home"]]

    async def test_asks_for_a_course_first(self, person: Person, telegram: FakeTelegram) -> None:
        await person.writes("/words")
        assert "What would you like to learn?" in (telegram.last.text or "")


@pytest.mark.usefixtures("some")
class TestTheList:
    async def test_has_counts_meanings_and_marks(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/words")

        text = telegram.last.text or ""
        assert "3 words, 1 known well" in text
        assert "▰▱▱ huis · house" in text
        assert "▰▰▱ straat · street" in text
        assert text.endswith("▰▰▰ kat")
        assert labels(telegram.last) == [
            ["huis", "straat", "kat"],
            ["✅ All 3", "Due 1"],
            ["Shaky 1", "Known 1"],
            ["🔎 Search", "‹ Home"],
        ]

    async def test_is_one_call_and_one_edit(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/words")
        telegram.forget()
        api.asked.clear()
        await learner.presses("Due 1")

        assert api.asked == [("GET", "/profiles/70/words")]
        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert "huis" in (telegram.last.text or "")
        assert "straat" not in (telegram.last.text or "")
        assert "✅ Due 1" in labels(telegram.last)[1]

    async def test_says_so_where_a_share_is_empty(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.own_words = [a_word(strength=3)]
        await learner.writes("/words")
        await learner.presses("Due 0")
        assert "Nothing is due" in (telegram.last.text or "")
        await learner.presses("Shaky 0")
        assert "Nothing shaky" in (telegram.last.text or "")
        api.own_words = [a_word(strength=1)]
        await learner.presses("Known")
        assert "lasts for a week" in (telegram.last.text or "")

    async def test_in_russian_counts_in_russian(
        self, person: Person, telegram: FakeTelegram
    ) -> None:
        person.language_code = "ru"
        await person.writes("/start")
        for label in ("Dutch", "A1", "1 подход"):
            await person.presses(label)
        await person.writes("/words")
        assert "3 слова, хорошо знаю 1" in (telegram.last.text or "")

    async def test_of_a_backend_that_is_away_says_so(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.broken = {"/profiles/70/words"}
        await learner.writes("/words")
        assert "my notes" in (telegram.last.text or "") or "Send" in (telegram.last.text or "")


@pytest.mark.usefixtures("many")
class TestPages:
    async def test_lead_back_and_forth(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/words")
        assert ["1 / 3", "›"] in labels(telegram.last)
        await learner.presses("›")
        assert ["‹", "2 / 3", "›"] in labels(telegram.last)
        assert "woord11" in (telegram.last.text or "")
        await learner.presses("›")
        assert ["‹", "3 / 3"] in labels(telegram.last)
        await learner.presses("‹")
        assert "woord20" in (telegram.last.text or "")

    async def test_a_word_leads_back_to_its_page(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/words")
        await learner.presses("›")
        page = telegram.last.text
        await learner.presses("woord15")
        assert (telegram.last.text or "").startswith("woord15\nhouse")
        await learner.presses("‹ Back")
        assert telegram.last.text == page


@pytest.mark.usefixtures("some")
class TestOneWord:
    async def test_has_its_meaning_its_day_and_a_sentence(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.example = ExampleOut(sentence="Het huis is oud.", meaning="The house is old.")
        await learner.writes("/words")
        await learner.presses("huis")

        lines = (telegram.last.text or "").split("\n")
        assert lines[:2] == ["huis", "house"]
        assert lines[3].startswith("▰▱▱ Comes back in ")
        assert lines[-2:] == ["Het huis is oud.", "The house is old."]
        assert marked(telegram.last, "blockquote") == ["Het huis is oud."]

    async def test_without_meaning_or_sentence_is_short(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/words")
        await learner.presses("kat")
        assert len((telegram.last.text or "").split("\n")) == 3

    async def test_that_is_gone_is_a_friendly_line(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/words")
        shown = telegram.last
        api.own_words = []
        telegram.forget()
        await learner.presses("huis", on=shown)

        [toast] = telegram.said
        assert isinstance(toast, AnswerCallbackQuery)
        assert "not among yours" in (toast.text or "")


@pytest.mark.usefixtures("some")
class TestSearch:
    async def test_is_explained(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/words")
        await learner.presses("🔎 Search")
        assert "/words hou" in (telegram.last.text or "")
        await learner.presses("‹ Back")
        assert "3 words" in (telegram.last.text or "")

    async def test_shows_what_was_found(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/words str")
        assert (telegram.last.text or "").startswith("My words: str")
        assert "straat · street" in (telegram.last.text or "")
        assert labels(telegram.last) == [["straat"], ["‹ Back"]]

    async def test_finds_nothing_kindly(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/words zzz")
        assert "None of your words" in (telegram.last.text or "")
        assert labels(telegram.last) == [["‹ Back"]]

    async def test_shows_ten_and_says_how_many_more(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.own_words = [a_word(number, f"woord{number}") for number in range(1, 25)]
        await learner.writes("/words woo")
        assert "woord10" in (telegram.last.text or "")
        assert "woord11" not in (telegram.last.text or "")
        assert "And 14 more" in (telegram.last.text or "")

    @pytest.mark.parametrize("sought", ["<b>huis</b>", "*huis*", "_huis_ & [x](y)"])
    async def test_shows_markup_as_it_was_written(
        self, learner: Person, telegram: FakeTelegram, sought: str
    ) -> None:
        await learner.writes(f"/words {sought}")
        [title] = marked(telegram.last, "bold")
        assert title == f"My words: {sought}"

    @pytest.mark.parametrize("sought", ["\u200b", "   ", "\u2060\u00ad"])
    async def test_for_nothing_is_the_list(
        self, learner: Person, telegram: FakeTelegram, sought: str
    ) -> None:
        await learner.writes(f"/words {sought}")
        assert "3 words" in (telegram.last.text or "")

    async def test_for_something_endless_is_cut(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes(f"/words {'ы' * 4000}")
        [sent] = telegram.all(SendMessage)
        assert "None of your words" in sent.text

    async def test_edits_nothing_by_itself(self, learner: Person, telegram: FakeTelegram) -> None:
        await learner.writes("/words huis")
        assert telegram.all(EditMessageText) == []


@pytest.mark.parametrize(
    ("due", "en", "ru"),
    [
        ("2026-11-20T11:59:00+00:00", "Waiting for you now", "Ждёт вас сейчас"),
        ("2026-11-20T12:30:00+00:00", "Comes back later today", "Вернётся сегодня позже"),
        ("2026-11-21T11:00:00+00:00", "Comes back tomorrow", "Вернётся завтра"),
        ("2026-11-22T11:00:00+00:00", "Comes back in 2 days", "Вернётся через 2 дня"),
        ("2026-11-25T11:00:00+00:00", "Comes back in 5 days", "Вернётся через 5 дней"),
        ("2026-12-11T11:00:00+00:00", "Comes back in 21 days", "Вернётся через 21 день"),
    ],
)
def test_it_comes_back_in_days(due: str, en: str, ru: str) -> None:
    at = datetime.fromisoformat(due)
    assert comes_back(at, Texts("en"), now=NOW) == en
    assert comes_back(at, Texts("ru"), now=NOW) == ru


def test_days_are_those_of_the_reader() -> None:
    at = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    assert comes_back(at, Texts("en", "Europe/Moscow"), now=NOW) == "Comes back tomorrow"
    assert DUE.tzinfo is UTC
