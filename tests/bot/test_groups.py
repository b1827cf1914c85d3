"""The buttons of groups are wide enough to be read on a phone."""

import pytest

from backend.exercises.kinds.correct_mistake import CorrectMistakeShown
from backend.exercises.kinds.sort_words import SortWordsShown
from bot.exercises.kinds.registry import task
from bot.texts import Texts

EN = Texts("en")
LONG = ["One finished action (perfective)", "A process or a habit (imperfective)"]


@pytest.mark.parametrize(
    ("groups", "rows"), [(["de", "het"], 1), (["first", "second", "third"], 1), (LONG, 2)]
)
def test_long_names_stand_one_in_a_row(groups: list[str], rows: int) -> None:
    shown = SortWordsShown(words=["a", "b", "c", "d"], groups=groups)
    places = [
        row for row in task(shown, 1, EN).rows if any(one.text[:1] in "🟦🟨🟩" for one in row)
    ]
    assert len(places) == rows
    assert [one.text[2:] for row in places for one in row] == groups


def test_a_mark_by_itself_is_a_button_all_the_same() -> None:
    shown = CorrectMistakeShown(words=["Hij", "…", "is", "hier."], options=["a", "b"])
    labels = [one.text for row in task(shown, 1, EN).rows for one in row]
    assert labels == ["Hij", "…", "is", "hier"]
