"""Contents of every kind, and judgements on them."""

from typing import Any

from backend.exercises.grading import Judgement
from backend.exercises.kinds.base import Content, Said
from backend.exercises.kinds.union import CONTENT
from tests.answers import Reader
from tests.factories import content


def a_content(kind: str, **fields: Any) -> Content:
    return CONTENT.validate_python({**content(kind, 1), **fields})


def judged(kind: str, said: Said, **fields: Any) -> Judgement:
    made = a_content(kind, **fields)
    return made.judge(said, range(made.parts()), Reader())
