"""The question for a corrected text: how it begins tells what its reply is about. Pure."""

import re
from typing import NamedTuple

_LINE = re.compile(r"✏️ (\d{1,15}) · ([a-z_0-9.+]{1,60})\n")


class Question(NamedTuple):
    inspection_id: int
    path: str

    def line(self) -> str:
        return f"✏️ {self.inspection_id} · {self.path}"


def question_in(text: str) -> Question | None:
    """The question that this message asked, if it asked one."""
    found = _LINE.match(text)
    return None if found is None else Question(int(found[1]), found[2])
