"""What a person sees when something could not be done: never nothing, and never a trace."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import sentry_sdk
import structlog
from aiogram import Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import ErrorEvent

from backend.client import Refused, Unreachable
from bot.guide import view as guide
from bot.learners import NoCourse, People
from bot.metrics import Metrics
from bot.start import view as start
from bot.turns import Press, Turn

Reply: TypeAlias = Callable[[Turn, People], Awaitable[None]]

log = structlog.get_logger(__name__)


async def failed(
    event: ErrorEvent, people: People, metrics: Metrics, turn: Turn | None = None
) -> None:
    if turn is None:
        _record(event.exception, metrics)
        return
    try:
        expected = await _explained(event.exception, turn, people)
    except Unreachable as away:
        expected = await _explained(away, turn, people)
    if not expected:
        _record(event.exception, metrics)
        line = people.texts(turn)("unexpected", code=str(event.update.update_id))
        await turn.say(line, alert=True)


async def _explained(error: Exception, turn: Turn, people: People) -> bool:
    """Whether the person was told what is the matter: it is nobody's bug."""
    if isinstance(error, NoCourse):
        await turn.show(start.welcome(await people.languages(), people.texts(turn)))
    elif isinstance(error, Unreachable):
        log.warning("turn.backend_away", reason=str(error) or repr(error.__cause__))
        key = "backend-away-press" if isinstance(turn, Press) else "backend-away-words"
        await turn.say(people.texts(turn)(key), alert=True)
    elif isinstance(error, TelegramForbiddenError):
        log.info("turn.bot_is_blocked")
    elif isinstance(error, Refused) and (reply := _reply_to(error, turn)) is not None:
        log.info("turn.refused", code=error.code)
        await reply(turn, people)
        people.forget(turn)
    else:
        return False
    return True


def _record(error: Exception, metrics: Metrics) -> None:
    metrics.errors.labels(type(error).__name__).inc()
    log.error("turn.failed", exc_info=error)
    sentry_sdk.capture_exception(error)


def _reply_to(refused: Refused, turn: Turn) -> Reply | None:
    if isinstance(turn, Press):
        return PRESS_REPLIES.get(refused.code)
    return WORDS_REPLIES.get(refused.code)


def _line(key: str) -> Reply:
    async def say(turn: Turn, people: People) -> None:
        await turn.say(people.texts(turn)(key))

    return say


async def _nothing_open(turn: Turn, people: People) -> None:
    await turn.show(guide.nothing_open(people.texts(turn)))


PRESS_REPLIES: dict[str, Reply] = {
    "Forbidden": _line("not-yours"),
    "NotFound": _line("not-yours"),
    "NothingOpen": _line("not-yours"),
    "NotAnOption": _line("not-yours"),
    "WrongAnswerShape": _line("not-yours"),
    "NoExercises": _line("no-exercises"),
    "NoSuchText": _line("text-is-gone"),
    "NoSuchWord": _line("word-is-gone"),
    "NoTalk": _line("talk-over"),
}
WORDS_REPLIES: dict[str, Reply] = {
    "NotFound": _nothing_open,
    "NothingOpen": _nothing_open,
    "NoExercises": _line("no-exercises"),
}


def create_router() -> Router:
    router = Router(name=__name__)
    router.errors.register(failed)
    return router
