"""Serbian in its two alphabets, and lookalikes of one script that strayed into another. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from backend.exercises.tongues.lexicon import is_known
from backend.kit.text import words

_LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_TO_CYRILLIC = dict(zip(_LATIN.split(), _CYRILLIC, strict=True))
_TO_LATIN = {made: letter for letter, made in _TO_CYRILLIC.items()}

_WORD = re.compile(r"\w+")
_FOREIGN = re.compile("[qwxy]", re.IGNORECASE)  # a word with such a letter keeps its alphabet
_LETTER = re.compile("lj|nj|dž|[a-zčćđšž]", re.IGNORECASE)
# The two letters are two sounds at the seam of a prefix or inside a borrowed word.
_SEAM = re.compile(
    r"\bi(?=njek[ct]|njunk)|\bko(?=nju[gnk])|\bva(?=njez)|\bta(?=njug)"
    r"|\bna(?=dživ|džet|džnj)|\bpo(?=džanr|dživ)|\bo(?=dživ|džal|džvak)",
    re.IGNORECASE,
)

_NATIVE = re.compile("[a-z]{2,3}")
_QUOTED = re.compile(r"(?<!\w)'([^']+)'(?!\w)|(?<!\w)‘([^‘’]+)’(?!\w)|«([^«»]+)»")


def cyrillic(text: str) -> str:
    """Serbian written in Latin, in Cyrillic; `latin` of it gives the same text back."""
    return _WORD.sub(lambda found: _word_in_cyrillic(found.group()), text)


def _word_in_cyrillic(word: str) -> str:
    if _FOREIGN.search(word):
        return word
    seams = {found.end() for found in _SEAM.finditer(word)}

    def letter(found: re.Match[str]) -> str:
        pair = found.group()
        whole = len(pair) == 1 or (found.start() not in seams and _is_cased_as_one(found))
        return _cased(pair) if whole else "".join(map(_cased, pair))

    return _LETTER.sub(letter, word)


def _cased(letter: str) -> str:
    made = _TO_CYRILLIC[letter.lower()]
    return made.upper() if letter[0].isupper() else made


def _is_cased_as_one(found: "re.Match[str]") -> bool:
    # `Lj` and `LJ` are one letter where their neighbours agree; `lJ` never is.
    first, second = (char.isupper() for char in found.group())
    return second == (first and _among_capitals(found))


def _among_capitals(found: "re.Match[str]") -> bool:
    after = found.string[found.end() : found.end() + 1]
    before = found.string[found.start() - 1 : found.start()] if found.start() else ""
    return (after if after.isalpha() else before).isupper()


def latin(text: str) -> str:
    """Serbian written in Cyrillic, in Latin."""
    return _CYRILLIC_LETTER.sub(_letter_in_latin, text)


_CYRILLIC_LETTER = re.compile(f"[{_CYRILLIC}]", re.IGNORECASE)


def _letter_in_latin(found: "re.Match[str]") -> str:
    letter = found.group()
    made = _TO_LATIN[letter.lower()]
    if not letter.isupper():
        return made
    return made.upper() if len(made) == 1 or _among_capitals(found) else made.capitalize()


def is_cyrillic(text: str) -> bool:
    return _IN_CYRILLIC.search(text) is not None


def in_alphabet(stored: dict[str, Any], alphabet: str) -> dict[str, Any]:
    """The JSON of a content with all of its Serbian in the alphabet: "latin" is how it is stored.

    In native texts, {"en": …, "ru": …}, only what stands in quotes is Serbian.
    """
    if alphabet != "cyrillic":
        return stored
    return {key: _value(key, value) for key, value in stored.items()}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return value if key == "kind" else cyrillic(value)
    if isinstance(value, list):
        return [_value(key, each) for each in value]
    if isinstance(value, dict):
        if _is_native(value):
            return _clue(value) if key == "clue" else _explained(value)
        return {name: _value(name, each) for name, each in value.items()}
    return value


def _is_native(texts: Mapping[str, Any]) -> bool:
    return all(_NATIVE.fullmatch(code) and isinstance(text, str) for code, text in texts.items())


def _clue(texts: Mapping[str, str]) -> dict[str, str]:
    # The same word in every language is the base form to be changed: it is Serbian.
    same = len(texts) > 1 and len(set(texts.values())) == 1
    return {code: cyrillic(text) for code, text in texts.items()} if same else _explained(texts)


def _explained(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: _QUOTED.sub(_in_quotes(code), text) for code, text in texts.items()}


def _in_quotes(native: str) -> "Callable[[re.Match[str]], str]":
    def quoted(found: "re.Match[str]") -> str:
        return found.group() if _is_gloss(found.group(), native) else cyrillic(found.group())

    return quoted


def _is_gloss(text: str, native: str) -> bool:
    # 'kuća' means 'house': what only the native language knows is a translation.
    parts = words(text.strip("'‘’"))
    return all(is_known(word, native) for word in parts) and not all(
        is_known(word, "sr") for word in parts
    )


_IN_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LOOKALIKES = "aа eе oо pр cс yу xх kк mм iі jј sѕ"
_LIKE_LATIN = {ord(pair[1]): pair[0] for pair in _LOOKALIKES.split()}
_LIKE_CYRILLIC = {ord(pair[0]): pair[1] for pair in _LOOKALIKES.split()[:9]}
_HAS_LATIN = re.compile("[a-z]")


def freed_for_latin(word: str) -> str:
    """A word in small letters with the Cyrillic letters that nobody can tell from Latin made so."""
    return _freed(word, is_cyrillic, _LIKE_LATIN)


def freed_for_cyrillic(word: str) -> str:
    return _freed(word, lambda text: _HAS_LATIN.search(text) is not None, _LIKE_CYRILLIC)


def _freed(word: str, strays: Callable[[str], bool], like: Mapping[int, str]) -> str:
    freed = word.translate(like) if strays(word) else word
    return word if strays(freed) else freed
