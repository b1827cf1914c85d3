"""Pure: can a voice say it, so that whoever hears it can tell what stands there?

Voices of different makers read digits, abbreviations and signs each in its own way, or not at all;
what is heard is therefore written as it is said.
"""

import re
import unicodedata
from collections.abc import Iterator

from backend.catalogue.schemas import Item
from backend.generation.gates.base import Context, Reasons

_MARKS = frozenset(" .,!?…:;-–—'’‘\"“”„«»\n")
_CAPITALS = re.compile(r"\b(?!IJ[a-z])[^\W\d_]*[A-ZА-ЯЁЂ-ЏŠĐČĆŽ]{2,}[^\W\d_]*\b")
_INSIDE = re.compile(r"\b[^\W\d_]\.[^\W\d_]")  # e.g., т.е.
_INITIAL = re.compile(r"(?<![\w'’])[^\W\d_aeiouyаеёиоуъыэюя]\.", re.IGNORECASE)  # J., г.
_SHORTENED = {
    "bg": "бул вкл гр др инж кв лв мин млн напр обл пл проф р-н св сек стр стт ул ч",
    "en": "approx apt ave capt dept dr etc feb govt hrs incl jan jr min mins mr mrs ms nov oct prof"
    " sec sept sgt sr st tel vs",
    "nl": "afd bijv blz ca dhr drs enz excl gem incl ing jl mevr min mr nl nr o.a prof sec st tel"
    " t.a.v vgl zgn",
    "sr": "br din dr g-đa itd min npr prof sek str sv tel tj ul",
}


def sayable(item: Item, context: Context) -> Reasons:
    content = item.content
    texts = [content.heard] if content.heard else []
    if content.spoken:
        texts.append(content.right)
    return [reason for text in dict.fromkeys(texts) for reason in _of(text, context.language)]


def _of(text: str, language: str) -> Iterator[str]:
    if any(sign.isnumeric() for sign in text):
        yield f"numbers are not written as they are said: {text}"
    if odd := sorted({sign for sign in text if not _is_said(sign)}):
        yield f"nobody can say {' '.join(odd)}: {text}"
    for found in (*_CAPITALS.findall(text), *_INSIDE.findall(text), *_INITIAL.findall(text)):
        yield f"'{found}' is short for something: {text}"
    shortened = _SHORTENED.get(language, "").split()
    for word in re.findall(r"(?<![\w.])([\w.-]+)\.", text.casefold()):
        if word in shortened:
            yield f"'{word}.' is short for something: {text}"


def _is_said(sign: str) -> bool:
    """Letters, what belongs to them, and the marks that a voice makes a pause or a melody of."""
    return sign.isnumeric() or unicodedata.category(sign)[0] in "LM" or sign in _MARKS
