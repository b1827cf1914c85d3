"""Ways to spoil the words of a draft: their level, language, form, truth and novelty."""

import copy
from collections.abc import Callable, Mapping

from backend.catalogue.frequency import content_words
from backend.exercises.kinds.base import GAP, filled
from backend.kit.levels import Level
from backend.kit.text import comparable
from tests.bench.spoiling import TYPED, Around, Draft
from tests.bench.written import Written


def of_two_levels_above(it: Written, around: Around) -> Draft | None:
    """An exercise of B1 sold as one of A1: `plant` changes the order."""
    return copy.deepcopy(it.draft) if it.order.level is Level.b1 else None


def rare_word(it: Written, around: Around) -> Draft | None:
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


def russian_in_english(it: Written, around: Around) -> Draft | None:
    """The explanations for readers of Russian are in English."""
    return _told(it.draft, lambda texts: {**texts, "ru": texts["en"]} if "en" in texts else texts)


def english_in_russian(it: Written, around: Around) -> Draft | None:
    return _told(it.draft, lambda texts: {**texts, "en": texts["ru"]} if "en" in texts else texts)


def one_reason(it: Written, around: Around) -> Draft | None:
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


def in_another_tongue(it: Written, around: Around) -> Draft | None:
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


def longest(it: Written, around: Around) -> Draft | None:
    """The key is much longer than the other options."""
    if it.order.kind not in {"choose_sentence", "complete_dialogue", "choose_word", "fill_gap"}:
        return None
    draft = copy.deepcopy(it.draft)
    bare = draft["answer"].rstrip(".!?")
    draft["answer"] = bare + CLAUSES[it.order.language] + draft["answer"][len(bare) :]
    return draft


def marked(it: Written, around: Around) -> Draft | None:
    """The key alone ends as a sentence does, or begins with a capital."""
    if it.order.kind not in {"choose_word", "fill_gap"}:
        return None
    answer = it.draft["answer"]
    if around.chance.random() < 0.5 or not answer[:1].islower():
        return {**copy.deepcopy(it.draft), "answer": f"{answer}."}
    return {**copy.deepcopy(it.draft), "answer": answer.capitalize()}


def echoed(it: Written, around: Around) -> Draft | None:
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


def reasons_swapped(it: Written, around: Around) -> Draft | None:
    """Each reason stands at another option."""
    draft = copy.deepcopy(it.draft)
    reasoned = draft.get("wrong") or draft.get("slips") or []
    if len(reasoned) < 2 or reasoned[0]["because"] == reasoned[1]["because"]:
        return None
    one, other = reasoned[:2]
    one["because"], other["because"] = other["because"], one["because"]
    return draft


def why_of_another(it: Written, around: Around) -> Draft | None:
    other = around.like(it)
    if other is None or other.draft["why"] == it.draft["why"]:
        return None
    return {**copy.deepcopy(it.draft), "why": other.draft["why"]}


def meaning_of_another(it: Written, around: Around) -> Draft | None:
    other = around.like(it)
    if other is None or not it.draft.get("meaning") or not other.draft.get("meaning"):
        return None
    return {**copy.deepcopy(it.draft), "meaning": other.draft["meaning"]}


def exactly(it: Written, around: Around) -> Draft | None:
    return copy.deepcopy(it.draft)


def in_other_marks(it: Written, around: Around) -> Draft | None:
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


def as_another_kind(it: Written, around: Around) -> Draft | None:
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
