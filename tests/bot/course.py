"""What there is to learn in these tests: one exercise of each kind."""

from typing import Any

from backend.exercises.kinds.union import CONTENT, AnyContent
from backend.exercises.schemas import LanguageOut
from backend.kit.levels import Level

IN_DUTCH = {"bg": "Bulgaars", "en": "Engels", "nl": "Nederlands", "sr": "Servisch"}


def a_language(code: str, name: str, flag: str) -> LanguageOut:
    return LanguageOut(
        code=code,
        name=name,
        names={"en": name, "nl": IN_DUTCH.get(code, name), "ru": f"{name} (ru)"},
        flag=flag,
        levels=[Level.a1, Level.a2, Level.b1],
        exercises=30,
    )


EXERCISES: dict[str, dict[str, Any]] = {
    "read_aloud": {
        "text": "De trein naar Utrecht vertrekt over tien minuten.",
        "meaning": {"en": "The train to Utrecht leaves in ten minutes."},
    },
    "repeat_after_me": {
        "text": "Kun je dat nog eens zeggen?",
        "meaning": {"en": "Can you say that again?"},
    },
    "answer_aloud": {
        "question": "Waar woon je?",
        "accepted": ["Ik woon in Den Haag.", "In Den Haag."],
        "meaning": {"en": "I live in The Hague."},
    },
    "dictation": {
        "text": "De trein vertrekt om half tien.",
        "accepted": ["De trein vertrekt om half tien.", "De trein vertrekt om 9.30 uur."],
        "meaning": {"en": "The train leaves at half past nine."},
    },
    "choose_heard": {
        "answer": "Ik woon in Den Haag.",
        "wrong": [
            {"text": "Ik woon in de hoek.", "because": {"en": "'hoek' ends in a k."}},
            {"text": "Ik kom uit Den Haag.", "because": {"en": "'kom uit' is 'come from'."}},
        ],
        "meaning": {"en": "I live in The Hague."},
    },
    "minimal_pair": {
        "sentence": "Zij ziet een ___.",
        "answer": "man",
        "wrong": [{"text": "maan", "because": {"en": "'maan' has a long a."}}],
        "meaning": {"en": "She sees a man."},
    },
    "hear_story": {
        "text": "Anna gaat naar de markt. Zij koopt twee kilo appels en brood. Daarna regent het.",
        "questions": [
            {
                "question": "Wat koopt Anna?",
                "answer": "appels",
                "wrong": [
                    {"text": "kaas", "because": {"en": "Cheese is not named."}},
                    {"text": "vis", "because": {"en": "Fish is not named."}},
                ],
                "evidence": "twee kilo appels",
            },
            {
                "question": "Hoe is het weer daarna?",
                "answer": "Het regent.",
                "wrong": [
                    {"text": "De zon schijnt.", "because": {"en": "It rains."}},
                    {"text": "Het sneeuwt.", "because": {"en": "It rains."}},
                ],
                "evidence": "Daarna regent het",
            },
        ],
    },
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
    "choose_word": {
        "question": {"en": "The opposite of “groot”?", "ru": "Противоположность «groot»?"},
        "answer": "klein",
        "wrong": [
            {"text": "lang", "because": {"en": "'lang' means 'long'."}},
            {"text": "oud", "because": {"en": "'oud' means 'old'."}},
        ],
    },
    "choose_stress": {
        "syllables": ["ba", "na", "nen"],
        "stressed": 2,
        "meaning": {"en": "bananas", "ru": "бананы"},
    },
    "complete_dialogue": {
        "turns": [{"who": "Eva", "text": "Hoe gaat het?"}, {"who": "Tom", "text": "___"}],
        "answer": "Goed, dank je.",
        "wrong": [
            {"text": "Om acht uur.", "because": {"en": "That answers 'when'."}},
            {"text": "Naar huis.", "because": {"en": "That answers 'where to'."}},
        ],
        "meaning": {"en": "Fine, thank you."},
    },
    "correct_mistake": {
        "sentence": "Hij loop naar school.",
        "mistake": "loop",
        "answer": "loopt",
        "wrong": [
            {"text": "lopen", "because": {"en": "'lopen' goes with more than one."}},
            {"text": "gelopen", "because": {"en": "That is the participle."}},
        ],
        "meaning": {"en": "He walks to school."},
    },
    "match_pairs": {
        "pairs": [
            {"left": "de kat", "meaning": {"en": "the cat", "ru": "кошка"}},
            {"left": "de hond", "meaning": {"en": "the dog", "ru": "собака"}},
            {"left": "het paard", "meaning": {"en": "the horse", "ru": "лошадь"}},
        ],
    },
    "read_text": {
        "text": "Anna woont in Utrecht. Ze werkt in een bakkerij en staat elke dag om vier uur op.",
        "questions": [
            {
                "question": "Waar werkt Anna?",
                "answer": "In een bakkerij.",
                "wrong": [
                    {"text": "In een school.", "because": {"en": "No school in the text."}},
                    {"text": "Op straat.", "because": {"en": "No street in the text."}},
                ],
                "evidence": "Ze werkt in een bakkerij",
            },
            {
                "question": "Hoe laat staat ze op?",
                "answer": "Om vier uur.",
                "wrong": [
                    {"text": "Om acht uur.", "because": {"en": "It is earlier."}},
                    {"text": "Om tien uur.", "because": {"en": "It is much earlier."}},
                ],
                "evidence": "staat elke dag om vier uur op",
            },
        ],
    },
    "sort_words": {
        "groups": [
            {"name": {"en": "de", "ru": "de"}, "words": ["tafel", "stoel"]},
            {"name": {"en": "het", "ru": "het"}, "words": ["huis", "boek"]},
        ],
    },
    "translate": {
        "text": {"en": "Tomorrow I am cooking soup.", "ru": "Завтра я варю суп."},
        "accepted": ["Morgen kook ik soep.", "Ik kook morgen soep."],
        "slips": [{"text": "Morgen ik kook soep.", "because": {"en": "Verb second."}}],
    },
    "write_text": {
        "situation": {"en": "Tell what you did.", "ru": "Расскажите, что вы делали."},
        "points": [
            {"en": "where you were", "ru": "где вы были"},
            {"en": "what you liked", "ru": "что понравилось"},
        ],
        "model": "Ik was gisteren in het bos met mijn zus. Het meer vond ik mooi.",
        "least": 10,
        "most": 40,
    },
}


def an_exercise(kind: str = "fill_gap", **changes: Any) -> AnyContent:
    why = {"en": "The verb stands second.", "ru": "Глагол стоит на втором месте."}
    return CONTENT.validate_python({"kind": kind, "why": why, **EXERCISES[kind], **changes})
