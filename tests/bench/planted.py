"""Good drafts with one defect planted in each: what the gates are there for.

Each defect is a list of ways to make it; a way returns the spoilt draft, or None where this draft
does not lend itself to it. All drafts keep the shape that a model is held to.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, TypeAlias

from wordfreq import zipf_frequency

from backend.catalogue.frequency import NAMES as LISTS
from backend.catalogue.frequency import content_words
from backend.exercises.kinds.base import GAP, filled
from backend.exercises.tongues.lexicon import forms
from backend.kit.levels import Level
from backend.kit.text import comparable
from tests.bench.written import Written

Draft: TypeAlias = dict[str, Any]
Way: TypeAlias = Callable[[Written, "Around"], Draft | None]

CHOOSING = ("choose_sentence", "choose_word", "complete_dialogue", "correct_mistake", "fill_gap")
TYPED = ("translate", "type_gap", "order_words")
OF_EACH = 25


class Around:
    """What a way may take from elsewhere: other good drafts, chance, rare words."""

    def __init__(self, others: Sequence[Written], chance: Random) -> None:
        self.others = list(others)
        self.chance = chance
        self._rare: dict[str, list[str]] = {}

    def like(self, it: Written) -> Written | None:
        """Another draft of the same language and kind."""
        same = [
            other
            for other in self.others
            if (other.order.language, other.order.kind) == (it.order.language, it.order.kind)
            and other.item.key != it.item.key
        ]
        return self.chance.choice(same) if same else None

    def rare(self, language: str) -> str:
        """A real word of the language that hardly anybody needs."""
        if language not in self._rare:
            name = LISTS.get(language, language)
            lemmas = sorted(set((forms(language) or {}).values()))
            some = self.chance.sample(lemmas, min(len(lemmas), 20_000))
            self._rare[language] = [
                word
                for word in some
                if word.isalpha()
                and word.islower()
                and 5 <= len(word) <= 11
                and zipf_frequency(word, name) < 2.0
                and (language != "sr" or word.isascii() or not _is_cyrillic(word))
            ][:500]
        return self.chance.choice(self._rare[language])


def _is_cyrillic(word: str) -> bool:
    return any("\u0400" <= sign <= "\u04ff" for sign in word)


def _options(it: Written) -> bool:
    return it.order.kind in CHOOSING


def _swap_key(it: Written, around: Around) -> Draft | None:
    if not _options(it):
        return None
    draft = copy.deepcopy(it.draft)
    wrong = around.chance.choice(draft["wrong"])
    draft["answer"], wrong["text"] = wrong["text"], draft["answer"]
    return draft


def _swap_in_reading(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "read_text":
        return None
    draft = copy.deepcopy(it.draft)
    question = around.chance.choice(draft["questions"])
    wrong = around.chance.choice(question["wrong"])
    question["answer"], wrong["text"] = wrong["text"], question["answer"]
    return draft


def _swap_pairs(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "match_pairs":
        return None
    draft = copy.deepcopy(it.draft)
    one, other = around.chance.sample(draft["pairs"], 2)
    for side in ("right", "meaning"):
        one[side], other[side] = other[side], one[side]
    return draft


def _move_word(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "sort_words":
        return None
    draft = copy.deepcopy(it.draft)
    one, other = draft["groups"][:2]
    one["words"][0], other["words"][0] = other["words"][0], one["words"][0]
    return draft


def _move_stress(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "choose_stress":
        return None
    draft = copy.deepcopy(it.draft)
    draft["stressed"] = draft["stressed"] % len(draft["syllables"]) + 1
    return draft


def _slip_is_key(it: Written, around: Around) -> Draft | None:
    """A known slip is the model answer, and what is right is called a slip."""
    if it.order.kind not in TYPED or not it.draft["slips"]:
        return None
    draft = copy.deepcopy(it.draft)
    slip = draft["slips"][0]
    draft["accepted"][0], slip["text"] = slip["text"], draft["accepted"][0]
    return draft


def _right_is_slip(it: Written, around: Around) -> Draft | None:
    """One of several right answers is called a slip: two keys, of which one is punished."""
    if it.order.kind not in TYPED or len(it.draft["accepted"]) < 2 or not it.draft["slips"]:
        return None
    draft = copy.deepcopy(it.draft)
    draft["slips"][0]["text"] = draft["accepted"].pop()
    return draft


def _two_translations(it: Written, around: Around) -> Draft | None:
    """Two right translations among the options of a choice."""
    if it.order.kind != "translate" or len(it.draft["accepted"]) < 2:
        return None
    right, slips = it.draft["accepted"], it.draft["slips"]
    second = {"text": right[1], "because": slips[0]["because"]}
    made = {name: it.draft[name] for name in ("why", "words")}
    text = it.draft["text"]
    situation = {code: text.get(code) or next(iter(text.values())) for code in ("en", "ru")}
    return {
        **made,
        "kind": "choose_sentence",
        "meaning": text,
        "situation": situation,
        "answer": right[0],
        "wrong": [second, *slips[:2]],
    }


def _two_fillings(it: Written, around: Around) -> Draft | None:
    """Two right fillings in the bank of a gap."""
    if it.order.kind != "type_gap" or len(it.draft["accepted"]) < 2 or not it.draft["slips"]:
        return None
    right, slips = it.draft["accepted"], it.draft["slips"]
    second = {"text": right[1], "because": slips[0]["because"]}
    made = {name: it.draft[name] for name in ("why", "words", "meaning", "sentence")}
    return {**made, "kind": "fill_gap", "answer": right[0], "wrong": [second, *slips[:2]]}


def _same_again(it: Written, around: Around) -> Draft | None:
    """A wrong option says what the key says, written otherwise."""
    if not _options(it):
        return None
    draft = copy.deepcopy(it.draft)
    answer = draft["answer"]
    draft["wrong"][0]["text"] = answer.upper() if around.chance.random() < 0.5 else f"{answer} !"
    return draft


def _two_meanings(it: Written, around: Around) -> Draft | None:
    """Two left sides of pairs mean the same."""
    if it.order.kind != "match_pairs" or not it.draft["pairs"][0]["meaning"]:
        return None
    draft = copy.deepcopy(it.draft)
    one, other = draft["pairs"][:2]
    other["meaning"] = {code: f"{text} (also)" for code, text in one["meaning"].items()}
    return draft


def _no_key(it: Written, around: Around) -> Draft | None:
    """What counts as the key is a wrong option of another exercise; the right one is not there."""
    other = around.like(it) if _options(it) else None
    if other is None:
        return None
    draft = copy.deepcopy(it.draft)
    draft["answer"] = other.draft["wrong"][0]["text"]
    return draft


def _no_accepted(it: Written, around: Around) -> Draft | None:
    """Nothing that is accepted is right."""
    if it.order.kind not in TYPED or len(it.draft["slips"]) < 2:
        return None
    draft = copy.deepcopy(it.draft)
    draft["accepted"] = [draft["slips"].pop(0)["text"]]
    return draft


def _nothing_accepted(it: Written, around: Around) -> Draft | None:
    if it.order.kind not in TYPED:
        return None
    return {**copy.deepcopy(it.draft), "accepted": []}


def _no_answer_in_text(it: Written, around: Around) -> Draft | None:
    """The text does not say what is asked: the question is about another one."""
    other = around.like(it) if it.order.kind == "read_text" else None
    if other is None:
        return None
    draft = copy.deepcopy(it.draft)
    draft["questions"][0] = copy.deepcopy(other.draft["questions"][0])
    if around.chance.random() < 0.5:
        draft["questions"][0]["evidence"] = it.draft["questions"][0]["evidence"]
    return draft


def _of_two_levels_above(it: Written, around: Around) -> Draft | None:
    """An exercise of B1 sold as one of A1: `plant` changes the order."""
    return copy.deepcopy(it.draft) if it.order.level is Level.b1 else None


def _rare_word(it: Written, around: Around) -> Draft | None:
    """A word of the sentence is replaced by a rare one."""
    if it.order.level is Level.b1 or (
        it.order.language in {"bg", "sr"} and it.order.level is not Level.a1
    ):
        return None
    if "sentence" not in it.draft:
        return None
    sentence = it.draft["sentence"]
    kept = {comparable(it.draft.get("mistake", ""))}
    words = [
        word
        for word in content_words(sentence.replace(GAP, " "))
        if len(word) > 3 and word not in kept and f" {word}" in sentence
    ]
    if not words:
        return None
    word = around.chance.choice(words)
    rare = around.rare(it.order.language)
    return {**copy.deepcopy(it.draft), "sentence": sentence.replace(f" {word}", f" {rare}", 1)}


def _russian_in_english(it: Written, around: Around) -> Draft | None:
    """The explanations for readers of Russian are in English."""
    return _told(it.draft, lambda texts: {**texts, "ru": texts["en"]} if "en" in texts else texts)


def _english_in_russian(it: Written, around: Around) -> Draft | None:
    return _told(it.draft, lambda texts: {**texts, "en": texts["ru"]} if "en" in texts else texts)


def _one_reason(it: Written, around: Around) -> Draft | None:
    """One single reason is in another language."""
    if not it.draft.get("wrong"):
        return None
    draft = copy.deepcopy(it.draft)
    because = around.chance.choice(draft["wrong"])["because"]
    because["ru"] = because["en"]
    return draft


def _told(draft: Draft, change: Callable[[dict[str, str]], dict[str, str]]) -> Draft:
    made = copy.deepcopy(draft)
    made["why"] = change(made["why"])
    for option in [*made.get("wrong", []), *made.get("slips", [])]:
        option["because"] = change(option["because"])
    return made


def _in_another_tongue(it: Written, around: Around) -> Draft | None:
    """What the learner reads in the language of the course is in another one."""
    draft = copy.deepcopy(it.draft)
    meaning = it.draft.get("meaning") or {}
    other = meaning.get("ru" if it.order.language in {"bg", "en"} else "en")
    if other is None:
        return None
    if it.order.kind in TYPED and it.order.kind != "type_gap":
        draft["accepted"] = [other]
        if it.order.kind == "order_words":
            draft["chips"] = comparable(other).split()[:12]
        return draft
    if it.order.kind == "choose_sentence":
        draft["answer"] = other
        return draft
    if "sentence" in draft and it.order.kind == "fill_gap":
        head = " ".join(other.split()[:-1])
        draft["sentence"] = f"{head} {GAP}."
        return draft
    return None


CLAUSES: Mapping[str, str] = {
    "en": ", as everybody here knows",
    "nl": ", zoals iedereen hier weet",
    "bg": ", както всички тук знаят",
    "sr": ", kao što ovde svi znaju",
}


def _longest(it: Written, around: Around) -> Draft | None:
    """The key is much longer than the other options."""
    if it.order.kind not in {"choose_sentence", "complete_dialogue", "choose_word", "fill_gap"}:
        return None
    draft = copy.deepcopy(it.draft)
    bare = draft["answer"].rstrip(".!?")
    draft["answer"] = bare + CLAUSES[it.order.language] + draft["answer"][len(bare) :]
    return draft


def _marked(it: Written, around: Around) -> Draft | None:
    """The key alone ends as a sentence does, or begins with a capital."""
    if it.order.kind not in {"choose_word", "fill_gap"}:
        return None
    answer = it.draft["answer"]
    if around.chance.random() < 0.5 or not answer[:1].islower():
        return {**copy.deepcopy(it.draft), "answer": f"{answer}."}
    return {**copy.deepcopy(it.draft), "answer": answer.capitalize()}


def _echoed(it: Written, around: Around) -> Draft | None:
    """What is asked has the words of the key in it."""
    draft = copy.deepcopy(it.draft)
    if it.order.kind == "read_text":
        question = draft["questions"][0]
        said = question["answer"].rstrip(".")
        question["question"] = f"{question['question'].rstrip('?')} ({said})?"
        return draft
    if it.order.kind != "complete_dialogue" or len(draft["answer"].split()) < 3:
        return None
    turn = next(turn for turn in draft["turns"] if GAP not in turn["text"])
    turn["text"] = f"{turn['text']} {draft['answer']}"
    return draft


def _reasons_swapped(it: Written, around: Around) -> Draft | None:
    """Each reason stands at another option."""
    draft = copy.deepcopy(it.draft)
    reasoned = draft.get("wrong") or draft.get("slips") or []
    if len(reasoned) < 2 or reasoned[0]["because"] == reasoned[1]["because"]:
        return None
    one, other = reasoned[:2]
    one["because"], other["because"] = other["because"], one["because"]
    return draft


def _why_of_another(it: Written, around: Around) -> Draft | None:
    other = around.like(it)
    if other is None or other.draft["why"] == it.draft["why"]:
        return None
    return {**copy.deepcopy(it.draft), "why": other.draft["why"]}


def _meaning_of_another(it: Written, around: Around) -> Draft | None:
    other = around.like(it)
    if other is None or not it.draft.get("meaning") or not other.draft.get("meaning"):
        return None
    return {**copy.deepcopy(it.draft), "meaning": other.draft["meaning"]}


def _exactly(it: Written, around: Around) -> Draft | None:
    return copy.deepcopy(it.draft)


def _in_other_marks(it: Written, around: Around) -> Draft | None:
    """The same sentence with other marks, capitals or names of who speaks."""
    draft = copy.deepcopy(it.draft)
    if it.order.kind == "translate":
        draft["accepted"] = [text.rstrip(".!?") + "!" for text in draft["accepted"]]
        return draft
    if it.order.kind == "read_text":
        draft["text"] = draft["text"].replace(".", "!", 1)
        return draft
    if it.order.kind == "choose_sentence":
        draft["answer"] = draft["answer"].rstrip(".!?") + "!"
        return draft
    return None


def _as_another_kind(it: Written, around: Around) -> Draft | None:
    """The sentence of the stock again, asked for in another way."""
    if it.order.kind != "fill_gap":
        return None
    made = {name: it.draft[name] for name in ("why", "words", "meaning")}
    whole = filled(it.draft["sentence"], it.draft["answer"])
    slips = [
        {"text": filled(it.draft["sentence"], each["text"]), "because": each["because"]}
        for each in it.draft["wrong"]
    ]
    return {
        **made,
        "kind": "choose_sentence",
        "situation": None,
        "answer": whole,
        "wrong": slips,
    }


DEFECTS: Mapping[str, Sequence[Way]] = {
    "wrong key": (
        _swap_key,
        _swap_in_reading,
        _swap_pairs,
        _move_word,
        _move_stress,
        _slip_is_key,
    ),
    "two keys": (
        _right_is_slip,
        _two_translations,
        _two_fillings,
        _same_again,
        _two_meanings,
    ),
    "key absent": (_no_key, _no_accepted, _nothing_accepted, _no_answer_in_text),
    "off level": (_of_two_levels_above, _rare_word),
    "wrong language": (
        _russian_in_english,
        _english_in_russian,
        _one_reason,
        _in_another_tongue,
    ),
    "tell-tale form": (_longest, _marked, _echoed),
    "untrue explanation": (_reasons_swapped, _why_of_another, _meaning_of_another),
    "duplicate": (_exactly, _in_other_marks, _as_another_kind),
}


def spoil(it: Written, defect: str, way: Way, around: Around) -> Written | None:
    draft = way(it, around)
    if draft is None or (draft == it.draft and defect not in {"duplicate", "off level"}):
        return None
    kind = draft.pop("kind", it.order.kind)
    level = Level.a1 if way is _of_two_levels_above else it.order.level
    order = replace(it.order, kind=kind, level=level)
    return Written(order, draft, it.item, defect)


def plant(
    defect: str, bases: list[Written], around: Around, number: int = OF_EACH
) -> Iterator[Written]:
    """So many drafts with this defect, its ways in turn; each takes its base out of `bases`."""
    ways = DEFECTS[defect]
    made = 0
    for turn in range(number * len(ways)):
        if made == number:
            return
        spoilt = _one(defect, ways[turn % len(ways)], bases, around)
        if spoilt is not None:
            made += 1
            yield spoilt


def _one(defect: str, way: Way, bases: list[Written], around: Around) -> Written | None:
    for base in bases:
        spoilt = spoil(base, defect, way, around)
        if spoilt is not None:
            bases.remove(base)
            return spoilt
    return None
