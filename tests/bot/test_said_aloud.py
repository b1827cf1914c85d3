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


class TestASentenceOfWhichAPartWasRead:
    @pytest.mark.parametrize(
        ("words", "line"),
        [
            ("They are in -the -park -today", "only the beginning: “They are in”"),
            ("They ?are +uh -in -the -park +uh", "only the beginning: “They are”"),
            ("-They -are -in the park", "only the end: “the park”"),
            ("-They -are -in -the park -so", "only the end: “park”"),
            ("-They -are -in the -park -so -long", "only the middle: “the”"),
        ],
    )
    def test_is_told_which_it_was(self, words: str, line: str) -> None:
        shown = told(said(aloud(words)))
        assert line in shown
        assert shown.count("👉") == 1
        assert "couldn't hear" not in shown

    @pytest.mark.parametrize(
        "words",
        [
            "They are in the -park -today",
            "They -are -in -the park",
            "-They are in the -park -so",
            "-They -are -in -the",
        ],
    )
    def test_is_none_where_single_words_are_missing_or_all(self, words: str) -> None:
        assert "only the" not in told(said(aloud(words)))
        assert "couldn't hear" in told(said(aloud(words)))

    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("words", ["A -b -c -d", "-b -c -d E", "-b -c -d E -f -g -h"])
    def test_is_told_in_every_language(self, locale: str, words: str) -> None:
        texts = Texts(locale)
        part = aloud(words).part
        assert part is not None
        [heard] = part[1]
        assert texts(f"improve-{part[0]}", words=heard.text) in told(said(aloud(words)), texts)

    def test_is_quoted_no_longer_than_a_line(self) -> None:
        words = " ".join(["word"] * 20 + ["-gone"] * 3)
        assert "word…”" in told(said(aloud(words)))
