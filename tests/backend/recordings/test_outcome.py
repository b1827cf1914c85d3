import pytest

from backend.exercises.aloud import WordState
from backend.recordings.outcome import (
    fluent,
    loudness,
    not_the_sentence,
    nothing_said,
    read_out,
    said_freely,
)
from backend.recordings.schemas import Outcome
from backend.speech.aligning import align
from backend.speech.heard import RATE, Heard, HeardWord, Sound
from backend.speech.scoring import Reason, Score, Scored, WordScore
from backend.speech.words import words_of
from tests.fakes.ears import heard

SENTENCE = "We walked along the river"


def sound(seconds: float = 2.0, level: int = 3000) -> Sound:
    pair = level.to_bytes(2, "little", signed=True) + (-level).to_bytes(2, "little", signed=True)
    return Sound(pair * int(seconds * RATE / 2))


def scored(*values: float, reason: Reason | None = None, bad: tuple[int, ...] = ()) -> Scored:
    words = tuple(
        WordScore(word, value, place in bad)
        for place, (word, value) in enumerate(zip(words_of(SENTENCE), values, strict=True))
    )
    aspects = {name: Score(8.0, 0.8) for name in ("accuracy", "fluency", "prosody", "total")}
    return Scored(aspects, words, reason)


def said(text: str, by: Scored | None = None) -> list[WordState]:
    told = heard(text)
    found = read_out(told, align(words_of(SENTENCE), told.words), by)
    return [word.state for word in found.aloud.words]


class TestLoudness:
    @pytest.mark.parametrize(("level", "decibels"), [(32767, 0.0), (3277, -20.0), (33, -59.9)])
    def test_is_of_full_scale(self, level: int, decibels: float) -> None:
        assert loudness(sound(level=level)) == pytest.approx(decibels, abs=0.1)

    @pytest.mark.parametrize("pcm", [b"", bytes(32_000)])
    def test_of_nothing_is_the_least(self, pcm: bytes) -> None:
        assert loudness(Sound(pcm)) == -120.0


class TestNothingSaid:
    def test_where_words_are_heard_there_is_something(self) -> None:
        assert nothing_said(sound(), heard(SENTENCE)) is None

    def test_a_slip_of_the_finger(self) -> None:
        assert nothing_said(sound(0.4), heard(SENTENCE)) is Outcome.too_short

    def test_nobody_in_a_silent_room(self) -> None:
        assert nothing_said(sound(level=20), heard("")) is Outcome.silence

    def test_nobody_where_it_is_loud(self) -> None:
        assert nothing_said(sound(level=9000), heard("")) is Outcome.noise

    def test_words_that_were_made_up_of_noise(self) -> None:
        made_up = heard("thank you for watching", likelihood=-1.1, silence=0.8)
        assert nothing_said(sound(), made_up) is Outcome.noise

    def test_words_without_anybody_speaking(self) -> None:
        told = heard("thank you")
        assert nothing_said(sound(), Heard(told.words, (), -0.3, 0.1)) is Outcome.noise

    def test_mumbling(self) -> None:
        assert nothing_said(sound(), heard(SENTENCE, likelihood=-1.5)) is Outcome.unclear


class TestNotTheSentence:
    def verdict(self, text: str, by: Scored | None = None) -> Outcome | None:
        return not_the_sentence(align(words_of(SENTENCE), heard(text).words), by)

    def test_less_than_a_third_of_it_is_another(self) -> None:
        assert self.verdict("My brother keeps the horses") is Outcome.other_sentence

    def test_part_of_it_is_it(self) -> None:
        assert self.verdict("We walked") is None

    @pytest.mark.parametrize(
        ("reason", "outcome"),
        [
            (Reason.unsure, Outcome.unclear),
            (Reason.strange, Outcome.unclear),
            (Reason.other_words, Outcome.other_sentence),
            (Reason.not_placed, None),
        ],
    )
    def test_a_doubt_of_the_scores_counts_where_words_are_missing(
        self, reason: Reason, outcome: Outcome | None
    ) -> None:
        assert self.verdict("We walked", scored(*[8.0] * 5, reason=reason)) is outcome

    def test_nobody_doubts_a_sentence_that_was_heard_whole(self) -> None:
        assert self.verdict(SENTENCE, scored(*[8.0] * 5, reason=Reason.unsure)) is None


class TestReadOut:
    def test_every_word_has_its_state(self) -> None:
        assert said("um we walked the river") == [
            WordState.extra,
            WordState.said,
            WordState.said,
            WordState.missing,
            WordState.said,
            WordState.said,
        ]

    def test_one_ear_alone_makes_no_fault(self) -> None:
        """Misheard by the recogniser, and well said by the sounds: it was well said."""
        assert said("we walked a long the river") != said(SENTENCE)
        states = said("We talked along the river", scored(9, 9, 9, 9, 9))
        assert states == [WordState.said] * 5

    def test_both_ears_do(self) -> None:
        states = said(SENTENCE, scored(9, 3, 9, 9, 9, bad=(1,)))
        assert states == [WordState.said, WordState.unclear, *[WordState.said] * 3]

    def test_scores_are_of_a_hundred(self) -> None:
        told = heard(SENTENCE)
        found = read_out(told, align(words_of(SENTENCE), told.words), scored(9, 3, 9, 9, 9))
        assert found.aloud.score is not None
        assert found.aloud.score.total == 80.0
        assert found.aloud.words[1].score == 30.0

    def test_what_is_doubted_has_none(self) -> None:
        told = heard(SENTENCE)
        by = scored(9, 3, 9, 9, 9, reason=Reason.unsure)
        found = read_out(told, align(words_of(SENTENCE), told.words), by)
        assert found.aloud.score is None
        assert {word.score for word in found.aloud.words} == {None}


class TestSaidFreely:
    def test_hesitations_are_shown_and_not_judged(self) -> None:
        found = said_freely(heard("Um, I er went home."))
        assert found.aloud.transcript == "Um, I er went home."
        assert found.text == "I went home."

    def test_a_word_that_was_hardly_heard_is_unclear(self) -> None:
        words = (HeardWord("home", 0, 1, 0.2), HeardWord("again", 1, 2, 0.8))
        found = said_freely(Heard(words, (), -0.5, 0.0))
        assert [one.state for one in found.aloud.words] == [WordState.unclear, WordState.said]

    def test_nothing_but_hesitation_is_nothing(self) -> None:
        assert fluent(heard("Um, er.").words) == ""
