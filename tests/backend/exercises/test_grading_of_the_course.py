"""Every typed exercise of the real course, judged by the rules of its language."""

from types import SimpleNamespace

import pytest

from backend.catalogue.files import languages, read
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Spoken, Typed
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from backend.exercises.tongues.alphabets import cyrillic, in_alphabet, latin

ITEMS = [
    pytest.param(code, item.content, id=item.key)
    for code in languages()
    for item in read(code)[0].items
    if isinstance(item.content, TypedContent)
]


def given(content: TypedContent, text: str) -> Typed | Spoken:
    """As it is answered: typed, or by voice."""
    if content.spoken:
        return Spoken(recording_id=1, text=text, transcript=text, words=[])
    return Typed(text=text)


@pytest.mark.parametrize(("language", "content"), ITEMS)
class TestATypedExercise:
    def test_accepts_its_keys_and_knows_its_slips(
        self, language: str, content: TypedContent
    ) -> None:
        learner = SimpleNamespace(native="en", target=language)
        for text in content.accepted:
            assert content.judge(given(content, text), [], learner).verdict is Verdict.correct, text
        for slip in content.slips:
            judged = content.judge(given(content, slip.text), [], learner)
            assert (judged.verdict, judged.because) == (Verdict.wrong, slip.because), slip.text


@pytest.mark.parametrize(("language", "content"), [p for p in ITEMS if p.values[0] == "sr"])
def test_serbian_is_judged_alike_in_both_alphabets(language: str, content: TypedContent) -> None:
    learner = SimpleNamespace(native="en", target=language)
    shown = CONTENT.validate_python(in_alphabet(content.model_dump(mode="json"), "cyrillic"))
    assert isinstance(shown, TypedContent)
    for text in content.accepted:
        assert latin(cyrillic(text)) == text
        for said in (text, cyrillic(text)):
            judged = shown.judge(given(shown, said), [], learner)
            assert judged.verdict is Verdict.correct, said
    for slip in content.slips:
        for said in (slip.text, cyrillic(slip.text)):
            judged = shown.judge(given(shown, said), [], learner)
            assert judged.verdict is Verdict.wrong, said
