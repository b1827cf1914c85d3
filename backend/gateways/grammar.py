"""Reasons for grammar mistakes without a model: Harper for English, where it is installed.

Its wheel is the optional extra `grammar`; without it nobody is given such a reason. A checker is
built once: 0.3 to 0.6 s and about 130 MB. A sentence takes about a millisecond after the first.
"""

import importlib
from dataclasses import dataclass
from typing import Any, Protocol

LONGEST = 300  # characters: a sentence or two, whose check ends in a few milliseconds
# An unknown word is the grading's business, and style nobody's.
_TOLD = {
    *("Agreement", "Grammar", "Miscellaneous", "Punctuation"),
    *("Redundancy", "Repetition", "Usage", "WordChoice"),
}


@dataclass(frozen=True)
class Mistake:
    """`start` and `end` count the characters of the text."""

    start: int
    end: int
    message: str


class Grammar(Protocol):
    def mistakes(self, text: str, language: str) -> list[Mistake]:
        """What is surely wrong in a sentence of this language; nothing where it cannot say."""
        ...


class NoGrammar:
    def mistakes(self, text: str, language: str) -> list[Mistake]:
        return []


class Harper:
    """Harper by its Python bindings. Raises ImportError where they are not installed."""

    def __init__(self) -> None:
        self._linter: Any = importlib.import_module("harper").Linter()
        # The words that may be meant by an unknown one take it tens of milliseconds each, and
        # seconds the first time, while everybody else waits.
        self._linter.set_lint_config({**self._linter.get_lint_config(), "SpellCheck": False})

    def mistakes(self, text: str, language: str) -> list[Mistake]:
        if language != "en" or len(text) > LONGEST:
            return []
        return [
            Mistake(found.span.start, found.span.end, found.message)
            for found in self._found(text)
            if found.lint_kind in _TOLD
        ]

    def _found(self, text: str) -> list[Any]:
        try:
            return list(self._linter.lint(text, language="plaintext"))
        except (KeyboardInterrupt, SystemExit):
            raise
        # A hint that fails costs the learner nothing, nor does a panic, which is no Exception.
        except BaseException:  # noqa: BLE001
            return []


def installed() -> Grammar:
    """Harper where its wheel is installed, else nothing to say."""
    try:
        return Harper()
    except ImportError:
        return NoGrammar()
