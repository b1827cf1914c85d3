"""What Telegram says no with, in our words.

TelegramError
├── NotSent          it surely did not arrive
│   ├── Blocked      the person blocked the bot, or the chat is gone: stop writing there
│   ├── RetryLater   too many messages; `after` says when to come again
│   ├── Rejected     Telegram refuses the message itself: trying again will not help
│   │   ├── Gone     what was to be edited is there no more, or cannot be edited
│   │   ├── Unchanged  it says so already
│   │   ├── NoFile   there is no such file, or it is another one
│   │   ├── NoVoiceNotes  the person takes none
│   │   └── TooBig   a file has more bytes than are wanted
│   └── Unreachable  there was no connection
└── OutcomeUnknown   the request left and no answer came back: it may have arrived
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import ClientConnectorError

Result = TypeVar("Result")

_WORTH_WAITING = 20  # seconds: Telegram mostly asks for less; more is for the job's own retry
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "have no rights to send")
_UNCHANGED = "message is not modified"
_NO_VOICE_NOTES = "voice_messages_forbidden"
_NO_MESSAGE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)


class TelegramError(Exception):
    pass


class NotSent(TelegramError):
    pass


class Blocked(NotSent):
    pass


class RetryLater(NotSent):
    def __init__(self, after: timedelta) -> None:
        super().__init__(f"Telegram asks to come again in {after}")
        self.after = after


class Rejected(NotSent):
    pass


class Gone(Rejected):
    pass


class Unchanged(Rejected):
    pass


class NoFile(Rejected):
    pass


class TooBig(Rejected):
    pass


class NoVoiceNotes(Rejected):
    pass


class Unreachable(NotSent):
    pass


class OutcomeUnknown(TelegramError):
    pass


async def patiently(call: Callable[[], Awaitable[Result]]) -> Result:
    """Once more, when Telegram asks for a moment's patience."""
    try:
        return await _in_our_words(call)
    except RetryLater as flood:
        if flood.after.total_seconds() > _WORTH_WAITING:
            raise
        await asyncio.sleep(flood.after.total_seconds())
        return await _in_our_words(call)


async def _in_our_words(call: Callable[[], Awaitable[Result]]) -> Result:
    try:
        return await call()
    except TelegramRetryAfter as error:
        raise RetryLater(timedelta(seconds=error.retry_after)) from error
    except TelegramForbiddenError as error:
        raise Blocked(error.message) from error
    except TelegramBadRequest as error:
        raise _refusal(error.message) from error
    except TelegramNetworkError as error:
        refused = isinstance(error.__cause__, ClientConnectorError)
        raise (Unreachable if refused else OutcomeUnknown)(error.message) from error
    except (TelegramServerError, ClientDecodeError) as error:
        raise OutcomeUnknown(str(error)) from error
    except TelegramAPIError as error:
        raise Rejected(error.message) from error


def _refusal(message: str) -> NotSent:
    said = message.lower()
    if _UNCHANGED in said:
        return Unchanged(message)
    if any(words in said for words in _NO_MESSAGE):
        return Gone(message)
    if _NO_VOICE_NOTES in said:
        return NoVoiceNotes(message)
    return (Blocked if any(words in said for words in _GONE) else Rejected)(message)
