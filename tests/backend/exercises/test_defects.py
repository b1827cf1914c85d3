from typing import Any

import pytest
from pydantic import ValidationError

from backend.exercises.kinds.union import CONTENT
from tests.backend.exercises.contents import a_content
from tests.factories import ALL_KINDS, both, content, slip

DEFECTS: list[tuple[str, dict[str, Any], str]] = [
    ("fill_gap", {"wrong": [slip("Goed!")]}, "two options are the same"),
    ("fill_gap", {"wrong": [slip("mis"), slip("mis")]}, "two options are the same"),
    ("fill_gap", {"answer": "a very long answer"}, "much longer"),
    ("fill_gap", {"wrong": [slip("a very long one")]}, "much shorter"),
    ("choose_sentence", {"wrong": [slip("goed zin 1")]}, "two options are the same"),
    ("fill_gap", {"sentence": "no gap here"}, "exactly one"),
    ("fill_gap", {"sentence": "___ and ___"}, "exactly one"),
    ("complete_dialogue", {"turns": [{"who": "A", "text": "Hi"}] * 2}, "exactly one"),
    ("choose_stress", {"stressed": 4}, "no syllable 4"),
    ("choose_stress", {"syllables": ["wa", "ter"], "stressed": 1}, "coin's toss"),
    ("choose_stress", {"syllables": ["wa", "ter", "Val"]}, "small letters"),
    (
        "match_pairs",
        {"pairs": [{"left": "a", "right": x} for x in "xyz"]},
        "left side stands twice",
    ),
    (
        "match_pairs",
        {"pairs": [{"left": x, "right": "a"} for x in "xyz"]},
        "right side stands twice",
    ),
    (
        "match_pairs",
        {"pairs": [{"left": "a", "right": "b"}] + [{"left": x, "meaning": both(x)} for x in "cd"]},
        "some have none",
    ),
    ("sort_words", {"groups": [{"name": both("g"), "words": ["a", "b"]}] * 2}, "two places"),
    (
        "sort_words",
        {"groups": [{"name": both("g"), "words": [word]} for word in "ab"]},
        "not worth sorting",
    ),
    ("correct_mistake", {"mistake": "was"}, "stands once"),
    ("correct_mistake", {"wrong": [slip("zijn"), slip("mis")]}, "offered as an option"),
    ("correct_mistake", {"sentence": "zijn " + "woord " * 14}, "too many to tap"),
    ("type_gap", {"sentence": "no gap"}, "exactly one"),
    ("minimal_pair", {"sentence": "no gap"}, "exactly one"),
    ("dictation", {"accepted": ["something else"]}, "what is read aloud"),
    ("hear_story", {"text": "x" * 50}, "does not stand in the text"),
    ("type_gap", {"accepted": ["goedkoop", "Goedkoop."]}, "stands twice"),
    ("type_gap", {"slips": [slip("x"), slip("X")]}, "a slip stands twice"),
    ("type_gap", {"slips": [slip("Goedkoop")]}, "accepted and a slip"),
    ("translate", {"slips": []}, "at least one known slip"),
    ("translate", {"accepted": ["dit", "Dit!"]}, "stands twice"),
    ("order_words", {"slips": []}, "at least one known slip"),
    ("order_words", {"accepted": ["a b c"]}, "exactly the chips"),
    ("order_words", {"accepted": ["a b c d1", "A B C D1"]}, "stands twice"),
    ("order_words", {"slips": [slip("a b c d1.")]}, "accepted and a slip"),
]


class TestProblems:
    @pytest.mark.parametrize("kind", ALL_KINDS)
    def test_sound_content_has_none(self, kind: str) -> None:
        assert list(a_content(kind).problems()) == []

    @pytest.mark.parametrize(("kind", "fields", "said"), DEFECTS)
    def test_catches(self, kind: str, fields: dict[str, Any], said: str) -> None:
        assert any(said in problem for problem in a_content(kind, **fields).problems())

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("fill_gap", {"wrong": []}),
            ("fill_gap", {"wrong": [slip(str(n)) for n in range(6)]}),
            ("type_gap", {"accepted": []}),
            ("type_gap", {"accepted": [""]}),
            ("order_words", {"chips": ["a", "b"]}),
            ("translate", {"text": "not by language"}),
            ("translate", {"why": None}),
            ("translate", {"unknown": "field"}),
            ("essay", {}),
        ],
    )
    def test_what_does_not_fit_the_schema_is_no_content(
        self, kind: str, fields: dict[str, Any]
    ) -> None:
        with pytest.raises(ValidationError):
            CONTENT.validate_python({**content("translate", 1), "kind": kind, **fields})
