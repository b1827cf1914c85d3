"""Of all messages of a chat only the newest keeps its buttons."""

import structlog

from backend.gateways.telegram import Address, TelegramError
from backend.recordings.telling import Told
from workers.context import Work

log = structlog.get_logger(__name__)


async def bare(work: Work, told: Told) -> None:
    """What a recording has answered loses its buttons, wherever it stands."""
    for message_id in sorted(told.stale):
        try:
            await work.resources.telegram.bare(
                Address(told.where.bot_id, told.where.chat_id), message_id
            )
        except TelegramError as error:
            log.info("recording.old_buttons_stay", reason=str(error))
