"""What a finished set is told with besides its screen: once, and never instead of it."""

from datetime import datetime

import structlog
from aiogram.exceptions import TelegramAPIError

from backend.client import Replied
from backend.lessons.schemas import NextAction, PraiseNext, RestNext
from backend.users.guessing import may_be_guessed
from bot.lessons import view
from bot.screen import Screen
from bot.texts import Texts
from bot.turns import Turn

log = structlog.get_logger(__name__)


def asking_the_time(
    screen: Screen, it: NextAction | None, texts: Texts, *, now: datetime
) -> Screen:
    """After the very first set: is it that time for the learner? Unless we were told before."""
    first = isinstance(it, PraiseNext | RestNext) and it.first
    if not first or not may_be_guessed(texts.zone.key):
        return screen
    return view.with_row(screen, [view.time_button(texts, now=now)])


async def celebrate(turn: Turn, replied: Replied, texts: Texts) -> None:
    """A milestone of the streak comes as a message of its own: an edit can carry no effect."""
    it = replied.to.next
    if replied.again or not isinstance(it, PraiseNext | RestNext) or not it.streak_grew:
        return
    effect = view.MILESTONES.get(it.streak)
    if effect is None or turn.chat_id != turn.person.id:  # a group has no effects
        return
    screen = view.milestone(it.streak, texts)
    try:
        await turn.bot.send_message(turn.chat_id, **screen.kwargs(), message_effect_id=effect)
    except TelegramAPIError as error:
        log.info("celebration.refused", reason=error.message)
