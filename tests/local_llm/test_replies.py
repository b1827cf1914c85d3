"""What the local model answers fits the shapes that the product asks for."""

from typing import Any

import orjson
import pytest
from pydantic import BaseModel

from backend.explaining.asking import explained_in
from backend.generation.gates.critic import Checked, Solved
from backend.quality.opinions import Opinion
from backend.writing.asking import remarks_in
from infra.local.llm.answering import responders

EXPLAIN = {"learner_answer": "Ik ben moe", "right": ["Ik heb honger"], "task": {}}
WRITING = {"task": {"points": ["one", "two"]}, "learner_text": "Ik wilt naar de huis"}
SOLVE = {"parts": [{"asked": "?", "options": {"1": "a", "2": "b"}}, {"asked": "?", "options": {}}]}


def answered(task: str, data: dict[str, Any], system: str = "") -> Any:
    lines = (("user", orjson.dumps(data).decode()),)
    return responders()[task](f"Task: {task}\n{system}", lines, {})


@pytest.mark.parametrize(
    ("task", "data", "shape"),
    [
        ("review_item", {}, Opinion),
        ("critique_item", {}, Checked),
        ("solve_item", SOLVE, Solved),
        ("explain_answer", EXPLAIN, explained_in("en", "nl")),
        ("grade_writing", WRITING, remarks_in("en", "nl")),
    ],
)
def test_replies_have_the_shape(task: str, data: dict[str, Any], shape: type[BaseModel]) -> None:
    shape.model_validate(answered(task, data))


def test_explanations_are_in_the_learners_language() -> None:
    said = answered("explain_answer", EXPLAIN, "A learner whose own language is Russian answered.")
    assert "задани" in said["what"]
