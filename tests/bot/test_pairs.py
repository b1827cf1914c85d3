"""Pairs are made by two taps, rest once they are made, and are taken back by one button."""

import pytest

from tests.bot.conftest import Person, button, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

EMPTY = [["▸ de kat", "the cat"], ["de hond", "the dog"], ["het paard", "the horse"]]
HELP = ["🤷 I don't know", "⋯"]


@pytest.fixture
async def matching(learner: Person, api: StandIn, telegram: FakeTelegram) -> Person:
    api.deck = [an_exercise("fill_gap"), an_exercise("match_pairs")]
    await learner.presses("ben")
    telegram.forget()
    return learner


def still(telegram: FakeTelegram) -> list[str]:
    assert telegram.last.reply_markup
    rows = telegram.last.reply_markup.inline_keyboard
    return [one.text for row in rows for one in row if one.disabled is not None]


async def test_a_matched_pair_carries_its_number_and_rests(
    matching: Person, telegram: FakeTelegram
) -> None:
    assert labels(telegram.last) == [*EMPTY, HELP]
    await matching.presses("de hond")
    await matching.presses("the dog")

    assert labels(telegram.last) == [
        ["▸ de kat", "the cat"],
        ["② de hond", "② the dog"],
        ["het paard", "the horse"],
        ["↩ Undo"],
        HELP,
    ]
    assert still(telegram) == ["② de hond", "② the dog"]
    assert "② de hond — the dog" in (telegram.last.text or "")
    with pytest.raises(AssertionError, match="cannot be pressed"):
        button(telegram.last, "② de hond")


async def test_undo_takes_back_the_last_pair_first_and_then_the_others(
    matching: Person, telegram: FakeTelegram
) -> None:
    for label in ("de hond", "the dog", "de kat", "the horse"):
        await matching.presses(label)
    await matching.presses("Undo")
    assert still(telegram) == ["② de hond", "② the dog"]
    await matching.presses("Undo")
    assert still(telegram) == []
    assert not any("Undo" in label for row in labels(telegram.last) for label in row)


async def test_all_pairs_made_are_checked_by_a_green_button(
    matching: Person, telegram: FakeTelegram, api: StandIn
) -> None:
    for label in ("the cat", "the dog", "the horse"):
        await matching.presses(label)
    assert telegram.last.reply_markup
    [undo, check] = telegram.last.reply_markup.inline_keyboard[-2]
    assert (undo.text, check.text, check.style) == ("↩ Undo", "Check ✓", "success")
    await matching.presses("Check")

    assert api.attempts[801].answer
    assert api.attempts[801].answer.feedback.verdict == "correct"


async def test_the_same_tap_twice_is_one(matching: Person, telegram: FakeTelegram) -> None:
    await matching.presses("de hond")
    update = await matching.presses("the dog")
    shown = telegram.last
    await matching.again(update)
    assert telegram.last == shown


async def test_sides_too_long_for_half_a_row_stand_in_lines_of_their_own(
    learner: Person, api: StandIn, telegram: FakeTelegram
) -> None:
    pairs = [
        {"left": "Hoe laat begint de film?", "right": "Om half negen."},
        {"left": "Waar is de bioscoop?", "right": "Naast het station."},
        {"left": "Wie gaat er mee?", "right": "Mijn zus en haar vriend."},
    ]
    api.deck = [an_exercise("fill_gap"), an_exercise("match_pairs", pairs=pairs)]
    await learner.presses("ben")
    text = telegram.last.text or ""
    assert "①  Hoe laat begint de film?" in text
    assert "C  Mijn zus en haar vriend." in text
    assert labels(telegram.last)[:3] == [["▸ ①", "A"], ["②", "B"], ["③", "C"]]

    await learner.presses("③")
    await learner.presses("C")
    assert labels(telegram.last)[:3] == [["▸ ①", "A"], ["②", "B"], ["③", "③ C"]]
    assert "③ Wie gaat er mee? — Mijn zus en haar vriend." in (telegram.last.text or "")
