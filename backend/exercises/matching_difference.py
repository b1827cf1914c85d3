"""Pure: two texts laid side by side, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from backend.exercises.grading import Piece, Role
from backend.exercises.tongues.rules import NEUTRAL, Tongue
from backend.exercises.tongues.shape import Accents
from backend.kit.text import clean

_PUNCTUATION = '.,;:!?…¿¡"()[]'


def difference(said: str, right: str, tongue: Tongue = NEUTRAL) -> tuple[Piece, ...]:
    """`said` and `right` laid side by side, word by word: what is the same, extra and missing.

    The words of `right` keep the spelling and the punctuation that they came with. What is extra
    is the word alone: its full stop is no mistake.
    """
    tongue = tongue.of(said)
    plain = tongue.accents is Accents.keyboard and tongue.bare(said) == said
    ours, theirs = (_laid(text, tongue, plain=plain) for text in (said, right))
    pieces = _pieces(ours, theirs, _groups(ours, theirs))
    return tuple(
        Piece(text=" ".join(piece.text for piece in run), role=role)
        for role, run in groupby(pieces, key=lambda piece: piece.role)
    )


@dataclass(frozen=True)
class _Laid:
    """A text's words, the parts that they are compared by (don't: do, not), and whose each is."""

    words: Sequence[str]
    parts: Sequence[str]
    owners: Sequence[int]


def _laid(text: str, tongue: Tongue, *, plain: bool) -> _Laid:
    words = clean(text).split()
    parts = [tongue.parts(_plain(word, tongue) if plain else word) or ("",) for word in words]
    return _Laid(
        words,
        [part for each in parts for part in each],
        [owner for owner, each in enumerate(parts) for _ in each],
    )


def _plain(word: str, tongue: Tongue) -> str:
    # Only Latin letters lose their accents: what is read in Cyrillic is rewritten first.
    return tongue.bare(tongue.alphabet(word))


_Group = tuple[range, range]
"""Words of the one text and the words of the other that say the same."""


def _groups(ours: _Laid, theirs: _Laid) -> list[_Group]:
    matcher = SequenceMatcher(None, ours.parts, theirs.parts, autojunk=False)
    pairs = [
        (block.a + offset, block.b + offset)
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    ]
    groups: list[list[tuple[int, int]]] = []
    for a, b in pairs:
        last = groups[-1][-1] if groups else None
        if last and (
            ours.owners[last[0]] == ours.owners[a] or theirs.owners[last[1]] == theirs.owners[b]
        ):
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    return [made for group in groups if (made := _whole(group, ours, theirs))]


def _whole(pairs: list[tuple[int, int]], ours: _Laid, theirs: _Laid) -> _Group | None:
    """The words that these parts belong to; None where a part of one of them has no partner."""
    first, last = pairs[0], pairs[-1]
    mine = range(ours.owners[first[0]], ours.owners[last[0]] + 1)
    other = range(theirs.owners[first[1]], theirs.owners[last[1]] + 1)
    complete = len(pairs) == sum(owner in mine for owner in ours.owners)
    return (
        (mine, other) if complete and len(pairs) == sum(o in other for o in theirs.owners) else None
    )


def _pieces(ours: _Laid, theirs: _Laid, groups: list[_Group]) -> Iterator[Piece]:
    i = j = 0
    end = (range(len(ours.words), len(ours.words)), range(len(theirs.words), len(theirs.words)))
    for mine, other in [*groups, end]:
        yield from (Piece(text=_bare(word), role=Role.extra) for word in ours.words[i : mine.start])
        yield from (Piece(text=word, role=Role.missing) for word in theirs.words[j : other.start])
        yield from (Piece(text=theirs.words[place], role=Role.same) for place in other)
        i, j = mine.stop, other.stop


def _bare(word: str) -> str:
    return word.strip(_PUNCTUATION) or word
