"""What a load costs, and what makes it necessary."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.catalogue import vocabulary
from backend.catalogue.schemas import ReadingText, Sentence, Word
from backend.db import Sessions
from tests.backend.catalogue.test_loading import load
from tests.factories import a_shelf, an_item, both


class TestHowManyStatements:
    @pytest.mark.parametrize("change", [{}, {"answer": "goeds"}, {"skills": ["skill-1"]}])
    async def test_do_not_grow_with_the_course(
        self, change: dict[str, Any], sessions: Sessions, engine: AsyncEngine
    ) -> None:
        """The first load, and one that changes every exercise."""
        taken = []
        for language, size in (("nl", 3), ("en", 30)):
            made = [an_item("fill_gap", n, key=f"{language}-{n}") for n in range(size)]
            with counted(engine) as statements:
                await load(sessions, a_shelf(language=language, items=made))
                again = [{**one, **change, "lemmas": ["other"]} for one in made]
                await load(sessions, a_shelf(language=language, items=again))
            taken.append(len(statements))
        assert taken[0] == taken[1]


@contextmanager
def counted(engine: AsyncEngine) -> Iterator[list[str]]:
    """Every statement that goes to the server meanwhile."""
    statements: list[str] = []

    def seen(*args: Any) -> None:
        statements.append(args[2])

    event.listen(engine.sync_engine, "before_cursor_execute", seen)
    yield statements
    event.remove(engine.sync_engine, "before_cursor_execute", seen)


async def test_words_asked_in_another_way_are_loaded_although_no_file_has_changed(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [Word(lemma=lemma, meaning=both(f"to {lemma}")) for lemma in "abcd"]
    one = Sentence(text="Zin.", meaning=both("x"), words={each: each for each in "abcd"})
    text = ReadingText(key="t", level="A1", topic="life", title=both("t"), sentences=[one] * 4)
    shelf = a_shelf(items=[]).model_copy(update={"words": words, "texts": [text]})
    assert (await load(sessions, shelf)).added == 4
    monkeypatch.setattr(vocabulary, "ASKED", {"en": ("What is “{}”?", "'{}' is '{}'.")})
    assert (await load(sessions, shelf)).changed == 4
