"""Message effects: the animations that a message in a private chat may arrive with."""

from infra.local.telegram.errors import bad_request

# Those that need no Premium. Telegram publishes no list: these ids are what bots use.
EFFECTS = {
    "5046509860389126442",  # 🎉
    "5104841245755180586",  # 🔥
    "5107584321108051014",  # 👍
    "5159385139981059251",  # ❤️
    "5104858069142078462",  # 👎
    "5046589136895476101",  # 💩
}


def known_effect(effect: str | None) -> str | None:
    """The effect, `None` for none. Raises `ApiError` 400 for an id that Telegram does not have."""
    if not effect:
        return None
    if effect not in EFFECTS:
        raise bad_request("EFFECT_ID_INVALID")
    return effect
