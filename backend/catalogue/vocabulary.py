"""Pure: an exercise for every word of the reading texts, made of what the words mean.

Whoever adds a word of a text to their own is asked for it, whether or not the course has an
exercise on it. These exercises stand at no place of the course: only reviews find them.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from backend.catalogue.schemas import Item, ReadingText, Shelf, Word
from backend.exercises.kinds.base import Reasoned
from backend.exercises.kinds.choose_word import ChooseWord
from backend.kit.text import comparable

OPTIONS = 3
# What is asked for a meaning, and what is said of a word, by explanation language.
ASKED: Mapping[str, tuple[str, str]] = {
    "en": ("Which word means “{}”?", "'{}' means '{}'."),
    "ru": ("Какое слово значит «{}»?", "«{}» значит «{}»."),
    "nl": ("Welk woord betekent ‘{}’?", "‘{}’ betekent ‘{}’."),
}
_ASIDE = re.compile(r"\([^)]*\)")
_SENSES = re.compile("[;,/]")
_ARTICLE = re.compile(r"^(to|the|an?)\s+")
_ENGLISH_VERB = re.compile(r"(^|[;,/)])\s*(not )?to ")
_INFINITIVE = re.compile("([аеиоуыя]ть|сть|[дзйс]ти|чь)(ся|сь)?$")
_ADJECTIVE = re.compile("(ый|ий|ой)$")
# What ends as an infinitive does and is none, besides all that ends in -ость.
_NO_INFINITIVE = re.compile(
    "(опя|пя|девя|деся|шес|ма|крова|памя|печа|пу|час|чес|се|зя)ть|(до|но|ре)чь|помощь|дети|почти"
)


def word_items(shelf: Shelf) -> list[Item]:
    """One item a lemma of the texts, in the order of the alphabet, at the level of the easiest."""
    meant = {word.lemma: word for word in shelf.words}
    first: dict[str, ReadingText] = {}
    for text in sorted(shelf.texts, key=lambda text: text.level.rank):
        for sentence in text.sentences:
            for lemma in sentence.words.values():
                if lemma in meant:
                    first.setdefault(lemma, text)
    known = [meant[lemma] for lemma in sorted(first)]
    offered = [(word, _others(word, known)) for word in known]
    return [
        Item(
            key=f"{shelf.language.code}-word-{_mark(word.lemma)}",
            level=first[word.lemma].level,
            topic=first[word.lemma].topic,
            skills=[],
            lemmas=[word.lemma],
            content=_content(word, others),
        )
        for word, others in offered
        if len(others) == OPTIONS
    ]


def _mark(lemma: str) -> str:
    return hashlib.sha256(lemma.encode()).hexdigest()[:12]


def _others(word: Word, known: Sequence[Word]) -> list[Word]:
    """Words of another meaning, of the same sort first, else in no order that can be seen.

    By the alphabet the right one would be the first of every four.
    """
    ours, senses, sort = comparable(word.lemma), _senses(word), _sort(word)
    fitting = [
        other
        for other in known
        if comparable(other.lemma) != ours and senses.isdisjoint(_senses(other))
    ]
    return sorted(
        fitting, key=lambda other: (_sort(other) != sort, _mark(f"{word.lemma} {other.lemma}"))
    )[:OPTIONS]


def _senses(word: Word) -> set[tuple[str, str]]:
    """Every single thing that it means, by language, without what stands in brackets."""
    return {
        (code, bare)
        for code, meaning in word.meaning.items()
        for sense in _SENSES.split(_ASIDE.sub("", meaning.casefold()))
        if (bare := _ARTICLE.sub("", sense.strip()))
    }


def _sort(word: Word) -> tuple[bool, bool, bool]:
    """What the form of an option would give away: a verb, an adjective, a name."""
    russian = _SENSES.split(_ASIDE.sub("", word.meaning.get("ru", "")))[0].strip()
    return (
        _is_verb(word, russian),
        _ADJECTIVE.search(russian) is not None,
        word.lemma[0].isupper(),
    )


def _is_verb(word: Word, russian: str) -> bool:
    if "en" in word.meaning:
        return _ENGLISH_VERB.search(word.meaning["en"]) is not None
    named = _NO_INFINITIVE.fullmatch(russian) or russian.endswith("ость")
    return _INFINITIVE.search(russian) is not None and not named


def _content(word: Word, others: Sequence[Word]) -> ChooseWord:
    return ChooseWord(
        kind="choose_word",
        question={code: ASKED[code][0].format(_meaning(word, code)) for code in _asked(word)},
        answer=word.lemma,
        wrong=[Reasoned(text=other.lemma, because=_said(other)) for other in others],
        why=_said(word),
    )


def _meaning(word: Word, code: str) -> str:
    """What it means, without examples that have the word itself in them."""
    told = [part.strip() for part in word.meaning[code].split(";")]
    lemma = f" {comparable(word.lemma)} "
    kept = [part for part in told if lemma not in f" {comparable(part)} "]
    return "; ".join(kept or told)


def _said(word: Word) -> dict[str, str]:
    return {code: ASKED[code][1].format(word.lemma, word.meaning[code]) for code in _asked(word)}


def _asked(word: Word) -> list[str]:
    return [code for code in ASKED if code in word.meaning]
