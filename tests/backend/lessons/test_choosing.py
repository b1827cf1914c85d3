import pytest

from backend.exercises.schemas import Because
from backend.lessons.choosing import Candidate, choose

ALL = [
    Candidate(n, because, n)
    for n, because in enumerate([Because.again, Because.new, Because.review, Because.mistake])
]


def first(*missing: Because, number: int = 1, after_mistake: bool = False) -> Because | None:
    candidates = [each for each in ALL if each.because not in missing]
    chosen = choose(candidates, number=number, after_mistake=after_mistake)
    return None if chosen is None else chosen.because


@pytest.mark.parametrize(
    ("number", "after_mistake", "missing", "expected"),
    [
        (1, False, "", "mistake"),
        (2, False, "", "mistake"),
        (1, False, "mistake", "new"),
        (2, False, "mistake", "review"),
        (3, False, "mistake", "new"),
        (2, False, "mistake review", "new"),
        (1, False, "mistake new", "review"),
        (1, False, "mistake new review", "again"),
        (1, True, "", "new"),
        (2, True, "", "review"),
        (2, True, "review", "new"),
        (1, True, "new review", "mistake"),
        (1, True, "new review mistake", "again"),
        (1, False, "mistake new review again", None),
    ],
)
def test_mistakes_first_but_never_two_in_a_row_then_reviews_and_new_in_turn(
    number: int, after_mistake: bool, missing: str, expected: str | None
) -> None:
    left_out = [Because(word) for word in missing.split()]
    assert first(*left_out, number=number, after_mistake=after_mistake) == expected


@pytest.mark.parametrize("asked", [Because.focus, Because.repair])
@pytest.mark.parametrize("after_mistake", [False, True])
def test_what_the_learner_asked_for_comes_before_all(asked: Because, after_mistake: bool) -> None:
    wish = Candidate(9, asked, 1)
    assert choose([*ALL, wish], number=2, after_mistake=after_mistake) is wish


def test_the_first_candidate_of_its_sort_is_taken() -> None:
    two = [Candidate(5, Because.review, 1), Candidate(6, Because.review, 2)]
    assert choose(two, number=2, after_mistake=False) is two[0]


def test_a_backlog_of_reviews_never_hides_the_course() -> None:
    seen = [first(Because.mistake, number=number) for number in range(1, 11)]
    assert seen.count(Because.new) == seen.count(Because.review) == 5
