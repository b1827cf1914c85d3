"""Service messages: they tell that something happened and hold nothing that somebody wrote."""

from typing import Any

# A service message about a pin keeps the pinned message's number under this name.
PINS = "_pins"
KINDS = {PINS, "successful_payment", "refunded_payment"}


def is_service(body: dict[str, Any]) -> bool:
    return not KINDS.isdisjoint(body)
