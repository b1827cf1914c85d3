"""What is ordered, by how the stock is used."""

from itertools import pairwise
from random import Random

import pytest

from backend.generation.planning import (
    DRAFTS,
    MOST_ORDERS,
    RESERVE,
    Cell,
    Use,
    Voice,
    calls,
    digest,
    lacks,
    moments,
    ordered,
    wants,
)
from backend.generation.prompting import forms
from backend.generation.senses import NO_SENSES, Senses
from backend.generation.shapes import KINDS
from backend.kit.levels import Level

STOCK = [
    Cell("nl", Level.a1, "present-tense", "fill_gap", 1, 5),
    Cell("nl", Level.a1, "present-tense", "translate", 2, 1),
    Cell("nl", Level.a1, "articles", "fill_gap", 1001, 4),
    Cell("nl", Level.a1, "articles", "choose_stress", 1002, 1),
    Cell("nl", Level.a2, "er", "fill_gap", 1_000_001, 4),
    Cell("sr", Level.a1, "plural", "fill_gap", 1, 4),
]
# What is written freely is no draft that a critic could solve, nor does one hear how near two words
# are; and what is only said again trains no skill whose stock could run low.
NOT_GENERATED = {"write_text", "minimal_pair", "read_aloud", "repeat_after_me"}
VOICE = Voice(["food", "home"], ["oma", "student"], ["droog"])


def a_use(**fields: object) -> Use:
    given = {"language": "nl", "level": Level.a1, "place": 0, "new_a_day": 3.0, "unseen": 0}
    return Use(**{**given, **fields})  # type: ignore[arg-type]


class TestLacks:
    def test_are_of_whoever_sees_the_end(self) -> None:
        assert lacks([a_use(unseen=int(3 * RESERVE))]) == {}
        assert set(lacks([a_use(unseen=2)])) == {("nl", Level.a1)}

    def test_are_at_the_level_walked_on_to(self) -> None:
        assert set(lacks([a_use(place=1_000_400)])) == {("nl", Level.a2)}

    def test_of_a_learner_who_does_little_are_little(self) -> None:
        assert a_use(new_a_day=0.1).lacks < a_use(new_a_day=9.0).lacks

    def test_are_less_by_what_waits_for_its_voice_ahead(self) -> None:
        use = a_use(place=500, unseen=3)
        assert use.with_waiting([500, 501, 999_999, 1_000_000]).unseen == 5


class TestSenses:
    @pytest.mark.parametrize("kind", ["dictation", "hear_story", "choose_heard", "minimal_pair"])
    def test_nothing_is_heard_where_nobody_reads_aloud(self, kind: str) -> None:
        assert Senses("local-1").serve(kind, "nl")
        assert not NO_SENSES.serve(kind, "nl")

    def test_nothing_is_said_where_nobody_listens_to_the_language(self) -> None:
        assert not NO_SENSES.serve("answer_aloud", "en")
        assert Senses(asr="tiny.en").serve("answer_aloud", "en")
        assert not Senses(asr="tiny.en").serve("answer_aloud", "nl")
        assert Senses(asr="base").serve("answer_aloud", "nl")

    def test_all_else_is_served_everywhere(self) -> None:
        assert all(NO_SENSES.serve(kind, "nl") for kind in ("fill_gap", "read_text", "translate"))


class TestWants:
    def test_what_is_heard_where_something_of_the_kind_was_read_aloud(self) -> None:
        waits = Cell("nl", Level.a1, "articles", "dictation", 1003, 2, 2)
        kinds = {want.kind for want in wants([a_use()], [*STOCK, waits], forms())}
        assert "dictation" not in kinds
        read = waits._replace(there=3)
        found = wants([a_use()], [*STOCK, read], forms())
        assert ("dictation", "present-tense") in {(want.kind, want.skill) for want in found}

    def test_less_of_what_waits_for_its_voice(self) -> None:
        def ordered(waiting: int) -> int:
            read = [
                Cell("nl", Level.a1, skill, "dictation", 1003, 1 + waiting, waiting)
                for skill in ("articles", "present-tense")
            ]
            found = wants([a_use()], [*STOCK, *read], forms())
            return sum(want.wanted for want in found if want.kind == "dictation")

        assert ordered(waiting=8) < ordered(waiting=0)

    def test_nothing_where_nobody_practises(self) -> None:
        assert wants([], STOCK, forms()) == []

    def test_what_there_is_least_of_first(self) -> None:
        first = wants([a_use()], STOCK, forms())[0]
        assert (first.language, first.kind, first.skill) == ("nl", "translate", "articles")
        assert first.wanted == DRAFTS

    def test_what_lies_before_the_learner(self) -> None:
        found = wants([a_use(place=1500)], STOCK, forms())
        assert {want.skill for want in found} == {"articles"}

    def test_for_a_learner_past_everything_all_of_the_level(self) -> None:
        found = wants([a_use(place=900_000)], STOCK, forms())
        assert {want.skill for want in found} == {"articles", "present-tense"}

    def test_stress_only_where_it_is_taught(self) -> None:
        found = wants([a_use(new_a_day=20)], STOCK, forms())
        assert {w.skill for w in found if w.kind == "choose_stress"} <= {"articles"}

    def test_kinds_that_the_language_has(self) -> None:
        found = wants([a_use(language="sr")], STOCK, forms())
        assert {want.kind for want in found} == {"fill_gap"}

    def test_languages_in_turns_and_no_more_than_a_refill_takes(self) -> None:
        found = wants([a_use(new_a_day=50), a_use(language="sr")], STOCK, forms())
        assert len(found) == MOST_ORDERS
        assert [want.language for want in found[:4]] == ["nl", "sr", "nl", "sr"]

    def test_no_more_for_many_learners_than_for_the_one_in_need(self) -> None:
        alone = wants([a_use()], STOCK, forms(), most=999)
        crowd = wants([a_use(), *(a_use(unseen=n) for n in range(25))], STOCK, forms(), most=999)
        assert sum(want.wanted for want in crowd) == sum(want.wanted for want in alone)


class TestOrdered:
    def test_avoids_what_was_refused(self) -> None:
        [want, *_] = wants([a_use()], STOCK, forms())
        refused: set[str] = set()
        while (order := ordered(want, VOICE, refused, "p.1", Random(1))) is not None:
            assert digest(order, "p.1") not in refused
            refused.add(digest(order, "p.1"))
        assert 1 < len(refused) <= 4

    def test_asks_again_once_the_instruction_is_another(self) -> None:
        [want, *_] = wants([a_use()], STOCK, forms())
        order = ordered(want, VOICE, set(), "p.1", Random(1))
        assert order is not None
        assert digest(order, "p.1") != digest(order, "p.2")

    def test_is_counted_before_it_is_sent(self) -> None:
        [want, *_] = wants([a_use()], STOCK, forms())
        order = ordered(want, VOICE, set(), "p.1", Random(1))
        assert order is not None
        written, read = calls([order, order])
        assert written == 2
        assert read > 2 * order.wanted


def test_orders_are_spread_evenly() -> None:
    spans = moments(10)
    assert len({later - sooner for sooner, later in pairwise(spans)}) == 1


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - NOT_GENERATED))
def test_every_other_kind_can_be_generated(kind: str) -> None:
    assert kind in forms()
