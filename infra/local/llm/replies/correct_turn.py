"""A teacher who knows a handful of mistakes, and no others."""

import re
from typing import Any

from infra.local.llm.answering import Lines, data_in

# What is written -> what it should be, and why.
KNOWN = {
    "goed": ("went", "“go” has a past of its own."),
    "I has": ("I have", "With “I” it is “have”."),
    "He have": ("He has", "With “he” it is “has”."),
    "Ik wilt": ("Ik wil", "With “ik” the verb has no -t."),
    "de huis": ("het huis", "“Huis” takes “het”."),
    "две кафе": ("две кафета", "After a number the noun is plural."),
    "dva kafa": ("dve kafe", "“Kafa” is feminine."),
}
SUGGESTED = {
    "English": ("Yes, please.", "No, thank you. That is all."),
    "Dutch": ("Ja, graag.", "Nee, dank u. Dat was het."),
    "Bulgarian": ("Да, моля.", "Не, благодаря. Това е всичко."),
    "Serbian": ("Da, molim.", "Ne, hvala. To je sve."),
}
_LANGUAGE = re.compile(r"teacher of (?P<name>\w+)")


def reply(system: str, lines: Lines, _: dict[str, Any] | None) -> dict[str, Any]:
    asked = data_in(lines[-1][1])
    message = str(asked.get("message", ""))
    found = _LANGUAGE.search(system)
    errors = [
        {"quote": quote, "correction": right, "type": "grammar", "skill": None, "reason": why}
        for quote, (right, why) in KNOWN.items()
        if re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", message)
    ]
    said = SUGGESTED.get(found["name"] if found else "English", SUGGESTED["English"])
    meanings = ("Yes, please.", "No, thank you. That's all.")
    return {
        "errors": errors,
        "suggestions": [
            {"say": say, "meaning": meaning} for say, meaning in zip(said, meanings, strict=True)
        ],
        "goal_reached": "goal_reached`: whether" in system and len(message.split()) > len(KNOWN),
    }
