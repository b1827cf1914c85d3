"""A hint, and the menu behind the dots, leave alone what was tapped so far."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from backend.attempts.schemas import AttemptOut
from backend.exercises.kinds.base import Hint, HintKind
from tests.bot.conftest import Person, labels
from tests.bot.course import an_exercise
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

ROUTES = StandIn._routes
GIVEN = Hint(kind=HintKind.part, text="tafel → de")


def hinting(api: StandIn) -> list[tuple[str, str, Callable[..., Any]]]:
    def hint(subject: int, request: httpx2.Request, attempt_id: str) -> AttemptOut:
        one = api.attempts[int(attempt_id)]
        one.exercise = one.exercise.model_copy(update={"hints": [GIVEN], "hints_left": 0})
        return api._attempt(subject, request, attempt_id)

    return [("POST", r"/attempts/(\d+)/hints", hint), *ROUTES(api)]


@pytest.fixture
async def sorting(
    learner: Person, api: StandIn, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> Person:
    """The second word waits for its group."""
    monkeypatch.setattr(StandIn, "_routes", hinting)
    api.deck = [an_exercise("fill_gap"), an_exercise("sort_words")]
    await learner.presses("ben")
    one = api.attempts[max(api.attempts)]
    one.exercise = one.exercise.model_copy(update={"hints_left": 1})
    await learner.presses("stoel")
    assert "▸ stoel" in shown(telegram)
    return learner


def shown(telegram: FakeTelegram) -> list[str]:
    return [label for row in labels(telegram.last) for label in row]


async def test_a_hint_keeps_what_waits(sorting: Person, telegram: FakeTelegram) -> None:
    await sorting.presses("Hint")
    assert "tafel → de" in (telegram.last.text or "")
    assert "▸ stoel" in shown(telegram)


async def test_the_way_back_from_the_menu_keeps_what_waits(
    sorting: Person, telegram: FakeTelegram
) -> None:
    await sorting.presses("⋯")
    await sorting.presses("Back")
    assert "▸ stoel" in shown(telegram)
