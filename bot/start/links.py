"""Where the payload of /start leads. Never to a wall: what leads nowhere says so in one line."""

import re
from dataclasses import dataclass

from backend.client import Refused
from backend.exercises.schemas import LanguageOut
from backend.links.schemas import PATTERN
from bot.learners import Learner

_TOKEN = re.compile(PATTERN)


@dataclass(frozen=True)
class Lost:
    """`line` is the key of what is said of it."""

    line: str


async def follow(learner: Learner, payload: str) -> LanguageOut | Lost:
    """The course that it leads to, as long as this bot teaches it."""
    if not _TOKEN.fullmatch(payload):
        return Lost("link-unknown")
    try:
        link = await learner.calls.link(payload)
    except Refused:
        return Lost("link-unknown")
    if link.expired:
        return Lost("link-expired")
    return await learner.people.language(link.target) or Lost("link-unknown")
