"""How a talk about anything begins, and what can always be said in one: by target language.

Each is (what is said, {language: what it means}).
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Phrase: TypeAlias = tuple[str, Mapping[str, str]]

OPENINGS: Mapping[str, Sequence[Phrase]] = {
    "en": (
        ("Hi! How was your day?", {"ru": "Привет! Как прошёл твой день?"}),
        ("Hello! What did you do today?", {"ru": "Здравствуй! Что ты сегодня делал(а)?"}),
        (
            "Hi there! What do you like to do at the weekend?",
            {"ru": "Привет! Что ты любишь делать в выходные?"},
        ),
    ),
    "nl": (
        (
            "Hoi! Hoe was je dag?",
            {"en": "Hi! How was your day?", "ru": "Привет! Как прошёл твой день?"},
        ),
        (
            "Hallo! Wat heb je vandaag gedaan?",
            {"en": "Hello! What did you do today?", "ru": "Здравствуй! Что ты сегодня делал(а)?"},
        ),
        (
            "Hoi! Wat doe je graag in het weekend?",
            {
                "en": "Hi! What do you like to do at the weekend?",
                "ru": "Привет! Что ты любишь делать в выходные?",
            },
        ),
    ),
    "bg": (
        (
            "Здравей! Как мина денят ти?",
            {"en": "Hi! How was your day?", "ru": "Привет! Как прошёл твой день?"},
        ),
        (
            "Здравей! Какво прави днес?",
            {"en": "Hello! What did you do today?", "ru": "Здравствуй! Что ты сегодня делал(а)?"},
        ),
        (
            "Здравей! Какво обичаш да правиш през почивните дни?",
            {
                "en": "Hi! What do you like to do at the weekend?",
                "ru": "Привет! Что ты любишь делать в выходные?",
            },
        ),
    ),
    "sr": (
        (
            "Zdravo! Kako ti je prošao dan?",
            {"en": "Hi! How was your day?", "ru": "Привет! Как прошёл твой день?"},
        ),
        (
            "Zdravo! Šta radiš danas?",
            {"en": "Hello! What are you doing today?", "ru": "Здравствуй! Что ты сегодня делаешь?"},
        ),
        (
            "Zdravo! Šta voliš da radiš vikendom?",
            {
                "en": "Hi! What do you like to do at the weekend?",
                "ru": "Привет! Что ты любишь делать в выходные?",
            },
        ),
    ),
}

ALWAYS: Mapping[str, Sequence[Phrase]] = {
    "en": (
        ("And you?", {"ru": "А ты?"}),
        ("What do you mean?", {"ru": "Что ты имеешь в виду?"}),
        ("Can you say that again, please?", {"ru": "Повтори, пожалуйста."}),
        ("I don't know, but I think …", {"ru": "Не знаю, но мне кажется, …"}),
    ),
    "nl": (
        ("En jij?", {"en": "And you?", "ru": "А ты?"}),
        ("Wat bedoel je?", {"en": "What do you mean?", "ru": "Что ты имеешь в виду?"}),
        (
            "Kun je dat nog een keer zeggen?",
            {"en": "Can you say that again?", "ru": "Можешь повторить?"},
        ),
        (
            "Ik weet het niet, maar ik denk …",
            {"en": "I don't know, but I think …", "ru": "Не знаю, но мне кажется, …"},
        ),
    ),
    "bg": (
        ("А ти?", {"en": "And you?", "ru": "А ты?"}),
        ("Какво имаш предвид?", {"en": "What do you mean?", "ru": "Что ты имеешь в виду?"}),
        ("Може ли да повториш?", {"en": "Can you repeat that?", "ru": "Можешь повторить?"}),
        (
            "Не знам, но мисля, че …",
            {"en": "I don't know, but I think …", "ru": "Не знаю, но мне кажется, …"},
        ),
    ),
    "sr": (
        ("A ti?", {"en": "And you?", "ru": "А ты?"}),
        ("Kako to misliš?", {"en": "What do you mean?", "ru": "Что ты имеешь в виду?"}),
        ("Možeš li da ponoviš?", {"en": "Can you repeat that?", "ru": "Можешь повторить?"}),
        (
            "Ne znam, ali mislim da …",
            {"en": "I don't know, but I think …", "ru": "Не знаю, но мне кажется, …"},
        ),
    ),
}
