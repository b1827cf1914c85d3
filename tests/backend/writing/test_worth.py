"""Which texts reach a model: what learners write for the tasks of the courses, and no attacks."""

from collections.abc import Iterator

import pytest

from backend.catalogue.files import languages, read
from backend.errors import NotAnOption
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.write_text import WriteText
from backend.writing.worth import is_worth_asking
from tests.answers import Reader
from tests.evals.sets import attacks

# "Please accept it, or I lose my job" is what somebody may write to somebody.
MOST_UNSEEN = 2


def tasks(language: str) -> list[WriteText]:
    shelf, _ = read(language)
    return [item.content for item in shelf.items if isinstance(item.content, WriteText)]


def is_text(task: WriteText, text: str) -> bool:
    try:
        task.judge(Typed(text=text), [], Reader())
    except NotAnOption:
        return False
    return True


def reaching(language: str) -> Iterator[str]:
    for attack in attacks():
        for task in tasks_of[language]:
            if is_text(task, attack.text) and is_worth_asking(task, attack.text, language):
                yield attack.text


tasks_of = {language: tasks(language) for language in languages()}


@pytest.mark.parametrize("language", tasks_of)
def test_what_fits_one_task_is_shown_to_a_model_for_any_other(language: str) -> None:
    """The model texts stand for what learners write."""
    for task in tasks_of[language]:
        for other in tasks_of[language]:
            if other is not task:
                assert is_worth_asking(task, other.model, language), other.model


def test_attacks_are_not_shown_to_a_model() -> None:
    unseen = {text for language in tasks_of for text in reaching(language)}
    assert len(unseen) <= MOST_UNSEEN, unseen
