"""How a talk about anything begins, and what can always be said in one: by target language.

Each is (what is said, {language: what it means}).
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, Mapping[str, str]]

_DAY = {"en": "Hi! How was your day?", "ru": "Привет! Как прошёл твой день?"}
_DONE = {"en": "Hello! What did you do today?", "ru": "Здравствуй! Что ты сегодня делал(а)?"}
_DOING = {"en": "Hello! What are you doing today?", "ru": "Здравствуй! Что ты сегодня делаешь?"}
_WEEKEND = {
    "en": "Hi! What do you like to do at the weekend?",
    "ru": "Привет! Что ты любишь делать в выходные?",
}
_AND_YOU = {"en": "And you?", "ru": "А ты?"}
_MEAN = {"en": "What do you mean?", "ru": "Что ты имеешь в виду?"}
_AGAIN = {"en": "Can you say that again?", "ru": "Можешь повторить?"}
_THINK = {"en": "I don't know, but I think …", "ru": "Не знаю, но мне кажется, …"}


def _in_english(*meanings: Mapping[str, str]) -> tuple[Phrase, ...]:
    """A course has no translation into its own language."""
    return tuple(
        (each["en"], {code: text for code, text in each.items() if code != "en"})
        for each in meanings
    )


OPENINGS: Mapping[str, Sequence[Phrase]] = {
    "en": _in_english(_DAY, _DONE, _WEEKEND),
    "nl": (
        ("Hoi! Hoe was je dag?", _DAY),
        ("Hallo! Wat heb je vandaag gedaan?", _DONE),
        ("Hoi! Wat doe je graag in het weekend?", _WEEKEND),
    ),
    "bg": (
        ("Здравей! Как мина денят ти?", _DAY),
        ("Здравей! Какво прави днес?", _DONE),
        ("Здравей! Какво обичаш да правиш през почивните дни?", _WEEKEND),
    ),
    "sr": (
        ("Zdravo! Kako ti je prošao dan?", _DAY),
        ("Zdravo! Šta radiš danas?", _DOING),
        ("Zdravo! Šta voliš da radiš vikendom?", _WEEKEND),
    ),
}

ALWAYS: Mapping[str, Sequence[Phrase]] = {
    "en": _in_english(_AND_YOU, _MEAN, _AGAIN, _THINK),
    "nl": (
        ("En jij?", _AND_YOU),
        ("Wat bedoel je?", _MEAN),
        ("Kun je dat nog een keer zeggen?", _AGAIN),
        ("Ik weet het niet, maar ik denk …", _THINK),
    ),
    "bg": (
        ("А ти?", _AND_YOU),
        ("Какво имаш предвид?", _MEAN),
        ("Може ли да повториш?", _AGAIN),
        ("Не знам, но мисля, че …", _THINK),
    ),
    "sr": (
        ("A ti?", _AND_YOU),
        ("Kako to misliš?", _MEAN),
        ("Možeš li da ponoviš?", _AGAIN),
        ("Ne znam, ali mislim da …", _THINK),
    ),
}
