"""What is told of words that were said, as it can be read in a message."""

from typing import Any

import pytest

from backend.attempts.schemas import FeedbackOut
from backend.exercises.aloud import Aloud, WordSaid, WordState
from backend.exercises.grading import Verdict
from bot.exercises.aloud import coloured
from bot.exercises.feedback import VARIANTS, feedback
from bot.texts import LOCALES, Texts

EN = Texts("en")
SENTENCE = "They are in the park."


def said(aloud: Aloud | None, **changes: Any) -> FeedbackOut:
    fields: dict[str, Any] = {
        "verdict": Verdict.almost,
        "said": "they are in a park",
        "right": SENTENCE,
        "because": None,
        "why": None,
        "meaning": None,
        "pieces": [],
        "aloud": aloud,
    }
    return FeedbackOut(**{**fields, **changes})


def told(it: FeedbackOut, texts: Texts = EN, variant: int = 0) -> str:
    return str(feedback(it, texts, variant=variant).as_kwargs()["text"])


def aloud(words: str, *, given: bool = True) -> Aloud:
    """Each word as it was said, or ?unclear, -missing, +extra."""
    states = {"?": WordState.unclear, "-": WordState.missing, "+": WordState.extra}
    found = tuple(
        WordSaid(text=word.lstrip("?-+"), state=states.get(word[0], WordState.said))
        for word in words.split()
    )
    heard = " ".join(one.text for one in found if one.state is not WordState.missing)
    return Aloud(transcript=heard, words=found, given=given)


class TestAlmost:
    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("given", [True, False])
    def test_is_no_matter_of_spelling(self, locale: str, given: bool) -> None:
        it = said(aloud("They are in ?the park", given=given))
        for variant in range(VARIANTS[Verdict.almost]):
            line = told(it, Texts(locale), variant)
            assert "🟡" in line
            assert not any(word in line for word in ("spell", "написан", "опечат"))


class TestColoured:
    @pytest.mark.parametrize(
        ("sentence", "words", "shown"),
        [
            ("Hello, Anna!", "Hello Anna", "Hello, Anna!"),
            ("Well – I do.", "Well -I do", "Well – I do."),
            ("“Is it?” she asks…", "Is it she ?asks", "“Is it?” she asks…"),
            ("Mother/father (too).", "Mother father too", "Mother/father (too)."),
            ("Hello, Anna!", "+eh Hello +uh Anna +yes", "eh Hello, uh Anna! yes"),
            ("Is it? “Yes.”", "Is it +hm Yes", "Is it? hm “Yes.”"),
            ("Een café\u0301!".replace("é\u0301", "e\u0301"), "Een café", "Een café!"),
            ("ПРИВЕТ, Анна!", "ПРИВЕТ Анна", "ПРИВЕТ, Анна!"),
            ("De kat — de hond.", "De kat de -hond", "De kat — de hond."),
            ("No words of it.", "Other ones", "Other ones"),
        ],
    )
    def test_keeps_the_signs_of_the_sentence(self, sentence: str, words: str, shown: str) -> None:
        assert str(coloured(aloud(words), sentence).as_kwargs()["text"]) == shown

    def test_marks_words_and_no_signs(self) -> None:
        shown = coloured(aloud("Hello ?Anna -dear +eh"), "Hello, Anna, dear!").as_html()
        assert shown == "<b>Hello</b>, <u><b>Anna</b></u>, <s>dear</s>! <i>eh</i>"
