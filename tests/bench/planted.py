"""Good drafts with one defect planted in each: what the gates are there for.

Each defect is a list of ways to make it; a way returns the spoilt draft, or None where this draft
does not lend itself to it. All drafts keep the shape that a model is held to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from backend.kit.levels import Level
from tests.bench import spoilt_keys, spoilt_words
from tests.bench.spoiling import Around, Way
from tests.bench.written import Written

OF_EACH = 25

DEFECTS: Mapping[str, Sequence[Way]] = {
    "wrong key": (
        spoilt_keys.swap_key,
        spoilt_keys.swap_in_reading,
        spoilt_keys.swap_pairs,
        spoilt_keys.move_word,
        spoilt_keys.move_stress,
        spoilt_keys.slip_is_key,
    ),
    "two keys": (
        spoilt_keys.right_is_slip,
        spoilt_keys.two_translations,
        spoilt_keys.two_fillings,
        spoilt_keys.same_again,
        spoilt_keys.two_meanings,
    ),
    "key absent": (
        spoilt_keys.no_key,
        spoilt_keys.no_accepted,
        spoilt_keys.nothing_accepted,
        spoilt_keys.no_answer_in_text,
    ),
    "off level": (spoilt_words.of_two_levels_above, spoilt_words.rare_word),
    "wrong language": (
        spoilt_words.russian_in_english,
        spoilt_words.english_in_russian,
        spoilt_words.one_reason,
        spoilt_words.in_another_tongue,
    ),
    "tell-tale form": (spoilt_words.longest, spoilt_words.marked, spoilt_words.echoed),
    "untrue explanation": (
        spoilt_words.reasons_swapped,
        spoilt_words.why_of_another,
        spoilt_words.meaning_of_another,
    ),
    "duplicate": (spoilt_words.exactly, spoilt_words.in_other_marks, spoilt_words.as_another_kind),
}


def spoil(it: Written, defect: str, way: Way, around: Around) -> Written | None:
    draft = way(it, around)
    if draft is None or (draft == it.draft and defect not in {"duplicate", "off level"}):
        return None
    kind = draft.pop("kind", it.order.kind)
    level = Level.a1 if way is spoilt_words.of_two_levels_above else it.order.level
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
