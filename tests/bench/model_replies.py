"""What the played model says in the benchmark of cost: of the length of what real ones say."""

from collections.abc import Iterable
from typing import Any

from infra.local.llm.answering import data_in
from infra.local.llm.asking import Heard
from infra.local.llm.running import Running
from tests.bench.saying import Pool

_NOTHING_WRONG: dict[str, Any] = {
    "language_is_target": True,
    "is_instruction_or_other": False,
    "meaning_kept": "yes",
    "errors": [],
    "reason_english": "",
    "reason_native": "",
}
_REASON = {
    "English": "There is one word too many here: the task says nothing of it. Leave it out.",
    "Russian": "Здесь есть лишнее слово: в задании о нём ничего не сказано. Уберите его.",
}
_WRITING: dict[str, Any] = {
    "language_is_target": True,
    "is_instruction_or_other": False,
    "points_said": [True, True, False],
    "range": 3,
    "accuracy": 3,
    "cohesion": 2,
    "corrections": [],
    "went_well": [
        "You used short, clear sentences and kept to the task.",
        "You linked two ideas well.",
    ],
    "practise": "Try to link your sentences with words such as because, but and then.",
}


def script(model: Running, pools: Iterable[Pool]) -> None:
    """Who judges knows which answers are meant right."""
    known = list(pools)

    def judge(heard: Heard) -> dict[str, Any]:
        asked = data_in(heard.last)
        if any(asked["learner_answer"] in pool.meant_right for pool in known):
            return _NOTHING_WRONG
        native = "Russian" if "own language is Russian" in heard.system else "English"
        word = str(asked["learner_answer"]).split()[0]
        error = {"type": "extra", "severity": "major", "span": word, "correction": ""}
        return {
            **_NOTHING_WRONG,
            "meaning_kept": "no",
            "errors": [error],
            "reason_english": _REASON["English"],
            "reason_native": _REASON[native],
        }

    model.answers("judge_answer", judge)
    model.answers("explain_verdict", {"reason": _REASON["Russian"]})
    model.answers("grade_writing", _WRITING)
