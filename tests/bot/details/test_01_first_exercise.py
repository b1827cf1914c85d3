"""The first exercise is three taps away, in whatever language somebody's messenger speaks."""

import pytest
from aiogram.methods import EditMessageText, SendMessage

from backend.kit.alphabet import Alphabet
from bot.texts import Texts, locale_of
from tests.bot.conftest import Person, labels
from tests.bot.course import a_language
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


def first_course(telegram: FakeTelegram) -> str:
    return next(label for row in labels(telegram.last) for label in row if "🇳🇱" in label)


@pytest.mark.parametrize("code", ["en", "uk", "ru", "nl", "xx", "pt-br", ""])
async def test_three_taps_lead_from_start_to_an_exercise(
    person: Person, telegram: FakeTelegram, code: str
) -> None:
    person.language_code = code
    texts = Texts(locale_of(code))
    await person.writes("/start")
    assert texts("welcome-title") in (telegram.last.text or "")
    await person.presses(first_course(telegram))
    await person.presses("A1")
    await person.presses("1 ")

    text = telegram.last.text or ""
    assert "Ik _____ moe." in text
    assert texts("task-fill-gap") in text
    assert texts("button-dont-know") in [label for row in labels(telegram.last) for label in row]
    assert len(telegram.all(SendMessage)) == 1
    assert len(telegram.all(EditMessageText)) == 3


@pytest.mark.parametrize("code", ["uk", "ru", "nl", "xx"])
async def test_a_second_start_shows_the_main_screen(
    person: Person, telegram: FakeTelegram, code: str
) -> None:
    person.language_code = code
    await person.writes("/start")
    for label in (first_course(telegram), "A1", "1 "):
        await person.presses(label)
    await person.writes("/start")

    texts = Texts(locale_of(code))
    assert " · A1" in (telegram.last.text or "")
    assert labels(telegram.last)[0] == [texts("button-practise")]


async def test_an_alphabet_is_chosen_on_the_way_where_there_are_two(
    person: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    serbian = a_language("sr", "Serbian", "🇷🇸")
    alphabets = [Alphabet.latin, Alphabet.cyrillic]
    api.languages.append(serbian.model_copy(update={"alphabets": alphabets}))
    await person.writes("/start")
    await person.presses("🇷🇸")
    assert ["✅ Latinica", "Ћирилица"] in labels(telegram.last)
    await person.presses("Ћирилица")
    assert ["Latinica", "✅ Ћирилица"] in labels(telegram.last)
    await person.presses("A1")
    await person.presses("1 ")
    [profile] = api.users[person.id].profiles
    assert (profile.target, profile.alphabet) == ("sr", Alphabet.cyrillic)


async def test_no_alphabet_is_asked_for_where_there_is_one(
    person: Person, telegram: FakeTelegram
) -> None:
    await person.writes("/start")
    await person.presses(first_course(telegram))
    assert not any("inica" in label for row in labels(telegram.last) for label in row)
