"""A small course that meets every measure, to be spoilt in one place at a time."""

from random import Random
from typing import Any

from backend.catalogue.files import item
from backend.catalogue.schemas import Aims, Language, ReadingText, Shelf, Skill, Topic, Word
from tests.factories import ALL_KINDS, WRITTEN, an_item, both, slip

OF_A_KIND = 4


class Babble:
    """Words of six letters in no language: what is made of them is never alike, nor longer."""

    def __init__(self) -> None:
        self._chance = Random(1)

    def word(self) -> str:
        return "".join(self._chance.choice(letters) for letters in ("bdfgklmnprstvz", "aeiou") * 3)

    def say(self, size: int = 4) -> str:
        return " ".join(self.word() for _ in range(size))

    def slips(self, size: int) -> list[dict[str, Any]]:
        return [slip(self.say(size)) for _ in range(2)]


def sound_items() -> list[dict[str, Any]]:
    babble = Babble()
    return [
        {**an_item(kind, n), **_fields(babble)[kind]}
        for kind in (*ALL_KINDS, WRITTEN)
        for n in range(OF_A_KIND)
    ]


def _fields(babble: Babble) -> dict[str, dict[str, Any]]:
    one, line = babble.word, babble.say
    chosen = {"answer": line(), "wrong": babble.slips(4)}
    word = {"answer": one(), "wrong": babble.slips(1)}
    chips = line()
    mistaken, dictated = line(), line()
    return {
        "choose_sentence": chosen,
        "complete_dialogue": {
            **chosen,
            "turns": [{"who": "A", "text": line()}, {"who": "B", "text": "___"}],
        },
        "fill_gap": {**word, "sentence": f"{line()} ___"},
        "choose_word": {**word, "question": {**both(line()), "nl": line()}},
        "correct_mistake": {**word, "sentence": mistaken, "mistake": mistaken.split()[0]},
        "type_gap": {"sentence": f"{line()} ___", "accepted": [one()], "slips": [slip(one())]},
        "order_words": {"chips": chips.split(), "accepted": [chips], "slips": [slip(line())]},
        "translate": {"accepted": [line(), line(), line()], "slips": [slip(line())]},
        "match_pairs": {"pairs": [{"left": one(), "right": one()} for _ in range(4)]},
        "sort_words": {
            "groups": [{"name": both(one()), "words": [one(), one()]} for _ in range(2)]
        },
        "choose_stress": {"syllables": [one(), one(), one()], "stressed": 3},
        "read_text": {
            "text": f"{line(12)}.",
            "questions": [{"question": line(), **chosen, "evidence": line()} for _ in range(2)],
        },
        "hear_story": {
            "text": f"{line(12)}.",
            "questions": [{"question": line(), **chosen, "evidence": line()} for _ in range(2)],
        },
        "dictation": {"text": dictated, "accepted": [dictated], "slips": []},
        "choose_heard": {"answer": line(), "wrong": babble.slips(4)},
        "minimal_pair": {"sentence": f"{line()} ___", "answer": one(), "wrong": babble.slips(1)},
        "write_text": {"model": line(12)},
    }


def sound_shelf(items: list[dict[str, Any]] | None = None, **fields: Any) -> Shelf:
    items = sound_items() if items is None else items
    skill = Skill(
        key="skill-0",
        level="A1",
        title=both("Skill"),
        text=both("What is said of it."),
        examples=["one", "two"],
        translations={"en": ["one", "two"], "ru": ["one", "two"]},
    )
    sentence = {"text": "Een kat loopt.", "meaning": both("A cat"), "words": {"kat": "kat"}}
    text = ReadingText(
        key="cat", level="A1", topic="life", title=both("Cat"), sentences=[sentence] * 4
    )
    lemmas = sorted({"kat", *(lemma for each in items for lemma in each["lemmas"])})
    aims = Aims(exercises=len(items), skills=1, topics=1)
    given = {
        "language": Language(
            code="nl", name="nl", names=both("nl"), flag="🏳", levels=["A1"], aims=aims
        ),
        "topics": [Topic(key="life", title=both("Life"))],
        "skills": [skill],
        "items": [item(each) for each in items],
        "words": [Word(lemma=lemma, meaning=both(lemma)) for lemma in lemmas],
        "texts": [text],
    }
    return Shelf(**{**given, **fields})
