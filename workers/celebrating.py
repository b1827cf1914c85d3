"""The milestone of a streak, where a set has ended with an answer that a worker shows."""

from dataclasses import dataclass
from typing import Any

from backend.attempts.schemas import AnswerOut
from backend.gateways.telegram import Address, Message
from backend.lessons.schemas import PraiseNext, RestNext
from bot.lessons.view import MILESTONES, milestone
from bot.texts import Texts
from workers.context import Work
from workers.sending import send_once


@dataclass(frozen=True)
class _WithEffect:
    message: Message
    effect: str

    def kwargs(self) -> dict[str, Any]:
        return {**self.message.kwargs(), "message_effect_id": self.effect}


async def celebrate(work: Work, to: AnswerOut, where: Address, texts: Texts) -> None:
    """Once for each answer. Raises TelegramError."""
    it = to.next
    if isinstance(it, PraiseNext | RestNext) and it.streak_grew:
        await tell_streak(work, to.attempt_id, it.streak, where, texts)


async def tell_streak(
    work: Work, attempt_id: int, streak: int, where: Address, texts: Texts
) -> None:
    """Where it is one that is celebrated; once for each answer. Raises TelegramError."""
    effect = MILESTONES.get(streak)
    if effect is not None:
        message = _WithEffect(milestone(streak, texts), effect)
        await send_once(work, f"milestone:{attempt_id}", where, message)
