"""Pure: what is wrong with a shelf of exercises, said so that an editor can mend it.

Two sorts are kept apart. `unfit` is what would break in a learner's hands: a key that is no key, a
skill that is not there, an exercise without its reasons. Loading refuses a shelf for it.
`shortcomings` is what makes a course not good enough: too few exercises, keys that stand out, two
exercises alike. `make catalogue` refuses it; a running course with a shortcoming is better than an
old one, so loading does not ask.
"""

import re
from collections import Counter
from collections.abc import Iterator

from backend.catalogue.coverage import EXPLAINED_IN, coverage
from backend.catalogue.dialogues import dialogue_problems, phrases_of
from backend.catalogue.form import form
from backend.catalogue.likeness import likeness
from backend.catalogue.measures import Measure
from backend.catalogue.scenarios import Scenario
from backend.catalogue.schemas import Item, Shelf
from backend.exercises.kinds.base import Content, Reasoned
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.exercises.kinds.write_text import WriteText
from backend.kit.text import comparable

LANGUAGE = re.compile("[a-z]{2}")


def problems(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Pairs of the key of an exercise, a text, a skill (or "" for the whole) and what is wrong."""
    yield from unfit(shelf)
    yield from shortcomings(measures(shelf))


def measures(shelf: Shelf) -> list[Measure]:
    return [*coverage(shelf), *form(shelf), likeness(shelf)]


def shortcomings(measured: list[Measure]) -> Iterator[tuple[str, str]]:
    yield from (fault for measure in measured for fault in measure.faults)


def unfit(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Pairs as above, of what must not be loaded."""
    yield from (("", text) for text in _of_the_whole(shelf))
    known_topics = {topic.key for topic in shelf.topics}
    levels = {skill.key: skill.level for skill in shelf.skills}
    for item in shelf.items:
        yield from ((item.key, text) for text in unfit_item(item, shelf.language.code))
        if item.topic not in known_topics:
            yield item.key, f"no topic is called '{item.topic}'"
        if not item.skills:
            yield item.key, "it trains no skill"
        for skill in item.skills:
            if skill not in levels:
                yield item.key, f"no skill is called '{skill}'"
    for scenario in shelf.scenarios:
        yield from ((scenario.key, text) for text in dialogue_problems(scenario))
        yield from ((scenario.key, text) for text in _untold(scenario))


def unfit_item(item: Item, target: str) -> Iterator[str]:
    """What is wrong with one exercise of a course in `target`, whatever stands beside it."""
    yield from item.content.problems()
    yield from _unexplained(item.content, target)
    yield from _strays(item.content)
    if len(set(item.lemmas)) < len(item.lemmas):
        yield "a lemma stands twice"


def _of_the_whole(shelf: Shelf) -> Iterator[str]:
    for name, keys in (
        ("topic", [topic.key for topic in shelf.topics]),
        ("skill", [skill.key for skill in shelf.skills]),
        ("exercise", [item.key for item in shelf.items]),
        ("scenario", [scenario.key for scenario in shelf.scenarios]),
    ):
        yield from (f"two {name}s are called '{key}'" for key in _repeated(keys))
    yield from (
        f"skill '{skill.key}' is of {skill.level}, which this language has not"
        for skill in shelf.skills
        if skill.level not in shelf.language.levels
    )
    yield from _duplicates(shelf.items)


def _repeated(keys: list[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]


def _duplicates(items: list[Item]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for item in items:
        mark = (item.content.kind, comparable(item.content.right))
        if mark in seen:
            yield f"'{item.key}' and '{seen[mark]}' are one exercise of kind {mark[0]}: {mark[1]}"
        seen.setdefault(mark, item.key)


def _unexplained(content: Content, target: str) -> Iterator[str]:
    for name, texts in _texts(content):
        missing = [language for language in EXPLAINED_IN if not texts.get(language, "").strip()]
        if missing:
            yield f"{name} is missing in: {', '.join(missing)}"
    for name, given in _translations(content):
        # A sentence of the course needs no translation into the course's own language.
        wanted = [language for language in EXPLAINED_IN if language != target]
        if lacking := [code for code in wanted if not given.get(code)]:
            yield f"{name} is missing in: {', '.join(lacking)}"
        if target in given:
            yield f"{name} is given in the language of the course"
    if content.needs_meaning and content.meaning is None and content.source is None:
        yield "the meaning of the model answer is missing"


def _untold(scenario: Scenario) -> Iterator[str]:
    """What one of the languages of explanations does not say."""
    told = [scenario.title, scenario.scene, scenario.goal]
    told += [scenario.roles.tutor, scenario.roles.learner]
    told += [texts for step in scenario.steps for texts in (step.hint, step.praise)]
    wanted = set(EXPLAINED_IN)
    yield from (f"not told in {EXPLAINED_IN}: {texts}" for texts in told if wanted - texts.keys())
    for phrase in phrases_of(scenario):
        if wanted - {scenario.language} - phrase.meaning.keys():
            yield f"the meaning is missing: {phrase.say}"
        if scenario.language in phrase.meaning:
            yield f"the meaning is given in the language of the course: {phrase.say}"


def _translations(content: Content) -> Iterator[tuple[str, dict[str, str]]]:
    given = [(name, getattr(content, name, None)) for name in ("meaning", "text")]
    if isinstance(content, MatchPairs):
        given += [(f"the meaning of '{pair.left}'", pair.meaning) for pair in content.pairs]
    yield from ((name, texts) for name, texts in given if isinstance(texts, dict))


def _strays(content: Content) -> Iterator[str]:
    """`{en: one, two, ru: …}` without quotes makes a language of `two`."""
    for name, texts in (*_texts(content), *_translations(content)):
        yield from (
            f"'{code}' of {name} is no language: does a comma need quotes?"
            for code in texts
            if not LANGUAGE.fullmatch(code)
        )


def _reasoned(content: Content) -> list[Reasoned]:
    if isinstance(content, ReadContent):
        return [option for question in content.questions for option in question.wrong]
    return [*getattr(content, "wrong", []), *getattr(content, "slips", [])]


def _texts(content: Content) -> Iterator[tuple[str, dict[str, str]]]:
    yield "why", content.why
    yield from ((f"the reason for '{entry.text}'", entry.because) for entry in _reasoned(content))
    if isinstance(content, SortWords):
        yield from (("the name of a group", group.name) for group in content.groups)
    if isinstance(content, WriteText):
        yield from (("a point of the task", point) for point in content.points)
    for field in ("situation", "clue", "question"):
        texts = getattr(content, field, None)
        if isinstance(texts, dict) and texts:
            yield field, texts
