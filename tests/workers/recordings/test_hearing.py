import pytest
from prometheus_client import CollectorRegistry

from backend.attempts.schemas import AnswerIn
from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.recordings.schemas import Outcome, RecordingState
from tests.factories import a_course
from tests.fakes.ears import PlayedRecogniser, heard
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import ASKED_IN, SENTENCE, Speaker, a_speaker, spoken_items


class TestASentenceThatIsReadAloud:
    async def test_is_told_as_it_was_heard_before_it_is_judged(self, speaker: Speaker) -> None:
        await speaker.says(f"uh {SENTENCE}")
        at_once, judged = speaker.told
        assert f"“uh {SENTENCE}”" in at_once
        assert "I heard:" in at_once
        assert "✅" not in at_once
        assert "✅" in judged

    async def test_counts_as_an_answer_with_its_words_kept(self, speaker: Speaker) -> None:
        one = await speaker.says(f"uh {SENTENCE}")
        assert (one.state, one.outcome) == (RecordingState.heard, Outcome.judged)
        assert one.transcript == f"uh {SENTENCE}"
        assert one.words is not None
        assert [word["state"] for word in one.words] == ["extra", *["said"] * 10]
        assert [row[1] for row in await speaker.attempts()] == ["correct"]

    async def test_is_followed_by_the_next_exercise_in_the_same_message(
        self, speaker: Speaker
    ) -> None:
        await speaker.says(SENTENCE)
        assert "2/5" in speaker.told[-1]
        assert speaker.telegram.sent == []
        assert [id for _, id in speaker.telegram.bared] == [ASKED_IN]

    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            (SENTENCE, Verdict.correct),
            (SENTENCE.replace("mijn ", ""), Verdict.correct),
            (SENTENCE.replace("mijn werk toe", "toe"), Verdict.almost),
            (SENTENCE.replace("naar mijn werk toe", ""), Verdict.wrong),
        ],
    )
    async def test_is_judged_by_the_words_that_were_said(
        self, speaker: Speaker, said: str, verdict: Verdict
    ) -> None:
        await speaker.says(said)
        assert [row[1] for row in await speaker.attempts()] == [verdict.value]

    async def test_has_its_missing_words_struck_out_and_one_thing_to_improve(
        self, speaker: Speaker
    ) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        _, _, said = speaker.telegram.edited[-1]
        struck = [
            said["text"].encode("utf-16-le")[2 * one.offset : 2 * (one.offset + one.length)]
            for one in said["entities"]
            if one.type == "strikethrough"
        ]
        assert [one.decode("utf-16-le") for one in struck] == ["naar", "mijn", "werk", "toe"]
        assert said["text"].count("👉") == 1
        labels = [one.text for row in said["reply_markup"].inline_keyboard for one in row]
        assert "🔊 “ik ga morgen…”" in labels
        assert "🐢 “ik ga morgen…”" in labels

    async def test_makes_no_mistake_of_grammar(self, speaker: Speaker, worker: Worker) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        assert await worker.sql("SELECT * FROM mistakes") == []

    async def test_has_no_remedies(self, speaker: Speaker) -> None:
        await speaker.says(SENTENCE.replace("naar mijn werk toe", ""))
        stored = (await speaker.learner.calls.attempt(speaker.exercise.attempt_id)).answer
        assert stored is not None
        assert stored.feedback.remedies == []
        assert stored.feedback.aloud is not None
        assert stored.feedback.aloud.given


class TestWhatIsNoAnswer:
    """Each has its own kind line, no attempt counts, and the exercise stays open."""

    @pytest.mark.parametrize(
        ("what", "outcome", "line"),
        [
            (heard("dank u voor het kijken", likelihood=-1.1, silence=0.9), "noise", "noise"),
            (heard("mijn hond slaapt altijd onder tafel"), "other_sentence", "something else"),
            (heard(SENTENCE, likelihood=-1.6), "unclear", "not sure"),
            (heard(""), "noise", "noise"),
        ],
    )
    async def test_is_told_kindly(
        self, speaker: Speaker, what: object, outcome: str, line: str
    ) -> None:
        assert await speaker.refused(what) == outcome  # type: ignore[arg-type]
        assert line in speaker.told[-1]

    async def test_another_sentence_is_told_as_it_was_heard(self, speaker: Speaker) -> None:
        await speaker.refused("mijn hond slaapt altijd onder tafel")
        assert "“mijn hond slaapt altijd onder tafel”" in speaker.told[-1]

    async def test_is_counted(self, speaker: Speaker, registry: CollectorRegistry) -> None:
        await speaker.refused(heard(""))
        assert registry.get_sample_value("tutor_recordings_total", {"outcome": "noise"}) == 1

    async def test_leaves_the_next_try_free(self, speaker: Speaker) -> None:
        await speaker.refused(heard(""))
        await speaker.says(SENTENCE)
        assert [row[1] for row in await speaker.attempts()] == ["correct"]


class TestAnAnswerInOnesOwnWords:
    @pytest.mark.parametrize(
        ("said", "verdict"),
        [
            ("Uh, ik ga naar mijn werk", "correct"),
            ("Ik ik ga um naar naar mijn werk", "correct"),
            ("Ik gaat naar mijn werk", "wrong"),
            ("Mijn oma heeft twee katten", "wrong"),
        ],
    )
    async def test_is_judged_as_if_it_was_typed(  # the parts of a whole flow
        self,
        sessions: Sessions,
        backend: Backend,
        worker: Worker,
        recogniser: PlayedRecogniser,
        tone: bytes,
        said: str,
        verdict: str,
    ) -> None:
        await a_course(sessions, items=spoken_items("answer_aloud"))
        speaker = await a_speaker(backend, worker, recogniser, tone)
        one = await speaker.says(said)
        assert [row[1] for row in await speaker.attempts()] == [verdict]
        assert one.transcript == said
        assert f"“{said}”" in speaker.told[-1]

    async def test_takes_no_typed_words(
        self,
        sessions: Sessions,
        backend: Backend,
        worker: Worker,
        recogniser: PlayedRecogniser,
    ) -> None:
        await a_course(sessions, items=spoken_items("answer_aloud"))
        speaker = await a_speaker(backend, worker, recogniser, b"")
        given = AnswerIn.model_validate({"answer": {"type": "typed", "text": "Ik ga werken."}})
        with pytest.raises(Refused, match="WrongAnswerShape"):
            await speaker.learner.calls.answer("open", given)
