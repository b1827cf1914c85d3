"""On whose behalf something is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person as a provider knows them, in the chat with one of our bots."""

    provider: str
    subject: str
    bot_id: int
