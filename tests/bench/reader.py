"""A careful reader, for a model that plays the critic: it solves what it has understood before.

It knows the exercises that it is made of, and nothing of what is asked now: whoever asks it gets
the answers of the exercise that it knows which is most like the one it is shown. It slips: with the
chance `slips`, one answer of a call is another than it would be.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from backend.catalogue.schemas import Item
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.generation.gates.critic import BY_EAR
from backend.generation.gates.explanations import REASONS
from backend.generation.gates.texts import told
from backend.generation.shapes import KINDS
from backend.kit.text import comparable, words
from infra.local.llm.asking import Heard

ANY = "*"
# What the critic is asked in words of ours says nothing of the exercise.
OURS = re.compile(
    r"which word is wrong\?|which one makes it right, in the place of that word\?|which one\?"
    r"|what belongs to it\?|which group does the word belong to\?|which syllable is stressed\?"
    r"|put the words in order|translate it|what fills the gap\?|write down what is heard"
    r"|which of these are right answers to it\?"
    rf"|{re.escape(BY_EAR)}"
)


@dataclass(frozen=True)
class Known:
    """`rights`: what is asked -> what is right; `reasons`: of an option, or of the whole (""). Of
    what is accepted, `typed`, the right ones are chosen where it is `said`.
    """

    level: str
    words: Counter[str]
    rights: Mapping[str, frozenset[str]]
    typed: tuple[str, ...]
    reasons: Mapping[str, frozenset[str]]
    said: bool

    def is_typed(self) -> bool:
        return bool(self.typed) and not self.said


def known(item: Item) -> Known:
    content = item.content
    accepted = tuple(getattr(content, "accepted", ()))
    return Known(
        level=item.level.value,
        words=Counter(word for each in _asking(content) for word in words(each)),
        rights={_asked(asked): frozenset(right) for asked, right in _rights(content)},
        typed=accepted,
        reasons=_reasons(content),
        said=content.spoken,
    )


def _asked(asked: str) -> str:
    return asked if asked == ANY else comparable(asked)


def _asking(content: Content) -> list[str]:
    """All that is read, but the explanations."""
    whole = ["".join(content.syllables)] if isinstance(content, ChooseStress) else []
    return [*whole, *(each.text for each in told(content) if each.field not in REASONS)]


def _rights(content: Content) -> list[tuple[str, list[str]]]:  # noqa: PLR0911 - a line a kind
    match content:
        case ReadContent():
            return [(q.question, [comparable(q.answer)]) for q in content.questions]
        case MatchPairs():
            return [(pair.left, [comparable(pair.other("en"))]) for pair in content.pairs]
        case SortWords():
            return [
                (word, [comparable(group.named("en"))])
                for group in content.groups
                for word in group.words
            ]
        case CorrectMistake():
            return [
                ("which word is wrong?", [comparable(content.mistake)]),
                (ANY, [comparable(content.answer)]),
            ]
        case ChooseStress():
            return [(ANY, [content.right])]
        case Options():
            return [(ANY, [comparable(content.answer)])]
        case _:
            return [(ANY, [comparable(text) for text in getattr(content, "accepted", [])])]


def _reasons(content: Content) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    options = _options(content.model_dump(mode="json"))
    for each in told(content):
        if each.field == "because":
            found[options[each.path]].add(comparable(each.text))
        elif each.field in {"why", "meaning"} and each.language:
            found[""].add(comparable(each.text))
    return {option: frozenset(texts) for option, texts in found.items()}


def _options(value: Any, path: str = "") -> dict[str, str]:
    """The path of a reason -> the option or the slip that it is about."""
    if isinstance(value, list):
        pairs = [(f"{path} {n}", each) for n, each in enumerate(value, start=1)]
    elif isinstance(value, dict):
        pairs = [(f"{path} {name}".strip(), each) for name, each in value.items()]
    else:
        return {}
    own = {}
    if isinstance(value, dict) and "because" in value:
        own = {f"{path} because".strip(): comparable(value["text"])}
    return own | {p: text for where, each in pairs for p, text in _options(each, where).items()}


class Reader:
    """Answers of a model for the tasks `solve_item` and `critique_item`."""

    def __init__(self, items: Iterable[Item], *, slips: float, chance: Random) -> None:
        self._known = [known(item) for item in items]
        self._index: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self._known):
            for word in each.words:
                self._index[word].append(number)
        self._slips = slips
        self._chance = chance

    def solve(self, heard: Heard) -> dict[str, Any]:
        given = json.loads(heard.last)
        blind = "is not shown to you" in heard.system
        recalled = self._recall(
            _all_texts(given), typed=not all(part["options"] for part in given["parts"])
        )
        parts = [self._part(part, recalled, blind=blind) for part in given["parts"]]
        if self._chance.random() < self._slips:
            self._slip(self._chance.choice(list(zip(given["parts"], parts, strict=True))))
        return {"parts": parts, "level": recalled.level, "natural": True}

    def _part(self, part: Any, recalled: Known, *, blind: bool) -> dict[str, Any]:
        options = {int(number): text for number, text in part["options"].items()}
        if not options:
            return {"right": [], "answer": self._chance.choice(recalled.typed or ("?",))}
        if blind:
            return {"right": _echoed(part["asked"], options), "answer": ""}
        right = recalled.rights.get(comparable(part["asked"])) or recalled.rights.get(ANY)
        if right is None:
            near = max(recalled.rights, key=lambda asked: _alike(asked, part["asked"]))
            right = recalled.rights[near]
        chosen = [n for n, text in options.items() if {text, comparable(text)} & right]
        return {"right": chosen, "answer": ""}

    def _slip(self, picked: tuple[Any, dict[str, Any]]) -> None:
        part, answer = picked
        if not part["options"]:
            answer["answer"] = " ".join(answer["answer"].split()[:-1]) or "?"
            return
        others = [int(n) for n in part["options"] if int(n) not in answer["right"]]
        answer["right"] = [self._chance.choice(others)] if others else []

    def check(self, heard: Heard) -> dict[str, Any]:
        given = json.loads(heard.last)
        exercise = given["exercise"]
        recalled = self._recall(
            _all_texts(_without_reasons(exercise)),
            typed="accepted" in exercise and not KINDS[exercise["kind"]].spoken,
        )
        options = _options(exercise)
        untrue = [
            int(each["number"])
            for each in given["explanations"]
            if not self._is_true(each, options, recalled)
        ]
        if self._chance.random() < self._slips:
            some = self._chance.choice(given["explanations"])
            untrue = [] if untrue else [int(some["number"])]
        return {"untrue": untrue, "note": "these are not true" if untrue else ""}

    def _is_true(self, each: Any, options: Mapping[str, str], recalled: Known) -> bool:
        if each["at"] == "accepted":
            said = re.fullmatch("'(.*)' is a right answer", each["says"], re.DOTALL)
            assert said is not None
            return comparable(said[1]) in {comparable(text) for text in recalled.typed}
        path = each["at"].rpartition(" (")[0]
        option = options.get(path, "")
        return comparable(each["says"]) in recalled.reasons.get(option, frozenset())

    def _recall(self, texts: list[str], *, typed: bool) -> Known:
        """The exercise that has the most, and the rarest, of the words that are shown."""
        shown = Counter({word for text in texts for word in words(text)})
        votes: dict[int, float] = defaultdict(float)
        for word in shown:
            where = self._index.get(word, [])
            for number in where:
                if typed == self._known[number].is_typed():
                    votes[number] += 1 / len(where)
        likely = sorted(votes, key=lambda number: -votes[number])[:12] or [0]
        return max((self._known[n] for n in likely), key=lambda each: _likeness(shown, each.words))


def _likeness(shown: Counter[str], whole: Counter[str]) -> tuple[float, float]:
    """What is shown is a part: how much of it is there comes first."""
    return (shown & whole).total() / max(shown.total(), 1), _overlap(shown, whole)


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max((one | other).total(), 1)


def _alike(one: str, other: str) -> float:
    return _overlap(Counter(words(one)), Counter(words(other)))


def _echoed(asked: str, options: Mapping[int, str]) -> list[int]:
    """Without the text: only what the question gives away."""
    heard = f" {comparable(asked)} "
    return [number for number, text in options.items() if f" {comparable(text)} " in heard]


def _all_texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [] if OURS.fullmatch(value) else [value]
    if isinstance(value, list):
        return [text for each in value for text in _all_texts(each)]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _all_texts(each)]
    return []


def _without_reasons(value: Any) -> Any:
    if isinstance(value, dict):
        return {n: _without_reasons(v) for n, v in value.items() if n not in REASONS | {"kind"}}
    return [_without_reasons(each) for each in value] if isinstance(value, list) else value
