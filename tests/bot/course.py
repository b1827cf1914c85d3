"""What there is to learn in these tests: one exercise of each kind."""

from typing import Any

from backend.exercises.kinds.union import CONTENT, AnyContent
from backend.exercises.schemas import LanguageOut
from backend.kit.levels import Level


def a_language(code: str, name: str, flag: str) -> LanguageOut:
    return LanguageOut(
        code=code,
        name=name,
        names={"en": name, "ru": f"{name} (ru)"},
        flag=flag,
        levels=[Level.a1, Level.a2, Level.b1],
        exercises=30,
    )


EXERCISES: dict[str, dict[str, Any]] = {
    "fill_gap": {
        "sentence": "Ik ___ moe.",
        "answer": "ben",
        "wrong": [
            {"text": "bent", "because": {"en": '"bent" goes with "jij".', "ru": "«bent» с «jij»."}},
            {"text": "is", "because": {"en": '"is" goes with "hij".', "ru": "«is» с «hij»."}},
        ],
        "meaning": {"en": "I am tired.", "ru": "Я устал."},
    },
    "choose_sentence": {
        "situation": {"en": "You go home tomorrow.", "ru": "Завтра вы идёте домой."},
        "answer": "Morgen ga ik met de trein naar huis.",
        "wrong": [
            {"text": "Morgen ik ga met de trein naar huis.", "because": {"en": "Verb second."}},
            {"text": "Ik morgen ga met de trein naar huis.", "because": {"en": "Verb second."}},
        ],
        "meaning": {"en": "I am taking the train home tomorrow."},
    },
    "type_gap": {
        "sentence": "Hij ___ naar school.",
        "clue": {"en": "lopen"},
        "accepted": ["loopt"],
        "slips": [{"text": "loop", "because": {"en": 'With "hij" the verb takes -t.'}}],
        "meaning": {"en": "He walks to school."},
    },
    "order_words": {
        "chips": ["vandaag", "werk", "ik", "thuis"],
        "accepted": ["Vandaag werk ik thuis.", "Ik werk vandaag thuis."],
        "slips": [{"text": "Vandaag ik werk thuis.", "because": {"en": "Verb second."}}],
        "meaning": {"en": "I am working at home today."},
    },
    "translate": {
        "text": {"en": "Tomorrow I am cooking soup.", "ru": "Завтра я варю суп."},
        "accepted": ["Morgen kook ik soep.", "Ik kook morgen soep."],
        "slips": [{"text": "Morgen ik kook soep.", "because": {"en": "Verb second."}}],
    },
}


def an_exercise(kind: str = "fill_gap", **changes: Any) -> AnyContent:
    why = {"en": "The verb stands second.", "ru": "Глагол стоит на втором месте."}
    return CONTENT.validate_python({"kind": kind, "why": why, **EXERCISES[kind], **changes})
