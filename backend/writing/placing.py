"""Pure: where in a text its corrections belong.

A model's own offsets are never asked for: what it quotes is looked for in the text, and what does
not stand there is dropped.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend.exercises.grading import Piece, Role
from backend.exercises.matching import in_another_script
from backend.exercises.tongues.rules import Tongue
from backend.kit.text import clean
from backend.writing.schemas import Remark

# A correction that says much more than what it corrects writes the text anew.
MORE, TIMES = 30, 3


class Placed(NamedTuple):
    """`start` and `end` in the text; `wrong` is what stands between."""

    start: int
    end: int
    wrong: str
    right: str
    remark: Remark


def placed(text: str, remarks: Sequence[Remark], tongue: Tongue) -> list[Placed]:
    """In the order of `text`, which is clean. None overlaps another: the first one named stays."""
    found: list[Placed] = []
    for remark in remarks:
        one = _place(text, remark, found, tongue)
        if one is not None:
            found.append(one)
    return sorted(found)


def _place(text: str, remark: Remark, taken: Sequence[Placed], tongue: Tongue) -> Placed | None:
    wrong, right = clean(remark.quote), clean(remark.correction)
    if not wrong or wrong == right or not _is_sound(wrong, right, tongue):
        return None
    spans = (found.span() for found in _whole(wrong).finditer(text))
    free = (span for span in spans if all(_apart(span, other) for other in taken))
    start, end = next(free, (0, 0))
    return Placed(start, end, text[start:end], right, remark) if end else None


def _is_sound(wrong: str, right: str, tongue: Tongue) -> bool:
    if len(right) > len(wrong) * TIMES + MORE:
        return False
    return not right or not in_another_script(right, tongue)


def _whole(words: str) -> re.Pattern[str]:
    """As words, not as a part of one."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(before + re.escape(words) + after)


def _apart(span: tuple[int, int], other: Placed) -> bool:
    return span[1] <= other.start or span[0] >= other.end


def pieces(text: str, found: Sequence[Placed]) -> Iterator[Piece]:
    """The whole text: joined without what is missing it is as it was written."""
    at = 0
    for one in found:
        if one.start > at:
            yield Piece(text=text[at : one.start], role=Role.same)
        yield Piece(text=one.wrong, role=Role.extra)
        if one.right:
            yield Piece(text=one.right, role=Role.missing)
        at = one.end
    if at < len(text):
        yield Piece(text=text[at:], role=Role.same)
