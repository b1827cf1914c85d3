"""English contractions, and what they stand for: don't is do not, it's is it is or it has."""

from collections.abc import Callable, Iterator
from itertools import product, zip_longest

from backend.exercises.tongues.shape import Words, listed

_VERBS = listed(
    "do does did is are was were have has had would could should must need might may ought"
)
_NOT = {
    **{f"{verb}n't": verb for verb in _VERBS},
    "won't": "will",
    "can't": "can",
    "shan't": "shall",
}
_SUBJECTS = listed("i you he she it we they")
_POINTING = listed("there this that these those")
_NEGATED = {f"{verb} not": short for short, verb in _NOT.items()}
_ASKING = listed("what where who when why how which")
_ENDS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_SHORT = {
    "i am": "i'm",
    "let us": "let's",
    **{f"{word} is": f"{word}'s" for word in listed("he she it that there what where who")},
    **{f"{word} are": f"{word}'re" for word in listed("you we they")},
    **{f"{word} have": f"{word}'ve" for word in listed("i you we they")},
    **{f"{word} will": f"{word}'ll" for word in _SUBJECTS},
    **{f"{word} would": f"{word}'d" for word in _SUBJECTS},
}
_CARRY_S = (_SUBJECTS - {"i", "you", "we", "they"}) | listed(
    "that there here what where who when why how which this everything everyone everybody "
    "something someone somebody nothing nobody anything anyone anybody"
)
_ADVERBS = listed(
    "not never always just already ever also really still only often probably usually even"
)
_AFTER_HAS = listed("been got had become")
_AFTER_HAD = _AFTER_HAS | listed(
    "better done gone seen known taken given written eaten made said told left lost met bought "
    "thought brought caught taught found felt heard kept slept spent forgotten begun broken "
    "chosen driven fallen flown spoken"
)
_AFTER_WOULD = listed(
    "like love rather prefer be have do go say need want get make take see know help think "
    "give come stay buy eat drink tell ask try"
)
_EITHER = listed("gone finished done")
_PARTICIPLES = _AFTER_HAD | listed("come put read set hit hurt cost cut let run")
_ARTICLES = listed(
    "a an the my your his her our their its this that in on at to from with too so very"
)


def said(words: Words) -> Iterator[Words]:
    """An answer's contractions may stand for any of their expansions."""
    return _spelt_out(words, _may_be)


def meant(words: Words) -> Iterator[Words]:
    """An accepted answer's stand only for what they must be in their place."""
    yield tuple(_contracted(words))
    yield from _spelt_out(words, _must_be)


def _contracted(words: Words) -> Iterator[str]:
    """All that can be contracted contracted, for who types `Im` where `I am` is right."""
    swallowed = False
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        made = "" if swallowed else _NEGATED.get(f"{word} {after}") or _SHORT.get(f"{word} {after}")
        if not swallowed:
            yield made or ("can't" if word == "cannot" else word)
        swallowed = bool(made)


def _spelt_out(words: Words, at: Callable[[Words, int], list[Words]]) -> Iterator[Words]:
    for order in _orders(words):
        for chosen in product(*(at(order, place) for place in range(len(order)))):
            yield tuple(part for parts in chosen for part in parts)


def _orders(words: Words) -> Iterator[Words]:
    """The words, and with each negative question spelt out: don't you, do you not."""
    yield words
    for place in range(len(words) - 1):
        if words[place] in _NOT and _asks(words, place):
            verb, subject = _NOT[words[place]], words[place + 1]
            yield (*words[:place], verb, subject, "not", *words[place + 2 :])


def _asks(words: Words, place: int) -> bool:
    begins = place == 0 or words[place - 1] in _ASKING
    return begins and words[place + 1] in _SUBJECTS | _POINTING


def _may_be(words: Words, place: int) -> list[Words]:
    word = words[place]
    stem, mark, end = word.rpartition("'")
    if mark and end == "s" and stem:
        return [(word,), *_let(stem), (stem, "is"), (stem, "has")]
    if mark and end == "d" and stem:
        return [(word,), (stem, "would"), (stem, "had")]
    return [(word,), *_plain(words, place)]


def _must_be(words: Words, place: int) -> list[Words]:
    word = words[place]
    stem, mark, end = word.rpartition("'")
    if mark and end == "s":
        verbs = _is_or_has(words, place) if stem in _CARRY_S else []
        return [(word,), *_let(stem), *((stem, verb) for verb in verbs)]
    if mark and end == "d" and stem:
        return [(word,), *((stem, verb) for verb in _would_or_had(_next(words, place)))]
    return [(word,), *_plain(words, place)]


def _let(stem: str) -> list[Words]:
    return [("let", "us")] if stem == "let" else []


def _next(words: Words, place: int) -> str:
    """The next word that is no adverb; empty at the end."""
    return next((word for word in words[place + 1 :] if word not in _ADVERBS), "")


def _is_or_has(words: Words, place: int) -> list[str]:
    after = _next(words, place)
    if after in _EITHER:
        return ["is", "has"]
    if after in _AFTER_HAS:
        return ["has"]
    # She's worked, she's tired, it's broken: without their meaning nobody knows.
    doubtful = after in _PARTICIPLES or after.endswith(("ed", "en", "wn"))
    return [] if doubtful or not after else ["is"]


def _would_or_had(after: str) -> list[str]:
    if after in _AFTER_WOULD:
        return ["would"]
    if after in _AFTER_HAD or (after.endswith("ed") and not after.endswith("eed")):
        return ["had"]
    return [] if after in _PARTICIPLES or after in _ARTICLES or not after else ["would"]


def _plain(words: Words, place: int) -> list[Words]:
    word = words[place]
    if word == "cannot":
        return [("can", "not")]
    if word in _NOT:
        return _negated(words, place)
    stem, mark, end = word.rpartition("'")
    verb = _ENDS.get(mark + end)
    return [(stem, verb)] if stem and verb else []


def _negated(words: Words, place: int) -> list[Words]:
    after = words[place + 1] if place + 1 < len(words) else ""
    # Before its subject, not stands elsewhere: he's late, isn't he.
    apart = after in _SUBJECTS or (after in _POINTING and _asks(words, place))
    return [] if apart else [(_NOT[words[place]], "not")]
