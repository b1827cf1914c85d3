from aiogram.filters.callback_data import CallbackData

from backend.lessons.schemas import FocusOn


class PractisePressed(CallbackData, prefix="p"):
    """`go_on` takes up the offer to go on after praise, or before a rest is over."""

    go_on: bool = False


class FocusPressed(CallbackData, prefix="pf"):
    """Practise one point, or what went wrong, until the set ends."""

    focus: FocusOn
    go_on: bool = False


class RemindPressed(CallbackData, prefix="r"):
    """Be told when the rest is over."""
