"""Who may, and what is meant. The backend decides anew whatever is let through here."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from backend.users.schemas import RoleName
from bot.admin.question import question_in
from bot.learners import People
from bot.turns import Turn


class IsAdmin(Filter):
    """For everybody else the route does not exist."""

    async def __call__(self, event: TelegramObject, people: People, turn: Turn) -> bool:
        return RoleName.admin in (await people.learner(turn)).user.roles


class IsCorrection(Filter):
    """A reply to the question for a corrected text: gives `inspection_id` and `path`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        asked = message.reply_to_message
        found = question_in((asked.text or "") if asked else "")
        if found is None or not message.text:
            return False
        return {"inspection_id": found.inspection_id, "path": found.path}
