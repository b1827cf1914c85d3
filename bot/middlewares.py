"""What stands between an update and its handler, from the outside in: counting, the turn, the
learner."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeAlias

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.types import TelegramObject, Update

from backend.client import Refused, Unreachable
from bot.learners import NoCourse, People
from bot.living import Living
from bot.metrics import Metrics
from bot.turns import Turn, turn_of
from bot.voice.playing import play

Handler: TypeAlias = Callable[[Any, dict[str, Any]], Awaitable[Any]]

OUTCOMES: dict[type[BaseException], str] = {
    Unreachable: "unreachable",
    Refused: "refused",
    NoCourse: "no_course",
}

log = structlog.get_logger(__name__)


@dataclass
class Route:
    """The name of the handler that took the update, once one did."""

    handler: str = "none"


class Observe(BaseMiddleware):
    """Counts, times and logs every update, whatever becomes of it."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        route = data["route"] = Route()
        started = perf_counter()
        outcome = "error"
        try:
            result = await handler(event, data)
            outcome = "ignored" if result is UNHANDLED else "ok"
        except Exception as error:  # counted, and raised on
            outcome = OUTCOMES.get(type(error), "error")
            raise
        finally:
            self._record(event.event_type, route.handler, outcome, perf_counter() - started)
        return result

    def _record(self, kind: str, handler: str, outcome: str, seconds: float) -> None:
        self._metrics.updates.labels(kind, handler, outcome).inc()
        self._metrics.update_seconds.labels(kind, handler).observe(seconds)
        took = round(seconds * 1000)
        log.info("update.handled", type=kind, handler=handler, outcome=outcome, took_ms=took)


class TakeTurns(BaseMiddleware):
    """Gives the handler its `turn`, and answers a press that the handler left unanswered."""

    def __init__(self, living: Living) -> None:
        self._living = living

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        bot: Bot = data["bot"]
        turn = turn_of(bot, event, self._living)
        if turn is None:
            return await handler(event, data)
        data["turn"] = turn
        async with turn:
            return await handler(event, data)


class KnowLearner(BaseMiddleware):
    """Gives the handler the turn, in place of the event, and its `learner`. Inside: only an update
    that somebody handles is asked about."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        found: HandlerObject = data["handler"]
        data["route"].handler = found.callback.__name__
        people: People = data["people"]
        turn: Turn = data["turn"]
        learner = await people.learner(turn)
        # Handlers take the turn where aiogram passes the event; by name it would come twice.
        rest = {name: value for name, value in data.items() if name != "turn"}
        done = await handler(turn, {**rest, "learner": learner})
        if turn.to_hear:
            await play(turn, learner, turn.to_hear)
        return done
