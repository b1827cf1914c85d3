from itertools import pairwise
from random import Random

import pytest

from backend.exercises.course import PER_LEVEL, Step, ceiling, places, start
from backend.kit.levels import Level

KINDS = ("choose_sentence", "fill_gap", "type_gap", "order_words", "translate")


def a_walk(*, skills: int = 4, rounds: int = 2) -> list[Step]:
    return [
        Step(f"{level}-{skill}-{kind}-{round}", level, skill, kind)
        for level in (Level.a1, Level.a2)
        for skill in range(skills)
        for round in range(rounds)
        for kind in KINDS
    ]


def in_order(steps: list[Step]) -> list[Step]:
    found = places(steps)
    return sorted(steps, key=lambda step: found[step.key])


class TestPlaces:
    def test_every_exercise_has_a_place_of_its_own(self) -> None:
        steps = a_walk()
        assert len(set(places(steps).values())) == len(steps)

    def test_are_the_same_every_time(self) -> None:
        assert places(a_walk()) == places(a_walk())

    def test_another_exercise_at_the_end_of_a_skill_moves_none_before_its_turn(self) -> None:
        steps = a_walk()
        before = places(steps)
        after = places([*steps, Step("new", Level.a2, 3, "fill_gap")])
        assert {key: after[key] for key in before if key.startswith("A1")} == {
            key: place for key, place in before.items() if key.startswith("A1")
        }
        assert after["new"] > max(place for key, place in before.items() if key[3] in "01")

    def test_levels_come_one_after_the_other(self) -> None:
        levels = [step.level for step in in_order(a_walk())]
        assert levels == sorted(levels)

    def test_levels_are_ordered_whatever_the_order_of_the_files(self) -> None:
        steps = a_walk()
        Random(1).shuffle(steps)
        levels = [step.level for step in in_order(steps)]
        assert levels == sorted(levels)

    def test_skills_come_two_by_two(self) -> None:
        stages = [(step.level, step.skill // 2) for step in in_order(a_walk())]
        assert stages == sorted(stages)

    def test_the_third_skill_waits_for_the_first_two(self) -> None:
        steps = [
            Step(f"{skill}{n}", Level.a1, skill, KINDS[skill])
            for skill in range(3)
            for n in range(2)
        ]
        assert [step.skill for step in in_order(steps)] == [0, 1, 0, 1, 2, 2]

    def test_any_five_in_a_row_of_a_stage_are_of_five_kinds(self) -> None:
        walk = in_order(a_walk())
        for stage in range(0, len(walk), 20):
            for first in range(stage, stage + 20 - 4):
                assert len({step.kind for step in walk[first : first + 5]}) == 5

    def test_what_there_is_twice_as_much_of_comes_twice_as_often_to_the_end(self) -> None:
        steps = [Step(f"f{n}", Level.a1, 0, "fill_gap") for n in range(4)]
        steps += [Step(f"t{n}", Level.a1, 0, "translate") for n in range(2)]
        kinds = [step.kind[0] for step in in_order(steps)]
        assert "".join(kinds) == "ftfftf"

    def test_a_kind_that_is_half_of_a_stage_never_comes_twice_in_a_row(self) -> None:
        steps = [Step(f"stress-{n}", Level.a1, 0, "choose_stress") for n in range(5)]
        steps += [Step(kind, Level.a1, 1, kind) for kind in KINDS]
        kinds = [step.kind for step in in_order(steps)]
        assert all(kind != following for kind, following in pairwise(kinds))

    @pytest.mark.parametrize("level", Level)
    def test_stand_above_the_start_of_their_level_and_below_its_ceiling(self, level: Level) -> None:
        [place] = places([Step("one", level, 0, "translate")]).values()
        assert start(level) < place < ceiling(level, start(level))

    def test_of_nothing_are_none(self) -> None:
        assert places([]) == {}


@pytest.mark.parametrize(
    ("level", "place", "expected"),
    [
        (Level.a1, 0, 1 * PER_LEVEL),
        (Level.a1, PER_LEVEL - 1, 1 * PER_LEVEL),
        (Level.a1, PER_LEVEL + 7, 2 * PER_LEVEL),  # walked on into A2
        (Level.b1, 0, 3 * PER_LEVEL),
        (Level.c2, 5 * PER_LEVEL + 1, 6 * PER_LEVEL),
    ],
)
def test_the_ceiling_is_above_the_level_chosen_or_walked_to(
    level: Level, place: int, expected: int
) -> None:
    assert ceiling(level, place) == expected


def test_levels_rank_in_their_order() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4, 5]
    assert all(start(low) < start(high) for low, high in pairwise(Level))
