"""Pure but for word lists: can somebody of this level read it?

The measures are those that the courses are held to, with the words that the course teaches let
through. Where the list of a language is too short to tell at a level, a word that no list knows at
all is still told. What words do not tell (a hard construction of easy words) the critic is asked.
"""

import re
from collections.abc import Iterator, Mapping

from backend.catalogue.frequency import content_words, limit_of, texts_of, zipf
from backend.catalogue.schemas import Item
from backend.exercises.kinds.answer_aloud import AnswerAloud
from backend.exercises.kinds.base import Content
from backend.exercises.tongues.lexicon import forms, is_known
from backend.generation.gates.base import Context, Reasons
from backend.kit.levels import Level
from backend.kit.text import words

LONGEST: Mapping[Level, int] = {Level.a1: 18, Level.a2: 25, Level.b1: 32}
"""Words of the longest sentence in the courses, with some room."""
STRANGERS, MANY = 2, 0.15
"""A word that no list knows may be an ending that the list has not; two are no accident, nor is
more than such a share of a text."""
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n")


def level(item: Item, context: Context) -> Reasons:
    return [*_rare(item, context), *_long(item, context)]


def _rare(item: Item, context: Context) -> Iterator[str]:
    limit = limit_of(context.level, context.language)
    unknown: list[str] = []
    met = {word for text in _texts(item.content) for word in content_words(text)}
    for word in sorted(met):
        if is_taught(word, context):
            continue
        found = zipf(word, context.language)
        if found < limit:
            yield f"'{word}' is rare for {context.level}: {found:.2f}, the limit is {limit}"
        elif not found and not is_known(word, context.language):
            unknown.append(word)
    if len(unknown) >= max(STRANGERS, MANY * len(met)):
        yield f"they stand in no list of words: {', '.join(unknown)}"


def _texts(content: Content) -> list[str]:
    """With what is asked, where that is in the language of the course as well."""
    asked = [content.question] if isinstance(content, AnswerAloud) else []
    return [*asked, *texts_of(content)]


def is_taught(word: str, context: Context) -> bool:
    lemma = (forms(context.language) or {}).get(word, word)
    return word in context.known or lemma.lower() in context.known


def _long(item: Item, context: Context) -> Iterator[str]:
    most = LONGEST.get(context.level)
    for text in _texts(item.content):
        for sentence in _ENDS.split(text):
            if most is not None and len(words(sentence)) > most:
                yield f"a sentence of {len(words(sentence))} words is too long for {context.level}"
