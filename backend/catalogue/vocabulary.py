"""Pure: an exercise for every word of the reading texts, made of what the words mean.

Whoever adds a word of a text to their own is asked for it, whether or not the course has an
exercise on it. These exercises stand at no place of the course: only reviews find them.
"""

import hashlib
from collections.abc import Mapping, Sequence

from backend.catalogue.schemas import Item, ReadingText, Shelf, Word
from backend.exercises.kinds.base import Reasoned
from backend.exercises.kinds.choose_word import ChooseWord

OPTIONS = 3
# What is asked for a meaning, and what is said of a word, by explanation language.
ASKED: Mapping[str, tuple[str, str]] = {
    "en": ("Which word means “{}”?", "'{}' means '{}'."),
    "ru": ("Какое слово значит «{}»?", "«{}» значит «{}»."),
    "nl": ("Welk woord betekent ‘{}’?", "‘{}’ betekent ‘{}’."),
}


def word_items(shelf: Shelf) -> list[Item]:
    """One item a lemma of the texts, in the order of the alphabet."""
    meant = {word.lemma: word for word in shelf.words}
    first: dict[str, ReadingText] = {}
    for text in shelf.texts:
        for sentence in text.sentences:
            for lemma in sentence.words.values():
                if lemma in meant:
                    first.setdefault(lemma, text)
    known = [meant[lemma] for lemma in sorted(first)]
    return [
        Item(
            key=f"{shelf.language.code}-word-{_mark(word.lemma)}",
            level=first[word.lemma].level,
            topic=first[word.lemma].topic,
            skills=[],
            lemmas=[word.lemma],
            content=_content(word, _others(word, known)),
        )
        for word in known
        if len(_others(word, known)) == OPTIONS
    ]


def _mark(lemma: str) -> str:
    return hashlib.sha256(lemma.encode()).hexdigest()[:12]


def _others(word: Word, known: Sequence[Word]) -> list[Word]:
    """Words of another meaning, of the same sort first, beginning after the word itself."""
    start = known.index(word)
    around = [*known[start + 1 :], *known[:start]]
    meanings = set(word.meaning.values())
    fitting = [other for other in around if not meanings & set(other.meaning.values())]
    return sorted(fitting, key=lambda other: _is_verb(other) != _is_verb(word))[:OPTIONS]


def _is_verb(word: Word) -> bool:
    english = word.meaning.get("en", "").startswith("to ")
    return english or word.meaning.get("ru", "").split(",")[0].endswith(("ть", "ться", "ти", "чь"))


def _content(word: Word, others: Sequence[Word]) -> ChooseWord:
    return ChooseWord(
        kind="choose_word",
        question={code: ASKED[code][0].format(word.meaning[code]) for code in _asked(word)},
        answer=word.lemma,
        wrong=[Reasoned(text=other.lemma, because=_said(other)) for other in others],
        why=_said(word),
    )


def _said(word: Word) -> dict[str, str]:
    return {code: ASKED[code][1].format(word.lemma, word.meaning[code]) for code in _asked(word)}


def _asked(word: Word) -> list[str]:
    return [code for code in ASKED if code in word.meaning]
