import pytest

from backend.errors import NotAnOption, WrongAnswerShape
from backend.exercises.aloud import Aloud, WordSaid, WordState
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.hearing import hears
from backend.exercises.kinds.answer_aloud import once
from backend.exercises.kinds.base import Choice, Said, Spoken, Typed
from backend.exercises.kinds.union import CONTENT, SPOKEN
from tests.answers import Reader
from tests.factories import SPOKEN_KINDS, content

TEN = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]


def spoken(text: str = "", words: list[WordSaid] | None = None) -> Spoken:
    return Spoken(recording_id=1, text=text, transcript=text, words=words or [])


def reading(missing: int = 0, unclear: int = 0, extra: int = 0) -> Spoken:
    states = [WordState.missing] * missing + [WordState.unclear] * unclear
    states += [WordState.said] * (len(TEN) - len(states))
    words = [WordSaid(text=word, state=one) for word, one in zip(TEN, states, strict=True)]
    words += [WordSaid(text="eh", state=WordState.extra)] * extra
    return spoken("what was heard", words)


def judge(kind: str, said: Said) -> Judgement:
    return CONTENT.validate_python(content(kind, 1)).judge(said, [], Reader())


def test_every_kind_that_is_spoken_is_tried_here() -> None:
    assert set(SPOKEN_KINDS) == SPOKEN


@pytest.mark.parametrize("kind", SPOKEN_KINDS)
@pytest.mark.parametrize("said", [Typed(text="dit is een goede zin"), Choice(index=0)])
def test_only_a_voice_answers(kind: str, said: Said) -> None:
    with pytest.raises(WrongAnswerShape):
        judge(kind, said)


@pytest.mark.parametrize("kind", ["read_aloud", "repeat_after_me"])
class TestASentenceToBeSaid:
    @pytest.mark.parametrize(
        ("missing", "unclear", "verdict"),
        [
            (0, 0, Verdict.correct),
            (1, 0, Verdict.correct),
            (1, 1, Verdict.almost),
            (3, 0, Verdict.almost),
            (2, 2, Verdict.wrong),
            (10, 0, Verdict.wrong),
        ],
    )
    def test_is_judged_by_the_share_of_clear_words(
        self, kind: str, missing: int, unclear: int, verdict: Verdict
    ) -> None:
        assert judge(kind, reading(missing, unclear)).verdict is verdict

    def test_what_was_said_besides_costs_nothing(self, kind: str) -> None:
        assert judge(kind, reading(extra=5)).verdict is Verdict.correct

    def test_says_that_its_words_are_of_a_given_sentence(self, kind: str) -> None:
        aloud = judge(kind, reading()).aloud
        assert aloud is not None
        assert aloud.given

    def test_has_no_numbers_in_digits(self, kind: str) -> None:
        one = CONTENT.validate_python({**content(kind, 1), "text": "Ik heb 3 katten thuis"})
        assert any("in words" in problem for problem in one.problems())

    def test_is_neither_too_short_nor_too_long(self, kind: str) -> None:
        for text in ("Goed zo", "ja " * 26):
            one = CONTENT.validate_python({**content(kind, 1), "text": text})
            assert any("3 to 25 words" in problem for problem in one.problems())

    def test_trains_no_grammar(self, kind: str) -> None:
        assert not CONTENT.validate_python(content(kind, 1)).trains


def test_what_is_repeated_is_not_shown() -> None:
    one = CONTENT.validate_python(content("repeat_after_me", 1))
    assert "goede" not in one.show([], "en").model_dump_json()
    assert all("goede" not in hint.text for hint in one.hints([], "en"))


class TestAnAnswerByVoice:
    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("Ik ga naar mijn werk", Verdict.correct),
            ("ik ik ga naar naar mijn werk", Verdict.correct),
            ("Ik gaat naar mijn werk.", Verdict.wrong),
            ("Ik ga naar mijn huis toe", Verdict.unsure),
        ],
    )
    def test_is_judged_like_a_typed_one(self, text: str, verdict: Verdict) -> None:
        assert judge("answer_aloud", spoken(text)).verdict is verdict

    def test_without_a_word_is_none(self) -> None:
        with pytest.raises(NotAnOption):
            judge("answer_aloud", spoken("…"))

    def test_keeps_what_was_heard(self) -> None:
        found = judge("answer_aloud", spoken("Ik ga werken"))
        assert found.aloud == Aloud(transcript="Ik ga werken")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I I went home", "I went home"),
        ("Home, home", "Home,"),
        ("to go to go home", "to go to go home"),
        ("", ""),
    ],
)
def test_a_word_said_again_at_once_counts_once(said: str, kept: str) -> None:
    assert once(said) == kept


@pytest.mark.parametrize(
    ("model", "language", "does"),
    [
        ("", "en", False),
        ("tiny.en", "en", True),
        ("tiny.en", "nl", False),
        ("base", "nl", True),
        ("models/whisper-small.en", "bg", False),
    ],
)
def test_a_model_hears_what_its_name_says(model: str, language: str, does: bool) -> None:
    assert hears(model, language) is does


class TestTheWeakestWord:
    def test_is_the_least_clear_one(self) -> None:
        words = (
            WordSaid(text="a", state=WordState.missing),
            WordSaid(text="b", state=WordState.unclear, score=50),
            WordSaid(text="c", state=WordState.unclear, score=30),
        )
        weakest = Aloud(transcript="", words=words).weakest
        assert weakest is not None
        assert weakest.text == "c"

    def test_is_none_where_all_were_clear(self) -> None:
        words = (WordSaid(text="a", state=WordState.said, score=40),)
        assert Aloud(transcript="", words=words).weakest is None
