"""Learners who talk."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr
from sqlalchemy import select

from backend.client import Backend
from backend.db import Sessions
from backend.jobs.models import JobRow
from backend.settings import Settings
from backend.tutor.models import Turn
from backend.tutor.schemas import SaidIn, TalkOut, TurnOut, TurnState
from tests.conftest import TOKEN, serving
from tests.factories import Learner

CAFE = "nl-cafe"


@asynccontextmanager
async def api_with_a_model(settings: Settings) -> AsyncIterator[Backend]:
    """An API that knows that workers have a model to ask."""
    changed = settings.model_copy(
        update={"llm_api_key": SecretStr("a-key-of-the-tests"), "llm_model": "parley-small"}
    )
    async with serving(changed) as url, Backend(url, TOKEN) as client:
        yield client


KEYS = itertools.count(1)


async def says(learner: Learner, talk_id: int, text: str, key: str | None = None) -> TurnOut:
    said = SaidIn(text=text, key=key or f"message-{next(KEYS)}")
    heard = await learner.calls.say(talk_id, said)
    assert heard.turn is not None
    return heard.turn


async def jobs(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return list(await session.scalars(select(JobRow.kind).order_by(JobRow.id)))


async def played_by_chips(learner: Learner, talk: TalkOut) -> int:
    """To the end, always by the first chip; how many turns it took."""
    turn, count = talk.turn, 0
    while turn.chips:
        heard = await learner.calls.tap_chip(turn.id, 0)
        assert heard.turn is not None
        turn, count = heard.turn, count + 1
        assert count < 30
    assert turn.goal_reached
    return count


async def with_mistakes(sessions: Sessions, turn_id: int, *found: tuple[str, str]) -> None:
    async with sessions.begin() as session:
        turn = await session.get_one(Turn, turn_id)
        turn.state, turn.reply = TurnState.told, "Goed zo!"
        turn.mistakes = [
            {"wrong": wrong, "right": right, "type": "grammar", "because": {"en": "So."}}
            for wrong, right in found
        ]
