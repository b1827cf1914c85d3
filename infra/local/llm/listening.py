"""What the local author writes to be heard: of each form one exercise, in two languages."""

from typing import Any


def _said(en: str, ru: str) -> dict[str, str]:
    return {"en": en, "ru": ru}


def _wrong(text: str, en: str, ru: str) -> dict[str, Any]:
    return {"text": text, "because": _said(en, ru)}


def _asked(question: str, answer: str, wrong: list[dict[str, Any]], evidence: str) -> Any:
    return {"question": question, "answer": answer, "wrong": wrong, "evidence": evidence}


_IN_THE_STORY = _said(
    "Both answers are said in the story word by word.", "Оба ответа звучат в рассказе дословно."
)
_NOT_SAID = ("The story says nothing of that.", "В рассказе об этом ничего нет.")

TO_BE_HEARD: dict[str, dict[str, dict[str, Any]]] = {
    "English": {
        "dictation": {
            "text": "The baker sells warm bread every morning.",
            "accepted": ["The baker sells warm bread every morning."],
            "slips": [
                _wrong(
                    "The baker sell warm bread every morning.",
                    "With one person, as 'the baker', the verb takes -s.",
                    "С одним лицом, как «the baker», у глагола есть -s.",
                ),
                _wrong(
                    "The bakers sells warm bread every morning.",
                    "'Sells' goes with one baker.",
                    "Форма «sells» нужна с одним пекарем.",
                ),
            ],
            "why": _said(
                "Listen for the -s at the end of 'sells'.", "Прислушайтесь к -s в конце «sells»."
            ),
            "meaning": {"ru": "Пекарь каждое утро продаёт тёплый хлеб."},
            "words": [{"lemma": "baker", "meaning": {"ru": "пекарь"}}],
        },
        "choose_heard": {
            "answer": "My brother bakes a cake on Sundays.",
            "wrong": [
                _wrong(
                    "My brother makes a cake on Sundays.",
                    "'Bakes' begins with b, 'makes' with m.",
                    "«Bakes» начинается с b, а «makes» — с m.",
                ),
                _wrong(
                    "My brothers bake a cake on Sundays.",
                    "There is an -s at the end of 'bakes', not of 'brother'.",
                    "Звук -s стоит в конце «bakes», а не «brother».",
                ),
            ],
            "why": _said(
                "The first sound of the verb and its ending tell it.",
                "Это слышно по первому звуку глагола и по его окончанию.",
            ),
            "meaning": {"ru": "Мой брат по воскресеньям печёт торт."},
            "words": [{"lemma": "cake", "meaning": {"ru": "торт"}}],
        },
        "hear_story": {
            "text": (
                "Every morning a cat sits in front of the shop. One day the door is open. The cat"
                " walks in and sleeps on the warm bread. The baker does not shout. She gives the"
                " cat some milk and a red hat. Now everybody comes to see the cat."
            ),
            "questions": [
                _asked(
                    "Where does the cat sleep?",
                    "on the bread",
                    [_wrong("under a chair", *_NOT_SAID), _wrong("in the garden", *_NOT_SAID)],
                    "sleeps on the warm bread",
                ),
                _asked(
                    "What does the cat get besides milk?",
                    "a red hat",
                    [_wrong("a new bed", *_NOT_SAID), _wrong("a big fish", *_NOT_SAID)],
                    "some milk and a red hat",
                ),
            ],
            "why": _IN_THE_STORY,
            "meaning": None,
            "words": [{"lemma": "hat", "meaning": {"ru": "шляпа"}}],
        },
    },
    "Dutch": {
        "dictation": {
            "text": "De bakker verkoopt elke ochtend warm brood.",
            "accepted": ["De bakker verkoopt elke ochtend warm brood."],
            "slips": [
                _wrong(
                    "De bakker verkoop elke ochtend warm brood.",
                    "With one person, as 'de bakker', the verb takes -t.",
                    "С одним лицом, как «de bakker», у глагола есть -t.",
                ),
                _wrong(
                    "De bakkers verkoopt elke ochtend warm brood.",
                    "'Verkoopt' goes with one baker.",
                    "Форма «verkoopt» нужна с одним пекарем.",
                ),
            ],
            "why": _said(
                "Listen for the -t at the end of 'verkoopt'.",
                "Прислушайтесь к -t в конце «verkoopt».",
            ),
            "meaning": _said(
                "The baker sells warm bread every morning.",
                "Пекарь каждое утро продаёт тёплый хлеб.",
            ),
            "words": [{"lemma": "bakker", "meaning": _said("baker", "пекарь")}],
        },
        "choose_heard": {
            "answer": "Mijn broer bakt op zondag een taart.",
            "wrong": [
                _wrong(
                    "Mijn broer pakt op zondag een taart.",
                    "'Bakt' begins with b, 'pakt' with p.",
                    "«Bakt» начинается с b, а «pakt» — с p.",
                ),
                _wrong(
                    "Mijn broers bakken zondag een taart.",
                    "There is one brother: 'bakt' has no second syllable.",
                    "Брат один: в «bakt» только один слог.",
                ),
            ],
            "why": _said(
                "The first sound of the verb and its ending tell it.",
                "Это слышно по первому звуку глагола и по его окончанию.",
            ),
            "meaning": _said(
                "My brother bakes a cake on Sunday.", "Мой брат в воскресенье печёт торт."
            ),
            "words": [{"lemma": "taart", "meaning": _said("cake", "торт")}],
        },
        "hear_story": {
            "text": (
                "Elke ochtend zit er een kat voor de winkel. Op een dag is de deur open. De kat"
                " loopt naar binnen en slaapt op het warme brood. De bakker wordt niet boos. Hij"
                " geeft de kat melk en een rode hoed. Nu komt iedereen naar de kat kijken."
            ),
            "questions": [
                _asked(
                    "Waar slaapt de kat?",
                    "op het brood",
                    [_wrong("onder een stoel", *_NOT_SAID), _wrong("in de tuin", *_NOT_SAID)],
                    "slaapt op het warme brood",
                ),
                _asked(
                    "Wat krijgt de kat naast melk?",
                    "een rode hoed",
                    [_wrong("een nieuw bed", *_NOT_SAID), _wrong("een grote vis", *_NOT_SAID)],
                    "melk en een rode hoed",
                ),
            ],
            "why": _IN_THE_STORY,
            "meaning": None,
            "words": [{"lemma": "hoed", "meaning": _said("hat", "шляпа")}],
        },
    },
}


def keys() -> set[str]:
    """What is right among the options of all of them."""
    kinds = [draft for drafts in TO_BE_HEARD.values() for draft in drafts.values()]
    questions = [question for draft in kinds for question in draft.get("questions", ())]
    return {each["answer"] for each in (*kinds, *questions) if "answer" in each}
