"""Brings the stock to what the files say. Doing it again changes nothing."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.repository import Shelves
from backend.catalogue.schemas import Item, Shelf
from backend.catalogue.vocabulary import word_items
from backend.exercises.accepting import asked, with_accepted
from backend.exercises.course import Step, places
from backend.exercises.grading import FALLBACK
from backend.exercises.models import AcceptedAnswer, Exercise, ExerciseState
from backend.exercises.points import PointKind


@dataclass(frozen=True)
class Loaded:
    """What a load changed."""

    language: str
    version: int
    added: int
    changed: int
    retired: int


async def load(session: AsyncSession, shelf: Shelf, *, now: datetime) -> Loaded:
    """One language, in one transaction: the running stock is the old one until all of it is new."""
    shelves = Shelves(session)
    await shelves.take_turn()
    language = shelf.language.code
    items = [*shelf.items, *word_items(shelf)]
    digest = _digest(_dumped(shelf.model_copy(update={"items": items})))
    course = await shelves.course(language)
    if course is not None and course.digest == digest:
        return Loaded(language, course.version, 0, 0, 0)
    version = 1 if course is None else course.version + 1
    added, changed, retired = await _stock(shelves, shelf, items)
    await shelves.keep_texts(language, _texts(shelf))
    await shelves.keep_course(_course(shelf, version, digest, now))
    return Loaded(language, version, added, changed, retired)


def _course(shelf: Shelf, version: int, digest: str, now: datetime) -> dict[str, Any]:
    return {
        "language": shelf.language.code,
        "name": shelf.language.name,
        "names": shelf.language.names,
        "flag": shelf.language.flag,
        "levels": shelf.language.levels,
        "alphabets": shelf.language.alphabets,
        "topics": {topic.key: topic.title for topic in shelf.topics},
        "exercises": len(shelf.items),
        "version": version,
        "digest": digest,
        "loaded_at": now,
    }


async def _stock(shelves: Shelves, shelf: Shelf, items: list[Item]) -> tuple[int, int, int]:
    """How many exercises are new, changed and gone."""
    language = shelf.language.code
    points = await shelves.keep_points(language, _points(shelf))
    there = {exercise.key: exercise for exercise in await shelves.stock(language)}
    place = defaultdict(int, _places(shelf))
    wanted = {item.key: {**columns(item), "place": place[item.key]} for item in items}
    stale = {
        key: exercise
        for key, exercise in there.items()
        if key not in wanted or exercise.digest != wanted[key]["digest"]
    }
    await shelves.retire(exercise.id for exercise in stale.values())
    versions = await shelves.latest_versions(wanted)
    kept = {key: exercise for key, exercise in there.items() if key not in stale}
    for key, exercise in kept.items():
        exercise.place = place[key]
    changed = {key: columns for key, columns in wanted.items() if key not in kept}
    fresh = {
        key: Exercise(language=language, version=versions.get(key, 0) + 1, **own)
        for key, own in changed.items()
    }
    for key, accepted in (await shelves.accepted(fresh)).items():
        _accept(fresh[key], accepted)
    await shelves.publish(fresh.values())
    stock = kept | fresh
    await shelves.link(
        (stock[item.key], [points[point] for point in _points_of(item)]) for item in items
    )
    added = sum(exercise.version == 1 for exercise in fresh.values())
    return added, len(fresh) - added, len(stale.keys() - wanted.keys())


def _accept(exercise: Exercise, found: Sequence[AcceptedAnswer]) -> None:
    """What was found to be right later is right in the new version too, if it asks the same."""
    question = asked(exercise.content)
    texts = [each.text for each in found if each.asked == question]
    if texts:
        exercise.content = with_accepted(exercise.content, texts)


def _texts(shelf: Shelf) -> list[dict[str, Any]]:
    """The columns of the texts, the easy ones first."""
    ordered = sorted(shelf.texts, key=lambda text: text.level.rank)
    return [
        {**text.model_dump(mode="json"), "language": shelf.language.code, "place": place}
        for place, text in enumerate(ordered, start=1)
    ]


def _points(shelf: Shelf) -> list[dict[str, Any]]:
    """The columns of every skill and lemma."""
    skills = [
        {
            "kind": PointKind.skill,
            "key": skill.key,
            "title": skill.title,
            "level": skill.level,
            "place": place,
            "note": {
                "text": skill.text,
                "examples": skill.examples,
                "translations": skill.translations,
            },
        }
        for place, skill in enumerate(shelf.skills, start=1)
    ]
    meant = {word.lemma: word.meaning for word in shelf.words}
    asked = {lemma for item in shelf.items for lemma in item.lemmas}
    lemmas = [
        {
            "kind": PointKind.lemma,
            "key": lemma,
            "title": {FALLBACK: lemma},
            "level": None,
            "place": None,
            "note": {"meaning": meant.get(lemma, {})},
        }
        for lemma in sorted(asked | meant.keys())
    ]
    return [*skills, *lemmas]


def _points_of(item: Item) -> list[tuple[PointKind, str]]:
    if not item.content.trains:
        return []
    return [
        *((PointKind.skill, key) for key in item.skills),
        *((PointKind.lemma, lemma) for lemma in item.lemmas),
    ]


def columns(item: Item) -> dict[str, Any]:
    """Those of an exercise that its file says, and what tells them from other ones."""
    content = item.content.model_dump(mode="json", exclude_defaults=False)
    source = item.content.source
    found = {
        "key": item.key,
        "kind": item.content.kind,
        "level": item.level,
        "topic": item.topic,
        "content": content,
        # Whoever reads none of the languages that it is asked in reads English.
        "natives": None if source is None or FALLBACK in source else sorted(source),
    }
    state = ExerciseState.first(needs_voice=item.content.needs_voice)
    return {**found, "digest": _digest(found), "state": state}


def _places(shelf: Shelf) -> dict[str, int]:
    """Every exercise's place in the course, by the first of its skills."""
    ranks: dict[str, int] = {}
    for level in shelf.language.levels:
        of_level = [skill.key for skill in shelf.skills if skill.level is level]
        ranks |= {key: rank for rank, key in enumerate(of_level)}
    return places(
        [
            Step(item.key, item.level, ranks[item.skills[0]], item.content.kind)
            for item in shelf.items
        ]
    )


def _dumped(shelf: Shelf) -> dict[str, Any]:
    return shelf.model_dump(mode="json", serialize_as_any=True)


def _digest(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
