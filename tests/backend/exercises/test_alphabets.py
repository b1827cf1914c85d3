from random import Random

import pytest

from backend.exercises.kinds.union import titled
from backend.exercises.tongues.alphabets import (
    cyrillic,
    freed_for_cyrillic,
    freed_for_latin,
    in_alphabet,
    latin,
)

LETTERS = [
    *"abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
    *("lj", "nj", "dž", "Lj", "LJ", "lJ", "Nj", "NJ", "Dž", "DŽ", "dŽ", "dj"),
    *(" ", ".", ",", "-", "'", "?!", "___", "5", "👍", "q", "w", "x", "y", "é", "\u0301", "\n"),
    *("injekcija", "Konjunktura", "nadživeti", "KONJ", "njegov"),
]


@pytest.mark.parametrize("seed", range(500))
def test_there_and_back_is_the_same_text(seed: int) -> None:
    chance = Random(seed)
    text = "".join(chance.choices(LETTERS, k=chance.randint(0, 40)))
    assert latin(cyrillic(text)) == text


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Zdravo, kako si?", "Здраво, како си?"),
        ("Ljubav i njegov džep", "Љубав и његов џеп"),
        ("LJUBAV, ĐAK, NJUJORK", "ЉУБАВ, ЂАК, ЊУЈОРК"),
        ("injekcija", "инјекција"),
        ("konjugacija konja", "конјугација коња"),
        ("nadživeti džem", "надживети џем"),
        ("Ja ___ kod kuće (5).", "Ја ___ код куће (5)."),
        ("WhatsApp", "WhatsApp"),
        ("", ""),
    ],
)
def test_serbian_has_two_alphabets(written: str, other: str) -> None:
    assert cyrillic(written) == other
    assert latin(other) == written
    assert cyrillic(other) == other


class TestAStoredContent:
    STORED = {
        "kind": "type_gap",
        "sentence": "Ja ___ kod kuće.",
        "accepted": ["sam"],
        "slips": [
            {
                "text": "je",
                "because": {
                    "en": "It's 'je' for the students' 'on'; 'house' isn't 'kuca'.",
                    "ru": "«je» — это «он», а не 'ja'.",
                },
            }
        ],
        "clue": {"en": "biti", "ru": "biti"},
        "why": {"en": "It's a verb of the students."},
        "meaning": None,
        "stressed": 1,
        "questions": [{"question": "Gde je?", "wrong": [{"text": "Ne", "because": {"en": "no"}}]}],
    }

    def test_is_written_in_cyrillic_where_it_is_serbian(self) -> None:
        assert in_alphabet(self.STORED, "cyrillic") == {
            "kind": "type_gap",
            "sentence": "Ја ___ код куће.",
            "accepted": ["сам"],
            "slips": [
                {
                    "text": "је",
                    "because": {
                        "en": "It's 'је' for the students' 'он'; 'house' isn't 'куца'.",
                        "ru": "«је» — это «он», а не 'ја'.",
                    },
                }
            ],
            "clue": {"en": "бити", "ru": "бити"},
            "why": {"en": "It's a verb of the students."},
            "meaning": None,
            "stressed": 1,
            "questions": [
                {"question": "Где је?", "wrong": [{"text": "Не", "because": {"en": "no"}}]}
            ],
        }

    def test_is_stored_in_latin(self) -> None:
        assert in_alphabet(self.STORED, "latin") == self.STORED


def test_a_letter_of_another_script_is_taken_for_its_twin() -> None:
    assert freed_for_latin("сat") == "cat"
    assert freed_for_cyrillic("кoла") == "кола"
    assert freed_for_latin("дог") == "дог"
    assert freed_for_cyrillic("az") == "az"


@pytest.mark.parametrize(
    ("title", "target", "shown"),
    [
        ({"en": "ključ"}, "sr", "кључ"),  # a lemma
        ({"en": "To be: 'sam'", "ru": "Быть: «sam»"}, "sr", "Быть: «сам»"),
        ({"en": "sleutel"}, "nl", "sleutel"),
        (None, "sr", None),
    ],
)
def test_a_title_stands_in_the_alphabet_of_its_reader(
    title: dict[str, str] | None, target: str, shown: str | None
) -> None:
    assert titled(title, "ru", target, "cyrillic") == shown
