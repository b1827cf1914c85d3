"""What a critic is shown of a draft, and what its answers say of it."""

from random import Random
from typing import Any

import pytest

from backend.catalogue.schemas import Item
from backend.generation.gates.critic import (
    Answered,
    Checked,
    Posed,
    Solved,
    guessed,
    objections,
    posed,
    statements,
    untruths,
)
from tests.backend.generation.drafts import an_item, around, wrong
from tests.bench.written import all_written, courses

EVERY = {each.order.kind: each for shelf in courses().values() for each in all_written(shelf)}


def solved(asked: Posed, **fields: Any) -> Solved:
    """The answers of somebody who knows the key."""
    parts = [
        Answered(
            right=[n for n, text in enumerate(part.options, start=1) if text in key], answer=""
        )
        for part, key in zip(asked.parts, asked.keys, strict=True)
    ]
    return Solved(**{"parts": parts, "level": "A1", "natural": True, **fields})


def in_order(item: Item) -> Posed:
    return posed(item.content, Random(1))


class TestPosed:
    @pytest.mark.parametrize("kind", sorted(EVERY))
    def test_every_kind_can_be_solved_by_whoever_knows_the_key(self, kind: str) -> None:
        order, item = EVERY[kind].order, EVERY[kind].item
        asked = in_order(item)
        known = solved(asked)
        if not asked.parts[0].options:
            typed = Answered(right=[], answer=item.content.accepted[0])  # type: ignore[attr-defined]
            known = solved(asked, parts=[typed])
        assert objections(item, asked, known, around(order.language, item.level)) == []

    @pytest.mark.parametrize("kind", sorted(EVERY))
    def test_no_explanation_is_shown_before_it_is_solved(self, kind: str) -> None:
        item = EVERY[kind].item
        asked = in_order(item)
        shown = str((asked.read, asked.parts))
        assert all(text not in shown for text in item.content.why.values())

    def test_options_stand_in_another_order_each_time(self) -> None:
        orders = {tuple(posed(an_item().content, Random(n)).parts[0].options) for n in range(20)}
        assert len(orders) > 3


class TestObjections:
    def test_none_where_the_critic_says_what_the_key_says(self) -> None:
        asked = in_order(an_item())
        assert objections(an_item(), asked, solved(asked), around()) == []

    @pytest.mark.parametrize(
        "right", [[], [1, 2, 3], [9], [0]], ids=["none", "all", "not offered", "zero"]
    )
    def test_where_another_is_right_or_none_or_several(self, right: list[int]) -> None:
        asked = in_order(an_item())
        said = solved(asked, parts=[Answered(right=right, answer="")])
        assert "the key is koopt" in objections(an_item(), asked, said, around())[0]

    def test_where_a_typed_answer_is_not_accepted(self) -> None:
        item = an_item("type_gap", sentence="Ik ___ hier.", accepted=["woon"], slips=wrong("woont"))
        asked = in_order(item)
        for text, objects in (("woon", False), ("werk", True), ("", True), ("\u200b", True)):
            said = solved(asked, parts=[Answered(right=[], answer=text)])
            assert bool(objections(item, asked, said, around())) is objects, text

    @pytest.mark.parametrize(("level", "objects"), [("A2", False), ("B1", True), ("C2", True)])
    def test_where_it_is_two_levels_too_hard(self, level: str, *, objects: bool) -> None:
        asked = in_order(an_item())
        found = objections(an_item(), asked, solved(asked, level=level), around())
        assert bool(found) is objects

    def test_where_nobody_would_write_it(self) -> None:
        asked = in_order(an_item())
        assert objections(an_item(), asked, solved(asked, natural=False), around())

    def test_where_parts_are_left_out(self) -> None:
        asked = in_order(an_item())
        assert objections(an_item(), asked, solved(asked, parts=[]), around())


class TestGuessed:
    def test_a_text_is_needed_as_long_as_one_question_needs_it(self) -> None:
        asked = in_order(EVERY["read_text"].item)
        everything = solved(asked)
        assert guessed(asked, everything)
        everything.parts[0].right = []
        assert not guessed(asked, everything)


class TestUntruths:
    def test_name_what_is_not_true(self) -> None:
        content = an_item().content
        claimed = statements(content)
        first = next(each for each in claimed if each["at"].startswith("wrong 1"))
        checked = Checked(untrue=[int(first["number"]), 999, 0], note="")
        assert untruths(content, checked) == [f"{first['at']} is not true: {first['says']}"]

    def test_accepted_answers_are_claims_too(self) -> None:
        item = an_item("type_gap", sentence="Ik ___ hier.", accepted=["woon"], slips=wrong("woont"))
        assert {"accepted"} == {
            each["at"] for each in statements(item.content) if "right answer" in each["says"]
        }
