"""Learners who talk."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from backend.client import Backend
from backend.settings import Settings
from backend.tutor.schemas import SaidIn, TurnOut
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
