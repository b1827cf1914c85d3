from random import Random

import pytest

from backend.exercises.kinds.translate import Translate
from tests.bench.saying import Pool, mistyped
from tests.bench.written import courses


@pytest.fixture(scope="module")
def pool() -> Pool:
    shelf = courses()["nl"]
    item = next(item for item in shelf.items if isinstance(item.content, Translate))
    assert isinstance(item.content, Translate)
    words = [word.lemma for word in shelf.words if word.lemma.isalpha()]
    return Pool(item.key, item.content, "nl", words)


def test_what_the_course_has_not_is_left_open_and_always_the_same(pool: Pool) -> None:
    beyond = [pool.right(rank) for rank in range(100, 130)]
    assert all(pool.is_open(text) for text in beyond)
    assert len(set(beyond)) > 25
    assert beyond == [pool.right(rank) for rank in range(100, 130)]


def test_a_few_answers_are_given_by_many(pool: Pool) -> None:
    chance = Random(1)
    said = [pool.says(chance) for _ in range(1000)]
    assert 0.15 < said.count(pool.right(0)) / len(said) < 0.3
    assert len(set(said)) > 200


def test_a_slip_of_the_finger_changes_something() -> None:
    chance = Random(1)
    assert all(mistyped(word, chance) != word for word in ("ik", "ben", "mijn", "zuster") * 20)
