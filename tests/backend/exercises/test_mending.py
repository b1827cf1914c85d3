"""Sentences with a wrong word, mended: what stands around the word stays."""

import pytest

from backend.exercises.grading import Verdict, in_language
from backend.exercises.kinds.base import Picked, Typed
from tests.answers import Reader
from tests.backend.exercises.contents import a_content, judged
from tests.factories import slip

WRONG = [slip("xx"), slip("yy")]
SENTENCES = [
    ("She gave I the book.", "I", "me", "She gave me the book."),
    ("Me am here.", "Me", "I", "I am here."),
    ("Dont go there.", "Dont", "don't", "Don't go there."),
    ("Don't he go there?", "Don't", "doesn't", "Doesn't he go there?"),
    ("He is here. Him has a dog.", "Him", "he", "He is here. He has a dog."),
    ("That is my friend Annas phone.", "Annas", "of Anna", "That is my friend of Anna phone."),
    ("He goed, they say.", "goed", "went", "He went, they say."),
    ("“He goed!”", "goed", "went", "“He went!”"),
    ('"Goed he?" she asked.', "Goed", "went", '"Went he?" she asked.'),
    ("«Учителя е тук», каза той.", "Учителя", "учителят", "«Учителят е тук», каза той."),
    ("Hij leest (een boeken).", "boeken", "boek", "Hij leest (een boek)."),
    ("'s Ochtends drink hij thee.", "drink", "drinkt", "'s Ochtends drinkt hij thee."),
    ("The boys' coats is wet…", "is", "are", "The boys' coats are wet…"),
    ("A co-worker are here.", "are", "is", "A co-worker is here."),
    ("Het huis — een ouden — is mooi.", "ouden", "oude", "Het huis — een oude — is mooi."),
    ("Mac is here.", "Mac", "McDonald", "McDonald is here."),
    ("Hij is een nederlands.", "nederlands", "Nederlander", "Hij is een Nederlander."),
    ("IK ben hier.", "IK", "wij", "Wij ben hier."),
]


@pytest.mark.parametrize(("sentence", "mistake", "answer", "right"), SENTENCES)
def test_only_the_word_changes(sentence: str, mistake: str, answer: str, right: str) -> None:
    fields = {"sentence": sentence, "mistake": mistake, "answer": answer, "wrong": WRONG}
    made = a_content("correct_mistake", **fields)
    assert made.right == right
    for typed in (answer, right, right.upper()):
        assert made.judge(Typed(text=typed), range(3), Reader()).verdict is Verdict.correct
    assert made.judge(Typed(text=sentence), range(3), Reader()).verdict is Verdict.wrong


def test_a_place_without_a_word_keeps_its_marks() -> None:
    found = judged(
        "correct_mistake", Picked(picks=[1, 0]), sentence="Hij … zijn hier.", answer="is"
    )
    assert found.said == "Hij is zijn hier."


@pytest.mark.parametrize("said", ["fout", "Het nummer 1 fout hier.", "het nummer 1 FOUT hier"])
def test_a_wrong_option_has_its_reason_however_it_is_typed(said: str) -> None:
    found = judged("correct_mistake", Typed(text=said))
    assert found.verdict is Verdict.wrong
    assert in_language(found.because, "en") == "not fout"


@pytest.mark.parametrize(
    ("said", "verdict", "because"),
    [
        ("najduzi", Verdict.wrong, "not najduži"),
        ("Ovaj put je najduzi.", Verdict.wrong, "not najduži"),
        ("duzi", Verdict.correct, None),
        ("Ovaj put je duzi.", Verdict.correct, None),
    ],
)
def test_serbian_may_be_typed_without_diacritics(
    said: str, verdict: Verdict, because: str | None
) -> None:
    made = a_content(
        "correct_mistake",
        sentence="Ovaj put je dugačak.",
        mistake="dugačak",
        answer="duži",
        wrong=[slip("najduži"), slip("dug")],
    )
    found = made.judge(Typed(text=said), [], Reader(target="sr"))
    assert (found.verdict, in_language(found.because, "en")) == (verdict, because)


def test_a_mark_by_itself_is_no_word_to_tap() -> None:
    made = a_content("correct_mistake", sentence="Hij … zijn hier.")
    assert any("no word" in problem for problem in made.problems())
