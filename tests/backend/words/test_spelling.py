import pytest

from backend.words.spelling import is_found, spelled


@pytest.mark.parametrize(
    ("sought", "lemma", "meaning", "target"),
    [
        ("hui", "huis", None, "nl"),
        ("HUIS", "huis", None, "nl"),
        ("een", "één", None, "nl"),
        ("één", "een", None, "nl"),
        ("ned", "Nederlands", None, "nl"),
        ("hou", "huis", "house", "nl"),
        ("street", "weg", "road; street", "nl"),
        ("дом", "huis", "дом", "nl"),
        ("ёлка", "boom", "елка", "nl"),
        ("afspr", "afspreken", "to arrange", "nl"),
        ("zich af", "zich afvragen", None, "nl"),
        ("kuc", "kuća", None, "sr"),
        ("кућ", "kuća", None, "sr"),
        ("КУЋА", "kuća", None, "sr"),
        ("кућа", "kuća", None, "sr"),
        ("dak", "đak", None, "sr"),
        ("djak", "đak", None, "sr"),
        ("ђак", "đak", None, "sr"),
        ("đak", "đak", None, "sr"),
        ("lju", "ljubav", None, "sr"),
        ("љу", "ljubav", None, "sr"),
        ("дом", "kuća", "дом", "sr"),
        ("кот", "котка", None, "bg"),
    ],
)
def test_is_found(sought: str, lemma: str, meaning: str | None, target: str) -> None:
    assert is_found(sought, lemma, meaning, target)


@pytest.mark.parametrize(
    ("sought", "lemma", "meaning", "target"),
    [
        ("uis", "huis", None, "nl"),
        ("huisje", "huis", None, "nl"),
        ("ouse", "huis", "house", "nl"),
        ("!?", "huis", "house", "nl"),
        ("\u200b", "huis", None, "nl"),
        ("%", "huis", "house", "nl"),
        ("кућ", "kuća", None, "nl"),
        ("мои", "x", "мой", "nl"),
    ],
)
def test_is_not_found(sought: str, lemma: str, meaning: str | None, target: str) -> None:
    assert not is_found(sought, lemma, meaning, target)


def test_only_a_course_of_two_alphabets_is_spelled_anew() -> None:
    assert spelled("ljubav", "sr", "cyrillic") == "љубав"
    assert spelled("ljubav", "sr", "latin") == "ljubav"
    assert spelled("ljubav", "nl", "cyrillic") == "ljubav"
