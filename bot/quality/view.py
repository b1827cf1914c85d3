"""What admins read of exercises that learners have reported. Pure."""

from collections.abc import Mapping

from aiogram.utils.formatting import Bold, Code, Text, as_list

from backend.quality.schemas import FlagReason
from bot.screen import Screen
from bot.texts import Texts


def hidden(key: str, reasons: Mapping[FlagReason, int], texts: Texts) -> Screen:
    """An exercise of the catalogue, by its key, and how often each reason was given."""
    given = [
        f"{texts(reason_key(reason))} · {reasons[reason]}"
        for reason in FlagReason
        if reasons.get(reason)
    ]
    title = Bold(texts("hidden-title"))
    return Screen(as_list(title, Text(Code(key)), *given, texts("hidden-how")))


def reason_key(reason: FlagReason) -> str:
    return f"flag-{reason.replace('_', '-')}"
