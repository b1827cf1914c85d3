"""Whatever stands where an answer is due is graded or kindly refused: the exercise is not lost,
nothing is read as markup, and nothing counts as an error of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot.metrics import Metrics
from tests.bot.conftest import Person, marked
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

ASKED = "Tomorrow I am cooking soup."
OURS = {"bold", "italic", "strikethrough", "underline", "expandable_blockquote", "blockquote"}
FILE = {"file_id": "1", "file_unique_id": "1"}
SIZED = {**FILE, "width": 1, "height": 1}
STICKER = {**SIZED, "type": "regular", "is_animated": False, "is_video": False}


@pytest.fixture
async def typing(person: Person, api: StandIn, telegram: FakeTelegram) -> Person:
    """Somebody who is to type a translation."""
    api.deck = [an_exercise("translate"), an_exercise("type_gap")]
    await person.writes("/start")
    for label in ("Dutch", "A1", "1 set"):
        await person.presses(label)
    telegram.forget()
    return person


@pytest.fixture(autouse=True)
def no_errors(metrics: Metrics) -> Iterator[None]:
    """What would be logged as an error of ours is counted here."""
    yield
    counted = [
        sample.value
        for metric in metrics.errors.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    ]
    assert sum(counted) == 0


def is_open(api: StandIn) -> bool:
    return api.attempts[800].answer is None


def replied(telegram: FakeTelegram) -> str:
    """The one reply; every entity in it is of a kind that the bot itself makes."""
    [sent] = telegram.all(SendMessage)
    assert {one.type for one in sent.entities or []} <= OURS
    assert sent.parse_mode is None
    return sent.text


async def is_still_asked(typing: Person, telegram: FakeTelegram, api: StandIn) -> bool:
    """Whether the right answer, written now, is graded as one."""
    assert is_open(api)
    await typing.writes("Morgen kook ik soep.")
    return (telegram.last.text or "").startswith("✅")


class TestRefused:
    @pytest.mark.parametrize("length", [1_001, 4_096, 20_000])
    async def test_too_long(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, length: int
    ) -> None:
        exercise = telegram.last
        await typing.writes(("soep " * length)[:length])
        assert "1,000" in replied(telegram)
        assert telegram.messages[exercise.message_id].reply_markup is not None
        assert await is_still_asked(typing, telegram, api)

    @pytest.mark.parametrize(
        "text",
        [
            "\u200b",
            "\u2060",
            "\u00ad",
            "\u202e",
            "\ufeff",
            "\u3164",
            "\ufe0f",
            "…",
            "🎉",
            "?!",
            "\x00",
        ],
        ids=ascii,
    )
    async def test_no_word_in_it(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, text: str
    ) -> None:
        await typing.writes(text)
        said = replied(telegram)
        assert "in words" in said
        assert ASKED in said
        assert await is_still_asked(typing, telegram, api)

    async def test_nothing_visible_where_a_button_is_due(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("\u200b")
        assert "answered by a button" in replied(telegram)
        assert is_open(api)
        await learner.presses("ben")
        assert (telegram.last.text or "").startswith("✅")

    @pytest.mark.parametrize(
        "message",
        [
            {"photo": [SIZED]},
            {"photo": [SIZED], "caption": ""},
            {"photo": [SIZED], "caption": "<b>Morgen kook ik soep.</b>"},
            {"video_note": {**FILE, "length": 1, "duration": 3}},
            {"audio": {**FILE, "duration": 3}},
            {"document": FILE},
            {"sticker": STICKER},
            {"location": {"latitude": 1, "longitude": 1}},
            {"contact": {"phone_number": "1", "first_name": "<i>Ada</i>"}},
            {"dice": {"emoji": "🎲", "value": 6}},
        ],
        ids=" ".join,
    )
    async def test_no_text(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, message: dict[str, Any]
    ) -> None:
        exercise = telegram.last
        await typing.sends(**message)
        assert "only read text" in replied(telegram)
        assert telegram.messages[exercise.message_id].reply_markup is not None
        assert await is_still_asked(typing, telegram, api)


class TestGraded:
    @pytest.mark.parametrize(
        "text",
        [
            "Морген коок ик соеп.",  # the other alphabet
            "Завтра я варю суп.",  # another language
            ASKED,
            "明日はスープを作ります",
            "غدا سأطبخ الحساء",
            "M\u0336o\u0336r\u0336g\u0336e\u0336n\u0336",
            "soep " * 199,
            "a" * 1_000,
        ],
        ids=ascii,
    )
    async def test_another_language_or_alphabet(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, text: str
    ) -> None:
        await typing.writes(text)
        said = replied(telegram)
        assert not is_open(api)
        assert "✅" not in said
        assert "Morgen kook ik soep." in said or "Ik kook morgen soep." in said

    @pytest.mark.parametrize(
        "text",
        [
            "<b>Morgen</b> ik <i>kook</i> soep",
            "<script>alert(1)</script>",
            "</b></i></code>",
            "<a href='https://example.org'>Morgen</a>",
            "*Morgen* _ik_ `kook` ~soep~ ||nu||",
            "[Morgen](https://example.org) ```soep```",
            "&lt;b&gt; &amp; &#x3c;",
            "{ $count } { button-home } %s {0}",
            "'; DROP TABLE attempts; --",
            "tg://user?id=7 https://example.org",
        ],
    )
    async def test_markup_is_what_was_written(
        self, typing: Person, telegram: FakeTelegram, api: StandIn, text: str
    ) -> None:
        await typing.writes(text)
        said = replied(telegram)
        assert not is_open(api)
        assert not said.startswith("✅")
        assert marked(telegram.last, "text_link") == []

    async def test_invisible_characters_change_no_answer(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        await typing.writes("\u200bMorgen\u00a0kook ik\u2060 so\u00adep.\ufeff")
        assert replied(telegram).startswith("✅")

    async def test_an_answer_that_the_sender_has_formatted_is_its_text(
        self, typing: Person, telegram: FakeTelegram
    ) -> None:
        bold = {"type": "bold", "offset": 0, "length": 6}
        await typing.writes("Morgen kook ik soep.", entities=[bold])
        assert replied(telegram).startswith("✅")

    async def test_one_word_of_many_is_no_answer_that_passes(
        self, typing: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await typing.writes("soep")
        assert not replied(telegram).startswith("✅")
        assert not is_open(api)
