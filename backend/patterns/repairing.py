"""Pure: an exercise made for a pattern: what a model is asked for it, and whether it is fit for it.

The gates of all exercises come besides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.catalogue.schemas import Voices
from backend.errors import AppError
from backend.exercises.kinds.base import Content, filled
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.tongues.lexicon import forms as lexicon
from backend.exercises.tongues.registry import tongue_of
from backend.generation.gates.level import LONGEST
from backend.generation.prompting import Brief, forms
from backend.generation.schemas import Ordered
from backend.generation.shapes import named
from backend.kit.text import clean, words
from backend.llm.asking import Asked, Line, Role
from backend.llm.prompts import as_data, prompt

KIND = "type_gap"
# Of the words of both sentences: a new context shares fewer with what the learner wrote.
MOST_SHARED = 0.5
_LONGEST = 20
_SHORTEST_NUMBER = 3  # digits: of a year, a house, a telephone
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True)
class Repair:
    """What went wrong, and the sentences that it went wrong in."""

    type: str
    wrong: str
    right: str
    sentences: Sequence[str]


def asking(
    it: Repair, order: Ordered, brief: Brief, voices: Voices, explained: Sequence[str]
) -> Asked:
    told = prompt(
        "repair_item",
        language=named(order.language),
        level=order.level.value,
        writing=voices.writing,
        explained=" and ".join(map(named, explained)),
        skill_title=brief.title,
        skill_text=brief.text,
        topic=brief.topic,
        longest=str(LONGEST.get(order.level, _LONGEST)),
        form=forms()[order.kind],
    )
    data = as_data(
        mistake={"type": it.type, "wrong": it.wrong, "right": it.right},
        sentences=list(it.sentences),
        stock_has_already=list(brief.siblings),
    )
    return Asked(Role.generate, told, (Line("user", data),))


def version() -> str:
    places = ("language", "level", "writing", "explained", "skill_title", "skill_text", "topic")
    made = prompt("repair_item", **dict.fromkeys((*places, "longest", "form"), ""))
    return f"{made.name}.{made.version}"


def unfit(content: Content, it: Repair, target: str) -> Iterator[str]:
    """Why it does not repair this pattern, one sentence each; nothing where it does."""
    if not isinstance(content, TypeGap):
        yield f"an exercise of kind {KIND} was asked for"
        return
    for form in dict.fromkeys((differing(it.wrong, it.right), clean(it.wrong))):
        if _is_right(content, form, target):
            yield f"what the learner wrote, '{form}', is right in it"
    for form in (content.accepted[0], filled(content.sentence, content.accepted[0])):
        if not _is_right(content, form, target):
            yield f"its own answer, '{form}', is wrong in it"
    if any(shared(content.right, sentence) >= MOST_SHARED for sentence in it.sentences):
        yield "it is the learner's own sentence again"
    # Everybody is shown it. Which words they are is told nobody either.
    if not private(it, target).isdisjoint(_told(content, target)):
        yield "a name or a number of theirs stands in it"


def _is_right(content: TypeGap, form: str, target: str) -> bool:
    try:
        return content.judge_text(form, tongue_of(target)).verdict.is_right
    except AppError:  # there is no word in it
        return False


def differing(wrong: str, right: str) -> str:
    """The words that are wrong alone; all of them where the order is."""
    meant = set(words(right))
    own = [word for word in words(wrong) if word not in meant]
    return " ".join(own or words(wrong))


def shared(one: str, other: str) -> float:
    """Jaccard's index of the words of two sentences, 0 to 1."""
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def private(it: Repair, target: str) -> set[str]:
    """Words by which the sentences may tell of whoever wrote them: names, numbers, and what is no
    word of the language; but for those that the mistake is about."""
    telling = {word for sentence in it.sentences for word in _telling(sentence, target)}
    return telling - {word for text in (it.wrong, it.right) for word in _plain(text, target)}


def _telling(sentence: str, target: str) -> Iterator[str]:
    begun = False
    for part in sentence.split():
        is_name = begun and part[:1].isupper() and len(part) > 1
        yield from (w for w in _plain(part, target) if is_name or _is_strange(w, target))
        begun = not part.endswith(_ENDS)


def _is_strange(word: str, target: str) -> bool:
    if word.isdecimal():
        return len(word) >= _SHORTEST_NUMBER
    is_word = tongue_of(target).is_word
    return lexicon(target) is not None and not (is_word(word) or is_word(word.partition("'")[0]))


def _told(content: TypeGap, target: str) -> set[str]:
    """All words that stand in it but for the slips, which quote the learner."""
    said = [content.right, *content.accepted]
    for texts in (content.clue, content.why, content.meaning):
        said += (texts or {}).values()
    return {word for text in said for word in _plain(text, target)}


def _plain(text: str, target: str) -> Sequence[str]:
    return tongue_of(target).of(text).words(text)
