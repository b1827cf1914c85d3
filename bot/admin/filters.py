"""Who may, and what is meant. The backend decides anew whatever is let through here."""

import re
from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from backend.users.schemas import RoleName
from bot.learners import People
from bot.turns import Turn

_PROMPT = re.compile(r"✏️ (?P<inspection_id>\d{1,15}) · (?P<path>[a-z_0-9.+]{1,60})\n")


class IsAdmin(Filter):
    """For everybody else the route does not exist."""

    async def __call__(self, event: TelegramObject, people: People, turn: Turn) -> bool:
        return RoleName.admin in (await people.learner(turn)).user.roles


class IsCorrection(Filter):
    """A reply to the question for a corrected text: gives `inspection_id` and `path`."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        asked = message.reply_to_message
        found = _PROMPT.match((asked.text or "") if asked else "")
        if found is None or not message.text:
            return False
        return {"inspection_id": int(found["inspection_id"]), "path": found["path"]}


def prompt_line(inspection_id: int, path: str) -> str:
    """How the question begins, so that its reply tells what it is about."""
    return f"✏️ {inspection_id} · {path}"
