from itertools import pairwise
from random import Random

import pytest

from backend.exercises.grading import Role
from backend.exercises.tongues.registry import tongue_of
from backend.writing.placing import pieces, placed
from backend.writing.schemas import Remark

NL, BG = tongue_of("nl"), tongue_of("bg")
TEXT = "Ik bent moe. Hij is een man, en ik bent blij in een huis."


def remark(quote: str, correction: str) -> Remark:
    return Remark(quote=quote, correction=correction, type="grammar", skill=None, reason="so")


def rights(*remarks: Remark, text: str = TEXT) -> list[tuple[int, str, str]]:
    return [(one.start, one.wrong, one.right) for one in placed(text, remarks, NL)]


class TestPlaced:
    def test_finds_what_is_quoted_and_each_time_another_place(self) -> None:
        same = remark("bent", "ben")
        assert rights(same, same, same) == [(3, "bent", "ben"), (35, "bent", "ben")]

    def test_finds_words_and_no_parts_of_them(self) -> None:
        assert rights(remark("in", "op")) == [(45, "in", "op")]
        assert rights(remark("ui", "oe")) == []

    @pytest.mark.parametrize(
        ("quote", "correction"),
        [
            ("staat hier niet", "is er niet"),
            ("", "moe"),
            ("moe", "moe"),
            ("\u200b", "moe"),
            ("moe", "m" * 100),
        ],
    )
    def test_drops_what_is_no_correction_of_it(self, quote: str, correction: str) -> None:
        assert rights(remark(quote, correction)) == []

    def test_drops_what_is_written_in_another_script(self) -> None:
        assert placed("Аз съм уморен", [remark("уморен", "tired")], BG) == []

    def test_of_two_that_overlap_the_first_stays(self) -> None:
        assert rights(remark("Ik bent", "Ik ben"), remark("bent moe", "ben moe")) == [
            (0, "Ik bent", "Ik ben")
        ]

    def test_leaves_the_text_as_it_was_whatever_is_quoted(self) -> None:
        chance = Random(3)
        for _ in range(500):
            quotes = [
                TEXT[(at := chance.randrange(len(TEXT))) : at + chance.randrange(1, 20)]
                for _ in range(6)
            ]
            found = placed(TEXT, [remark(each, "iets") for each in quotes], NL)
            made = list(pieces(TEXT, found))
            kept = "".join(one.text for one in made if one.role is not Role.missing)
            assert kept == TEXT
            assert all(a.end <= b.start for a, b in pairwise(found))
