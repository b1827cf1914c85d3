from random import Random
from time import perf_counter
from types import SimpleNamespace

import pytest

from backend.attempts.grammar import with_reason
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.union import CONTENT
from backend.gateways import grammar
from backend.gateways.grammar import Grammar, Harper, Mistake, NoGrammar
from tests.factories import both, slip


class Telltale:
    """Flags the first word, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def mistakes(self, text: str, language: str) -> list[Mistake]:
        self.asked.append(text)
        return [Mistake(0, len(text.split(maxsplit=1)[0]), "Not this one.")]


def judged(said: str, *, slips: list[str] | None = None) -> Judgement:
    content = CONTENT.validate_python(
        {
            "kind": "translate",
            "text": both("…"),
            "why": both("so"),
            "accepted": ["She has a dog."],
            "slips": [slip(text) for text in slips or []],
        }
    )
    return content.judge(Typed(text=said), [], SimpleNamespace(native="en", target="en"))


class TestAReason:
    def test_is_added_where_there_is_none(self) -> None:
        judgement = judged("They has a dog")
        found = with_reason(judgement, "en", Telltale())
        assert found.because == {
            "en": "Grammar hint: «They» — Not this one.",
            "ru": "Подсказка по грамматике (на английском): «They» — Not this one.",
        }
        assert found.model_copy(update={"because": None}) == judgement

    def test_of_the_catalogue_stays(self) -> None:
        judgement = judged("They has a dog", slips=["They has a dog"])
        telltale = Telltale()
        assert with_reason(judgement, "en", telltale) is judgement
        assert telltale.asked == []

    @pytest.mark.parametrize("said", ["She has a dog", "She's a dog", "She has a dgo."])
    def test_is_not_sought_for_what_is_right(self, said: str) -> None:
        judgement = judged(said)
        if judgement.verdict.is_right:
            assert with_reason(judgement, "en", Telltale()) is judgement

    def test_is_about_a_word_that_differs(self) -> None:
        judgement = judged("She have a dog")
        assert with_reason(judgement, "en", Telltale()) is judgement

    def test_is_nobodys_without_a_grammar(self) -> None:
        judgement = judged("She have a dog")
        assert with_reason(judgement, "en", NoGrammar()) is judgement


def test_everything_runs_where_no_grammar_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    assert isinstance(grammar.installed(), NoGrammar)


@pytest.fixture(scope="module")
def harper() -> Grammar:
    pytest.importorskip("harper")
    return Harper()


class TestHarper:
    def test_knows_why_a_sentence_is_wrong(self, harper: Grammar) -> None:
        judgement = judged("She have a dog")
        found = with_reason(judgement, "en", harper)
        assert found.verdict is judgement.verdict is not Verdict.correct
        assert found.because and found.because["en"].startswith("Grammar hint: «have» — ")

    def test_counts_characters(self, harper: Grammar) -> None:
        text = "😀 She have a dog"
        (found,) = harper.mistakes(text, "en")
        assert text[found.start : found.end] == "have"

    @pytest.mark.parametrize("language", ["nl", "bg", "sr"])
    def test_says_nothing_of_other_languages(self, harper: Grammar, language: str) -> None:
        assert harper.mistakes("She have a dog", language) == []

    def test_says_nothing_of_long_texts(self, harper: Grammar) -> None:
        assert harper.mistakes("She have a dog. " * 30, "en") == []

    @pytest.mark.parametrize(
        "text", ["", "👍", "\x00", "<b>", "'; DROP TABLE", "ж" * 300, "a\u0301" * 150, "\ud800"]
    )
    def test_never_fails(self, harper: Grammar, text: str) -> None:
        harper.mistakes(text, "en")

    def test_takes_no_longer_over_words_that_nobody_knows(self, harper: Grammar) -> None:
        chance = Random(7)
        began = perf_counter()
        for _ in range(20):
            letters = ("".join(chance.choices("aeioutnsrl", k=20)) for _ in range(14))
            harper.mistakes(" ".join(letters), "en")
        # Over three seconds where it looks for the words that may be meant.
        assert perf_counter() - began < 1


class Panic(BaseException):
    """What a crash in a library's native code comes as."""


def test_a_crash_of_the_checker_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def lint(*_: object, **__: object) -> None:
        raise Panic

    config = {"get_lint_config": dict, "set_lint_config": lambda _: None}
    linter = SimpleNamespace(lint=lint, **config)
    library = SimpleNamespace(Linter=lambda: linter)
    monkeypatch.setattr("importlib.import_module", lambda _: library)
    assert Harper().mistakes("She have a dog", "en") == []
