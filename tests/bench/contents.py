"""Contents of exercises, of a realistic length, whose answers the load generator knows."""

import json
from typing import Any

from backend.exercises.kinds.union import CONTENT
from tests.factories import KINDS, content

# Stands for the number of the exercise in a template.
NUMBER = 987654321
PLACEHOLDER = "#"

_WHY = {
    "en": "The verb stands second in a main clause, whatever comes first. When a time or a place"
    " opens the sentence, the subject moves behind the verb, and the verb loses no ending there.",
    "ru": "В главном предложении глагол стоит на втором месте, что бы ни стояло на первом. Если"
    " предложение начинается с времени или места, подлежащее переходит за глагол.",
}
_BECAUSE = {
    "en": "This form goes with a subject in the plural; here there is only one person.",
    "ru": "Эта форма употребляется с подлежащим во множественном числе, а здесь один человек.",
}


def templates() -> list[tuple[str, str, list[int]]]:
    """One a kind: the kind, its content as JSON with PLACEHOLDER for a number, an order."""
    return [(kind, *_template(kind)) for kind in KINDS]


def _template(kind: str) -> tuple[str, list[int]]:
    fields = {**content(kind, NUMBER), "why": _WHY}
    for wrong in (*fields.get("wrong", ()), *fields.get("slips", ())):
        wrong["because"] = _BECAUSE
    valid = CONTENT.validate_python(fields)
    text = json.dumps(fields, ensure_ascii=False).replace(str(NUMBER), PLACEHOLDER)
    return text, list(reversed(range(valid.parts())))


def answer_to(shown: dict[str, Any], *, right: bool) -> dict[str, Any]:
    """The right answer to a showing, or one that is wrong for a known reason, as JSON."""
    match shown["kind"]:
        case "choose_sentence" | "fill_gap":
            beginning = "goed" if right else "fout"
            texts = enumerate(shown["options"])
            return {
                "type": "choice",
                "index": next(i for i, text in texts if text.startswith(beginning)),
            }
        case "order_words":
            a, b, *rest = sorted(shown["chips"])
            chips = (a, b, *rest) if right else (b, a, *rest)
            return {"type": "ordered", "order": [shown["chips"].index(chip) for chip in chips]}
        case "type_gap":
            return {"type": "typed", "text": "goedkoop" if right else "goedkope"}
        case _:
            number = next(word for word in shown["text"].split() if word.isdigit())
            return {
                "type": "typed",
                "text": f"{'dit' if right else 'dat'} is goedkoop nummer {number}",
            }
