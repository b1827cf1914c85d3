"""Ways to spoil the key of a draft: a wrong one, two of them, or none."""

import copy

from tests.bench.spoiling import CHOOSING, TYPED, Around, Draft
from tests.bench.written import Written


def _options(it: Written) -> bool:
    return it.order.kind in CHOOSING


def swap_key(it: Written, around: Around) -> Draft | None:
    if not _options(it):
        return None
    draft = copy.deepcopy(it.draft)
    wrong = around.chance.choice(draft["wrong"])
    draft["answer"], wrong["text"] = wrong["text"], draft["answer"]
    return draft


def swap_in_reading(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "read_text":
        return None
    draft = copy.deepcopy(it.draft)
    question = around.chance.choice(draft["questions"])
    wrong = around.chance.choice(question["wrong"])
    question["answer"], wrong["text"] = wrong["text"], question["answer"]
    return draft


def swap_pairs(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "match_pairs":
        return None
    draft = copy.deepcopy(it.draft)
    one, other = around.chance.sample(draft["pairs"], 2)
    for side in ("right", "meaning"):
        one[side], other[side] = other[side], one[side]
    return draft


def move_word(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "sort_words":
        return None
    draft = copy.deepcopy(it.draft)
    one, other = draft["groups"][:2]
    one["words"][0], other["words"][0] = other["words"][0], one["words"][0]
    return draft


def move_stress(it: Written, around: Around) -> Draft | None:
    if it.order.kind != "choose_stress":
        return None
    draft = copy.deepcopy(it.draft)
    draft["stressed"] = draft["stressed"] % len(draft["syllables"]) + 1
    return draft


def slip_is_key(it: Written, around: Around) -> Draft | None:
    """A known slip is the model answer, and what is right is called a slip."""
    if it.order.kind not in TYPED or not it.draft["slips"]:
        return None
    draft = copy.deepcopy(it.draft)
    slip = draft["slips"][0]
    draft["accepted"][0], slip["text"] = slip["text"], draft["accepted"][0]
    return draft


def right_is_slip(it: Written, around: Around) -> Draft | None:
    """One of several right answers is called a slip: two keys, of which one is punished."""
    if it.order.kind not in TYPED or len(it.draft["accepted"]) < 2 or not it.draft["slips"]:
        return None
    draft = copy.deepcopy(it.draft)
    draft["slips"][0]["text"] = draft["accepted"].pop()
    return draft


def two_translations(it: Written, around: Around) -> Draft | None:
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


def two_fillings(it: Written, around: Around) -> Draft | None:
    """Two right fillings in the bank of a gap."""
    if it.order.kind != "type_gap" or len(it.draft["accepted"]) < 2 or not it.draft["slips"]:
        return None
    right, slips = it.draft["accepted"], it.draft["slips"]
    second = {"text": right[1], "because": slips[0]["because"]}
    made = {name: it.draft[name] for name in ("why", "words", "meaning", "sentence")}
    return {**made, "kind": "fill_gap", "answer": right[0], "wrong": [second, *slips[:2]]}


def same_again(it: Written, around: Around) -> Draft | None:
    """A wrong option says what the key says, written otherwise."""
    if not _options(it):
        return None
    draft = copy.deepcopy(it.draft)
    answer = draft["answer"]
    draft["wrong"][0]["text"] = answer.upper() if around.chance.random() < 0.5 else f"{answer} !"
    return draft


def two_meanings(it: Written, around: Around) -> Draft | None:
    """Two left sides of pairs mean the same."""
    if it.order.kind != "match_pairs" or not it.draft["pairs"][0]["meaning"]:
        return None
    draft = copy.deepcopy(it.draft)
    one, other = draft["pairs"][:2]
    other["meaning"] = {code: f"{text} (also)" for code, text in one["meaning"].items()}
    return draft


def no_key(it: Written, around: Around) -> Draft | None:
    """What counts as the key is a wrong option of another exercise; the right one is not there."""
    other = around.like(it) if _options(it) else None
    if other is None:
        return None
    draft = copy.deepcopy(it.draft)
    draft["answer"] = other.draft["wrong"][0]["text"]
    return draft


def no_accepted(it: Written, around: Around) -> Draft | None:
    """Nothing that is accepted is right."""
    if it.order.kind not in TYPED or len(it.draft["slips"]) < 2:
        return None
    draft = copy.deepcopy(it.draft)
    draft["accepted"] = [draft["slips"].pop(0)["text"]]
    return draft


def nothing_accepted(it: Written, around: Around) -> Draft | None:
    if it.order.kind not in TYPED:
        return None
    return {**copy.deepcopy(it.draft), "accepted": []}


def no_answer_in_text(it: Written, around: Around) -> Draft | None:
    """The text does not say what is asked: the question is about another one."""
    other = around.like(it) if it.order.kind == "read_text" else None
    if other is None:
        return None
    draft = copy.deepcopy(it.draft)
    draft["questions"][0] = copy.deepcopy(other.draft["questions"][0])
    if around.chance.random() < 0.5:
        draft["questions"][0]["evidence"] = it.draft["questions"][0]["evidence"]
    return draft
