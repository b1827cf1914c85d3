"""A word of a real text, from the page where it was read to the exercise that asks for it."""

import pytest

from backend.catalogue.load import checked
from backend.client import Backend
from backend.db import Sessions
from tests.bot.conftest import Person, labels, marked
from tests.factories import a_course
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
async def backend(client: Backend, sessions: Sessions) -> Backend:
    for code in ("nl", "sr"):
        await a_course(sessions, checked(code))
    return client


async def begins(person: Person, flag: str) -> None:
    await person.writes("/start")
    for label in (flag, "A1", "1 "):
        await person.presses(label)


async def reads(person: Person, telegram: FakeTelegram) -> None:
    """The first word of the first sentence of the first text."""
    await person.writes("/read")
    await person.presses("A1")
    await person.presses("①")
    await person.presses(labels(telegram.last)[0][0])


async def test_a_word_is_read_kept_listed_and_asked_for(
    person: Person, telegram: FakeTelegram
) -> None:
    await begins(person, "🇳🇱")
    await person.presses("I don't know")
    await reads(person, telegram)
    lemma = marked(telegram.last, "bold")[1]
    await person.presses("➕")
    assert (telegram.last.text or "").endswith("✓ in my words")

    await person.writes(f"/words {lemma}")
    await person.presses(lemma)
    assert "Waiting for you now" in (telegram.last.text or "")

    await person.writes("/practice")
    for _ in range(12):
        if f"time to recall · {lemma}" in (telegram.last.text or ""):
            break
        is_open = any("I don't know" in label for row in labels(telegram.last) for label in row)
        await person.presses("I don't know" if is_open else "Next set")
    assert f"time to recall · {lemma}" in (telegram.last.text or "")


async def test_serbian_is_read_in_the_alphabet_that_was_chosen(
    person: Person, telegram: FakeTelegram, backend: Backend
) -> None:
    await begins(person, "🇷🇸")
    await reads(person, telegram)
    latin = marked(telegram.last, "bold")
    await person.writes("/settings")
    await person.presses("Latin")
    await reads(person, telegram)
    cyrillic = marked(telegram.last, "bold")
    assert latin != cyrillic
    assert all("\u0400" <= one <= "\u04ff" for one in cyrillic[0] if one.isalpha())
    assert all("\u0400" <= one <= "\u04ff" for one in cyrillic[1] if one.isalpha())
