"""Whoever reads Dutch learns from the real courses: in Dutch where there is some, else in English.

Nothing is empty, and nothing comes in Russian.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from backend.attempts.replies import feedback
from backend.attempts.schemas import GiveUp
from backend.catalogue.files import read
from backend.catalogue.schemas import Item, Shelf
from backend.catalogue.vocabulary import word_items
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import FALLBACK
from backend.exercises.schemas import ExerciseOut
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext
from backend.reading.schemas import WordIn
from backend.words.schemas import Show
from tests.factories import Learner, a_course, a_learner

NATIVE = "nl"
NO_BULGARIAN = re.compile("[ёыэ]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
SHELVES = {code: read(code)[0] for code in ("en", "bg")}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in strings(inner))


def in_russian(value: Any) -> Iterator[str]:
    """Every text that is filed under Russian, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner) if key == "ru" else in_russian(inner)
    elif isinstance(value, list):
        yield from (text for inner in value for text in in_russian(inner))


def otherwise(value: Any) -> Iterator[str]:
    """Every text that is not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, one in value.items() if key != "ru" for text in otherwise(one))
    elif isinstance(value, list):
        yield from (text for inner in value for text in otherwise(inner))


class Reader:
    """Judges whatever a Dutch reader is sent of a course."""

    native, target = NATIVE, ""

    def __init__(self, shelf: Shelf) -> None:
        self.target = shelf.language.code
        dumped = shelf.model_dump(mode="json", serialize_as_any=True)
        self._russian = set(in_russian(dumped)) - set(otherwise(dumped))
        self._foreign = NO_BULGARIAN if self.target == "bg" else CYRILLIC

    def reads(self, sent: Any) -> None:
        told = sent.model_dump(mode="json") if hasattr(sent, "model_dump") else sent
        for text in strings(told):
            assert text.strip(), told
            assert text not in self._russian, text
            assert not self._foreign.search(text), text


@pytest.fixture(scope="module", params=sorted(SHELVES))
def shelf(request: pytest.FixtureRequest) -> Shelf:
    return SHELVES[request.param]


def comes_up(item: Item) -> bool:
    source = item.content.source
    return source is None or FALLBACK in source or NATIVE in source


def test_no_exercise_is_empty_or_russian(shelf: Shelf) -> None:
    reader = Reader(shelf)
    asked = [item for item in (*shelf.items, *word_items(shelf)) if comes_up(item)]
    assert len(asked) >= 60
    for item in asked:
        content = item.content
        order = list(range(content.parts()))
        told = feedback(content.given_up(NATIVE), content, NATIVE)
        assert told.why, item.key
        reader.reads(told)
        reader.reads(content.show(order, NATIVE))
        for hint in content.hints(order, NATIVE):
            reader.reads(hint)


def test_what_is_asked_in_russian_only_is_not_among_them() -> None:
    items = [*SHELVES["en"].items, *word_items(SHELVES["en"])]
    hidden = [item for item in items if not comes_up(item)]
    assert {item.content.kind for item in hidden} >= {"translate", "choose_word"}


async def practise(learner: Learner, reader: Reader, presses: int) -> list[ExerciseOut]:
    """Gives up again and again, and reads all of it."""
    shown: list[ExerciseOut] = []
    while True:
        found = await learner.next(go_on=True)
        reader.reads(found)
        if not isinstance(found, ExerciseNext) or len(shown) == presses:
            return shown
        shown.append(found.exercise)
        if found.exercise.hints_left:
            reader.reads(await learner.calls.hint(found.exercise.attempt_id, 1))
        out = await learner.answer(found.exercise, GiveUp())
        assert out.feedback.why
        reader.reads(out)


async def look_around(learner: Learner, reader: Reader) -> None:
    """Every room of the product."""
    calls, profile = learner.calls, learner.profile.id
    for room in (calls.progress, calls.mistakes, calls.course):
        reader.reads(await room(profile))
    for level in (Level.a1, Level.a2, Level.b1):
        for line in (await calls.skills(profile, level)).skills:
            reader.reads(await calls.skill(profile, line.point_id))
    for word in (await calls.words(profile, Show.all, 0)).words:
        reader.reads(await calls.word(profile, word.point_id))
    for text in (await calls.reading_texts(profile, 0)).texts:
        reader.reads(await calls.reading_text(profile, text.id))


async def test_practice_and_every_room_are_told_in_dutch_or_english(
    shelf: Shelf, backend: Backend, sessions: Sessions
) -> None:
    await a_course(sessions, shelf)
    reader = Reader(shelf)
    for subject, level in ((7, Level.a1), (8, Level.b1)):
        learner = await a_learner(
            backend, subject, native=NATIVE, target=reader.target, level=level
        )
        shown = await practise(learner, reader, 25)
        assert len(shown) == 25
        await look_around(learner, reader)


async def test_no_word_can_be_added_that_would_never_be_asked(
    backend: Backend, sessions: Sessions
) -> None:
    shelf = SHELVES["en"]
    await a_course(sessions, shelf)
    learner = await a_learner(backend, native=NATIVE, target="en")
    calls, profile = learner.calls, learner.profile.id
    asked = {
        lemma
        for item in (*shelf.items, *word_items(shelf))
        if comes_up(item) and item.content.trains and not item.content.needs_voice
        for lemma in item.lemmas
    }
    texts = [
        await calls.reading_text(profile, line.id)
        for line in (await calls.reading_texts(profile, 0)).texts
    ]
    tapped = {
        word.lemma: (text.id, word.point_id)
        for text in texts
        for sentence in text.sentences
        for word in sentence.words
    }
    offered = {lemma for lemma, (_, point_id) in tapped.items() if point_id is not None}
    assert offered == asked & tapped.keys()
    never = next(iter(tapped.keys() - offered))
    with pytest.raises(Refused, match="NoSuchWord"):
        await calls.add_word(profile, WordIn(text_id=tapped[never][0], lemma=never))


async def test_a_skill_of_english_is_explained_in_dutch(
    backend: Backend, sessions: Sessions
) -> None:
    await a_course(sessions, SHELVES["en"])
    learner = await a_learner(backend, native=NATIVE, target="en")
    first = (await learner.calls.skills(learner.profile.id, Level.a1)).skills[0]
    skill = await learner.calls.skill(learner.profile.id, first.point_id)

    [written] = [each for each in SHELVES["en"].skills if each.title[NATIVE] == first.title]
    assert skill.title == first.title != written.title["en"]
    assert skill.text == written.text[NATIVE]
    assert [each.translation for each in skill.examples] == written.translations[NATIVE]
