"""The pieces of a difference always rebuild both sides."""

from random import Random

import pytest

from backend.exercises.grading import Piece, Role
from backend.exercises.matching import difference
from backend.exercises.tongues.registry import tongue_of
from backend.kit.text import clean, comparable

WORDS = [
    *("ik", "heb", "Heb", "honger.", "nu,", "een", "één", "zo'n", "zon", "e-mail", "—", "?!"),
    *("мой", "мои", "Ёлка", "е\u0308лка", "«да»", "👍", "straße", "STRASSE", "'t", "a,b", "..."),
    *("the", "the", "The", "ſ", "İ", "\u0301", "\u200b", "-", "ﬁn"),
]


def side(pieces: tuple[Piece, ...], *roles: Role) -> str:
    return " ".join(piece.text for piece in pieces if piece.role in roles)


@pytest.mark.parametrize("seed", range(300))
def test_pieces_rebuild_both_sides(seed: int) -> None:
    chance = Random(seed)
    said = " ".join(chance.choices(WORDS, k=chance.randint(0, 9)))
    right = " ".join(chance.choices(WORDS, k=chance.randint(0, 9)))

    pieces = difference(said, right)

    assert side(pieces, Role.same, Role.missing) == clean(right)
    assert comparable(side(pieces, Role.same, Role.extra)) == comparable(said)
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("said", "right", "pieces"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("A, b", "a b!", [("same", "a b!")]),
        ("I has a dog", "I have a dog.", "same I|extra has|missing have|same a dog."),
        ("nu ik eet", "ik eet nu", "extra nu|same ik eet|missing nu"),
        ("", "one two", "missing one two"),
        ("one two", "", "extra one two"),
        ("", "", ""),
        ("x", "y", "extra x|missing y"),
        ("I like dog.", "I like dogs.", "same I like|extra dog|missing dogs."),
        ("«Has», he said", "Have, he said", "extra Has|missing Have,|same he said"),
        ("a — b", "a b", "same a|extra -|same b"),
    ],
)
def test_it_says_what_is_extra_and_what_is_missing(
    said: str, right: str, pieces: str | list[tuple[str, str]]
) -> None:
    if isinstance(pieces, str):
        pieces = [(p.split()[0], p.split(" ", 1)[1]) for p in pieces.split("|") if p]
    assert [(piece.role, piece.text) for piece in difference(said, right)] == pieces


@pytest.mark.parametrize(
    ("language", "said", "right", "pieces"),
    [
        ("en", "I do not knows", "I don't know", "same I don't|extra knows|missing know"),
        ("en", "I do knows", "I don't know", "same I|extra do knows|missing don't know"),
        ("en", "my favorite dogs", "my favourite dog", "same my favourite|extra dogs|missing dog"),
        ("nl", "'t is mooie", "het is mooi", "same het is|extra mooie|missing mooi"),
        ("sr", "Где живи", "Gde živiš?", "same Gde|extra живи|missing živiš?"),
        ("sr", "Gde zivi sada", "Gde živiš sada", "same Gde|extra zivi|missing živiš|same sada"),
        (
            "sr",
            "Ne znam gde kljuc.",
            "Не знам где је кључ.",
            "same Не знам где|missing је|same кључ.",
        ),
        ("sr", "kuca je veliki", "Kuća je velika", "same Kuća je|extra veliki|missing velika"),
    ],
)
def test_what_says_the_same_in_its_language_is_the_same(
    language: str, said: str, right: str, pieces: str
) -> None:
    wanted = [tuple(piece.split(" ", 1)) for piece in pieces.split("|")]
    found = difference(said, right, tongue_of(language))
    assert [(piece.role, piece.text) for piece in found] == wanted
