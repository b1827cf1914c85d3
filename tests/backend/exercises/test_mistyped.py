import pytest

from backend.exercises.matching import difference
from backend.exercises.mistyped import is_mistyped


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("He goed home", "He goes home"),
        ("hij lopt", "hij loopt"),
        ("I am trid", "I am tired"),
        ("to day I work", "today I work"),
        ("We were wlaking", "We were walking"),
        ("extraordnairilly", "extraordinarily"),
        ("Я дмоа", "Я дома"),
    ],
)
def test_what_comes_close_to_the_word_can_be_a_slip_of_the_finger(said: str, right: str) -> None:
    assert is_mistyped(difference(said, right))


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("They is here", "They are here"),
        ("I have house", "I have a house"),
        ("I have a the house", "I have a house"),
        ("He walked", "He ran"),
        ("hij liep", "hij loopt"),
        ("Hij is thuis", "Hij was thuis"),
        ("completely other words", "nothing of that"),
    ],
)
def test_another_word_or_one_too_many_or_too_few_cannot(said: str, right: str) -> None:
    assert not is_mistyped(difference(said, right))


def test_what_is_the_same_is_none() -> None:
    assert not is_mistyped(difference("right", "right"))
