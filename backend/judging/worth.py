"""Pure: which typed answers are worth a model's verdict, and what the rules know of an answer.

Worth it is what could be another way to say it: words of the language, in its script, that are not
the task's own. What the rules are sure of stays as it is, a known slip above all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.matching import Closeness, in_another_script, match
from backend.exercises.matching_words import same_word
from backend.exercises.tongues.lexicon import forms
from backend.exercises.tongues.registry import tongue_of
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Words
from backend.judging.suspicion import is_suspicious
from backend.kit.text import clean, comparable

KNOWN_SHARE = 0.5
# Of what may be another way to say it: a length from a third of an accepted answer to a quarter
# more and two words, and so much of the letters of both in words that they share. Of 909 accepted
# answers of the four courses, each held against the others of its exercise, one falls short of it.
SHARED = 0.35
SHORTEST, LONGEST, MORE = 1 / 3, 1.25, 2
MOST_CHARACTERS = 400


@dataclass(frozen=True)
class Given:
    """A typed answer to an exercise, and what the rules know of it."""

    text: str
    language: str
    accepted: Sequence[str]
    tasks: Sequence[str]  # what the exercise itself says, in any language

    @cached_property
    def tongue(self) -> Tongue:
        return tongue_of(self.language).of(self.text)

    @property
    def normal(self) -> str:
        """The same for everybody who says the same."""
        return " ".join(self.tongue.words(self.text))

    @property
    def digest(self) -> str:
        return sha256(self.normal.encode()).hexdigest()

    @property
    def is_suspicious(self) -> bool:
        return len(self.text) > MOST_CHARACTERS or is_suspicious(
            self.text, [*self.accepted, *self.tasks]
        )

    @property
    def is_copied(self) -> bool:
        """Whether it says what the task says, and nothing else."""
        said = comparable(self.text)
        return any(comparable(task) == said for task in self.tasks)

    @property
    def is_of_the_language(self) -> bool:
        """In its script, and half of its words known in it, or in the exercise."""
        words = self.tongue.words(self.text)
        if not words or in_another_script(self.text, tongue_of(self.language)):
            return False
        return 1 - len(self.unknown) / len(words) >= KNOWN_SHARE

    @cached_property
    def unknown(self) -> Words:
        """Its words that are neither of the exercise nor of the language, as far as that is known.

        Contractions are known by what stands before the apostrophe.
        """
        if forms(self.language) is None:
            return ()
        tongue = self.tongue
        own = {word for text in self.accepted for word in tongue.known(text)}
        words = (word for word in tongue.words(self.text) if word not in own)
        return tuple(
            word
            for word in words
            if not word.isdecimal() and not any(map(tongue.is_word, (word, word.split("'")[0])))
        )

    @property
    def is_related(self) -> bool:
        """Whether it may be another way to say one of the accepted answers."""
        words = self.tongue.words(self.text)
        return any(_is_related(words, self.tongue.known(text)) for text in self.accepted)


def _is_related(said: Words, right: Words) -> bool:
    if not len(right) * SHORTEST <= len(said) <= len(right) * LONGEST + MORE:
        return False
    return min(_shared(said, right), _shared(right, said)) >= SHARED


def _shared(words: Words, others: Words) -> float:
    """The share of the letters of `words` that stand in words of `others`, forms of them too."""
    alike = sum(len(word) for word in words if any(_is_alike(word, each) for each in others))
    return alike / max(sum(map(len, words)), 1)


def _is_alike(word: str, other: str) -> bool:
    return word == other or same_word(word, other)


def given(content: Content, text: str, language: str) -> Given | None:
    """None for a kind whose answers are not open-ended."""
    if not isinstance(content, TypedContent) or not content.open_ended:
        return None
    tasks = tuple((content.source or {}).values())
    return Given(clean(text), language, tuple(content.accepted), tasks)


def is_worth_asking(answer: Given, judgement: Judgement, slips: Collection[str] = ()) -> bool:
    """Whether rules alone leave it open. `slips` are texts known to be wrong."""
    if judgement.verdict.is_right or judgement.because is not None:
        return False
    if answer.is_suspicious or answer.is_copied or not answer.is_of_the_language:
        return False
    return judgement.verdict is Verdict.unsure or _may_be_another_way(answer, slips)


def _may_be_another_way(answer: Given, slips: Collection[str]) -> bool:
    """Far from all that is accepted, but neither one of them in a wrong form nor anything at all:
    of that even a model's word would make nothing right."""
    if not answer.is_related:
        return False
    found = match(answer.text, answer.accepted, others=slips, tongue=tongue_of(answer.language))
    return found.closeness in (Closeness.near, Closeness.far)
