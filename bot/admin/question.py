"""The question for a corrected text: how it begins tells what its reply is about. Pure."""

import re
from typing import NamedTuple

_LINE = re.compile(r"✏️ (\d{1,4})\. ([a-z_0-9.+]{1,60}) · #(\d{1,15})\n")


class Question(NamedTuple):
    """`number` is what the text had among those of its card, from 1."""

    inspection_id: int
    path: str
    number: int

    def line(self) -> str:
        return f"✏️ {self.number}. {self.path} · #{self.inspection_id}"


def question_in(text: str) -> Question | None:
    """The question that this message asked, if it asked one."""
    found = _LINE.match(text)
    return None if found is None else Question(int(found[3]), found[2], int(found[1]))
