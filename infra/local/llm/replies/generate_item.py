"""An author with one gap to fill in each language, a few things to be heard, and nothing else."""

import re
from typing import Any

from infra.local.llm.answering import Lines
from infra.local.llm.listening import TO_BE_HEARD

_LANGUAGE = re.compile(r"for learners of (?P<name>English|Dutch|Bulgarian|Serbian)\b")
_FORMS = {
    "Form: fill the gap from a bank.": "fill_gap",
    "Form: write down what is heard.": "dictation",
    "Form: choose what was heard.": "choose_heard",
    "Form: hear a story and answer.": "hear_story",
}

GAPS: dict[str, dict[str, Any]] = {
    "English": {
        "sentence": "The baker ___ good morning to every child.",
        "answer": "says",
        "wrong": [
            {
                "text": "say",
                "because": {
                    "en": "With one person, as 'the baker', the verb takes -s.",
                    "ru": "С одним лицом, как «the baker», у глагола есть -s.",
                },
            },
            {
                "text": "saying",
                "because": {
                    "en": "The form in -ing needs 'is' before it.",
                    "ru": "Перед формой на -ing нужно «is».",
                },
            },
        ],
        "why": {
            "en": "A habit is said in the present, and with one person it takes -s.",
            "ru": "О привычке говорят в настоящем, и с одним лицом нужно -s.",
        },
        "meaning": {"ru": "Пекарь говорит каждому ребёнку «доброе утро»."},
        "words": [{"lemma": "baker", "meaning": {"ru": "пекарь"}}],
    },
    "Dutch": {
        "sentence": "De bakker ___ goedemorgen tegen ieder kind.",
        "answer": "zegt",
        "wrong": [
            {
                "text": "zeg",
                "because": {"en": "'zeg' goes with 'ik'.", "ru": "Форма «zeg» нужна с «ik»."},
            },
            {
                "text": "zeggen",
                "because": {
                    "en": "This is the form for several people.",
                    "ru": "Это форма для нескольких лиц.",
                },
            },
        ],
        "why": {
            "en": "With one person, as 'de bakker', the verb takes -t.",
            "ru": "С одним лицом, как «de bakker», у глагола есть -t.",
        },
        "meaning": {
            "en": "The baker says good morning to every child.",
            "ru": "Пекарь говорит каждому ребёнку «доброе утро».",
        },
        "words": [{"lemma": "bakker", "meaning": {"en": "baker", "ru": "пекарь"}}],
    },
    "Bulgarian": {
        "sentence": "Баба винаги ___ кафе на съседите.",
        "answer": "прави",
        "wrong": [
            {
                "text": "правя",
                "because": {"en": "'правя' goes with 'аз'.", "ru": "Форма «правя» нужна с «аз»."},
            },
            {
                "text": "правят",
                "because": {
                    "en": "This is the form for several people.",
                    "ru": "Это форма для нескольких лиц.",
                },
            },
        ],
        "why": {
            "en": "With one person, as 'баба', the verb ends in -и.",
            "ru": "С одним лицом, как «баба», глагол кончается на -и.",
        },
        "meaning": {
            "en": "Grandma always makes coffee for the neighbours.",
            "ru": "Бабушка всегда делает кофе соседям.",
        },
        "words": [{"lemma": "съсед", "meaning": {"en": "neighbour", "ru": "сосед"}}],
    },
    "Serbian": {
        "sentence": "Baka uvek ___ kafu za komšije.",
        "answer": "kuva",
        "wrong": [
            {
                "text": "kuvam",
                "because": {"en": "'kuvam' goes with 'ja'.", "ru": "Форма «kuvam» нужна с «ja»."},
            },
            {
                "text": "kuvaju",
                "because": {
                    "en": "This is the form for several people.",
                    "ru": "Это форма для нескольких лиц.",
                },
            },
        ],
        "why": {
            "en": "With one person, as 'baka', the verb ends in -a.",
            "ru": "С одним лицом, как «baka», глагол кончается на -a.",
        },
        "meaning": {
            "en": "Grandma always makes coffee for the neighbours.",
            "ru": "Бабушка всегда варит кофе для соседей.",
        },
        "words": [{"lemma": "komšija", "meaning": {"en": "neighbour", "ru": "сосед"}}],
    },
}


def reply(system: str, _: Lines, __: dict[str, Any] | None) -> dict[str, Any]:
    found = _LANGUAGE.search(system)
    kind = next((kind for form, kind in _FORMS.items() if form in system), "")
    draft = _draft(found["name"], kind) if found else None
    return {"drafts": [draft] if draft else []}


def _draft(language: str, kind: str) -> dict[str, Any] | None:
    if kind == "fill_gap":
        return GAPS[language]
    return TO_BE_HEARD.get(language, {}).get(kind)
