"""Pure: what a critic who has not seen the key is asked, and what its answers say of the draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.catalogue.schemas import Item
from backend.errors import NotAnOption
from backend.exercises.grading import FALLBACK, Texts
from backend.exercises.kinds.answer_aloud import AnswerAloud
from backend.exercises.kinds.base import Content, Typed
from backend.exercises.kinds.choose_heard import HeardOptions
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.choose_word import ChooseWord
from backend.exercises.kinds.complete_dialogue import CompleteDialogue
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.dictation import Dictation
from backend.exercises.kinds.fill_gap import FillGap
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.exercises.kinds.translate import Translate
from backend.exercises.kinds.type_gap import TypeGap
from backend.generation.gates.base import Context, Reasons
from backend.generation.gates.texts import told
from backend.kit.levels import Level

BY_EAR = "which of them sounds exactly like what is heard, or cannot be told from it by ear?"
ABOVE = 2  # levels: experts agree within one
MOST_SAID = 300


class Part(BaseModel):
    """One question; `options` is empty where the answer is typed."""

    asked: str
    options: list[str] = []


@dataclass(frozen=True)
class Posed:
    """An exercise without its key: what is read, and the parts to be answered.

    `keys` has for each part the options that are right; nothing for one that is typed.
    """

    read: dict[str, Any]
    parts: list[Part]
    keys: list[frozenset[str]]


class Answered(BaseModel):
    model_config = ConfigDict(extra="forbid")

    right: list[int] = Field(description="numbers of the correct options, from 1")
    answer: str = Field(description="the typed answer, in the language of the exercise, or empty")


class Solved(BaseModel):
    model_config = ConfigDict(extra="forbid")

    parts: list[Answered] = Field(description="one for each part, in turn")
    level: Literal["A1", "A2", "B1", "B2", "C1", "C2"]
    natural: bool


class Checked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    untrue: list[int] = Field(description="numbers of the explanations that are not true, from 1")
    note: str = Field(description="in English: what is untrue, or an empty text")


def posed(content: Content, chance: Random) -> Posed:
    """Options, words and chips stand in an order of this asking's own."""
    read, parts = _posed(content)
    shuffled = [
        Part(asked=part.asked, options=chance.sample(part.options, len(part.options)))
        for part, _ in parts
    ]
    return Posed(read, shuffled, [key for _, key in parts])


def _posed(content: Content) -> tuple[dict[str, Any], list[tuple[Part, frozenset[str]]]]:
    match content:
        case ReadContent():
            return {"text": content.text}, [
                (Part(asked=q.question, options=q.options), frozenset([q.answer]))
                for q in content.questions
            ]
        case MatchPairs():
            rights = [pair.other(FALLBACK) for pair in content.pairs]
            return {"task": "what belongs to it?"}, [
                (Part(asked=pair.left, options=rights), frozenset([pair.other(FALLBACK)]))
                for pair in content.pairs
            ]
        case SortWords():
            names = [group.named(FALLBACK) for group in content.groups]
            return {"task": "which group does the word belong to?"}, [
                (Part(asked=word, options=names), frozenset([group.named(FALLBACK)]))
                for group in content.groups
                for word in group.words
            ]
        case CorrectMistake():
            return {"sentence": content.sentence}, _mended(content)
        case AnswerAloud():
            answers = [*content.accepted, *(slip.text for slip in content.slips)]
            asked = Part(asked="which of these are right answers to it?", options=answers)
            return {"question": content.question}, [(asked, frozenset(content.accepted))]
        case _:
            read, part, key = _single(content)
            return read, [(part, frozenset(key))]


def _mended(content: CorrectMistake) -> list[tuple[Part, frozenset[str]]]:
    words = list(dict.fromkeys(content.sentence.split()))
    wrong = frozenset(word for word in words if _bare(word) == _bare(content.mistake))
    options = content.offered(range(content.parts()))
    return [
        (Part(asked="which word is wrong?", options=words), wrong),
        (
            Part(asked="which one makes it right, in the place of that word?", options=options),
            frozenset([content.answer]),
        ),
    ]


def _bare(word: str) -> str:
    return word.strip('.,!?…;:()"“”„«»').casefold()


def _single(content: Content) -> tuple[dict[str, Any], Part, list[str]]:
    match content:
        case ChooseStress():
            order = range(content.parts())
            shown = content.show(order, FALLBACK)
            asked = Part(asked="which syllable is stressed?", options=shown.options)
            return {"word": shown.word}, asked, [content.right]
        case Dictation():
            return {"heard": content.text}, Part(asked="write down what is heard"), []
        case OrderWords():
            chips = sorted([*content.chips, *content.spare], key=str.casefold)
            read = {"words": chips, "meaning": _one(content.meaning), "spare": len(content.spare)}
            return read, Part(asked="put the words in order"), []
        case Translate():
            return {"text": _one(content.text)}, Part(asked="translate it"), []
        case TypeGap():
            read = {"sentence": content.sentence, "clue": _one(content.clue)}
            return read, Part(asked="what fills the gap?"), []
        case Options():
            options = content.offered(range(content.parts()))
            asked = Part(asked=_which(content), options=options)
            return _asked(content), asked, [content.answer]
        case _:
            raise ValueError(f"an exercise of kind {content.kind} has no key to be found")


def _which(content: Options) -> str:
    """Of what is heard there must be one alone that sounds so, however the others are spelled."""
    return BY_EAR if isinstance(content, HeardOptions) else "which one?"


def _asked(content: Options) -> dict[str, Any]:
    match content:
        case ChooseWord():
            return {"question": _one(content.question)}
        case FillGap():
            return {"sentence": content.sentence}
        case HeardOptions():
            return {"heard": content.heard}
        case CompleteDialogue():
            return {"turns": [turn.model_dump() for turn in content.turns]}
        case _:
            return {"situation": _one(getattr(content, "situation", None))}


def _one(texts: Texts | None) -> str:
    """In English; a course of English asks in another language."""
    found = texts or {}
    return found.get(FALLBACK) or next(iter(found.values()), "")


def objections(item: Item, asked: Posed, solved: Solved, context: Context) -> Reasons:
    """Where the critic's answers differ from the key."""
    if len(solved.parts) != len(asked.parts):
        return ["the critic could not make out what was asked"]
    return [
        *_answers(item.content, asked, solved, context),
        *_of_level(solved, context),
        *([] if solved.natural else ["the critic finds it unnatural"]),
    ]


def _answers(content: Content, asked: Posed, solved: Solved, context: Context) -> Iterator[str]:
    for part, key, given in zip(asked.parts, asked.keys, solved.parts, strict=True):
        if not part.options:
            yield from _typed(content, given.answer, context)
        elif (chosen := _chosen(part, given.right)) != key:
            said = ", ".join(sorted(chosen)) or "none of them"
            yield f"{part.asked}: the critic says {said}; the key is {', '.join(sorted(key))}"


def _chosen(part: Part, numbers: list[int]) -> frozenset[str]:
    there = range(1, len(part.options) + 1)
    return frozenset(part.options[number - 1] for number in numbers if number in there)


def _typed(content: Content, text: str, context: Context) -> Iterator[str]:
    said = text[:MOST_SAID]
    try:
        right = content.judge(Typed(text=said), [], _Critic(context.language)).verdict.is_right
    except (NotAnOption, ValueError):
        right = False
    if not right:
        yield f"the critic's answer is not accepted: {said}"


@dataclass(frozen=True)
class _Critic:
    """Whoever answers in the language of the course."""

    target: str
    native: str = FALLBACK


def _of_level(solved: Solved, context: Context) -> Iterator[str]:
    found = Level(solved.level)
    if found.rank >= context.level.rank + ABOVE:
        yield f"the critic takes it for {found}; it is to be {context.level}"


def guessed(asked: Posed, solved: Solved) -> bool:
    """Whether every question was answered rightly by somebody who had not read the text."""
    return len(solved.parts) == len(asked.parts) and all(
        _chosen(part, given.right) == key
        for part, key, given in zip(asked.parts, asked.keys, solved.parts, strict=True)
    )


def statements(content: Content) -> list[dict[str, str]]:
    """All that the exercise claims besides its key, numbered: each is true, or it is not."""
    claimed = [
        {"at": f"{each.path} ({each.language})", "says": each.text}
        for each in told(content)
        if each.language and each.field in {"why", "because", "meaning"}
    ]
    accepted: list[str] = getattr(content, "accepted", [])
    claimed += [{"at": "accepted", "says": f"'{text}' is a right answer"} for text in accepted]
    return [{"number": str(number), **each} for number, each in enumerate(claimed, start=1)]


def untruths(content: Content, checked: Checked) -> Reasons:
    claimed = statements(content)
    found = [claimed[number - 1] for number in checked.untrue if 1 <= number <= len(claimed)]
    return [f"{each['at']} is not true: {each['says']}" for each in found]
