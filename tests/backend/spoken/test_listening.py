import pytest
from sqlalchemy import select

from backend.attempts.schemas import AnswerIn, GiveUp
from backend.client import Backend, Refused, Unreachable
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.models import Exercise, ExerciseState
from backend.settings import Settings
from backend.spoken.naming import name_of
from backend.spoken.schemas import Pace
from tests.backend.spoken.voiced import SECONDS, folder_of, sound_of, voice_all
from tests.factories import (
    BOT,
    HEARD_KINDS,
    Learner,
    a_course,
    a_learner,
    a_shelf,
    a_user,
    an_item,
    right,
    wrong,
)

NOWHERE = "0" * 64


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions, settings: Settings) -> Learner:
    await a_course(sessions, kinds=("dictation",))
    await voice_all(sessions, settings)
    return await a_learner(backend)


async def refused(of: Backend, path: str, *, subject: int = 7) -> tuple[int, str]:
    with pytest.raises(Refused) as found:
        await of.send("GET", path, None, {"x-actor": f"telegram:{subject}", "x-bot": str(BOT)})
    return found.value.status, found.value.code


async def nothing_yet(learner: Learner) -> None:
    with pytest.raises(Refused, match="NoExercises"):
        await learner.next()


class TestPublishing:
    async def test_what_can_only_be_heard_is_not_offered_before_it_was_read_aloud(
        self, backend: Backend, sessions: Sessions, settings: Settings
    ) -> None:
        await a_course(sessions, kinds=("dictation",))
        learner = await a_learner(backend)
        await nothing_yet(learner)
        await voice_all(sessions, settings)
        assert (await learner.exercise()).shown.kind == "dictation"

    async def test_what_is_read_is_offered_meanwhile(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("fill_gap", "dictation"))
        learner = await a_learner(backend)
        for _ in range(4):
            exercise = await learner.exercise(go_on=True)
            assert exercise.shown.kind == "fill_gap"
            await learner.answer(exercise, right(exercise))

    async def test_to_load_the_course_again_changes_nothing(
        self, sessions: Sessions, settings: Settings
    ) -> None:
        await a_course(sessions, kinds=HEARD_KINDS)
        await voice_all(sessions, settings)
        await a_course(sessions, kinds=HEARD_KINDS)
        async with sessions() as session:
            states = list(await session.scalars(select(Exercise.state)))
        assert set(states) == {ExerciseState.published}
        assert len(states) == 16

    async def test_one_whose_text_has_changed_waits_for_its_voice_anew(
        self, sessions: Sessions, settings: Settings, backend: Backend
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item("minimal_pair", 1)]))
        await voice_all(sessions, settings)
        changed = an_item("minimal_pair", 1, sentence="een andere ___ klank")
        await a_course(sessions, a_shelf(items=[changed]))
        await nothing_yet(await a_learner(backend))


class TestAnswer:
    @pytest.mark.parametrize("kind", HEARD_KINDS)
    async def test_is_judged_like_any_other(
        self, kind: str, backend: Backend, sessions: Sessions, settings: Settings
    ) -> None:
        await a_course(sessions, kinds=(kind,))
        await voice_all(sessions, settings)
        learner = await a_learner(backend)
        for answer, verdict in ((right, Verdict.correct), (wrong, Verdict.wrong)):
            exercise = await learner.exercise(go_on=True)
            replied = await learner.answer(exercise, answer(exercise))
            assert replied.feedback.verdict is verdict

    @pytest.mark.parametrize("kind", HEARD_KINDS)
    async def test_brings_what_was_heard_and_nothing_does_before(
        self, kind: str, backend: Backend, sessions: Sessions, settings: Settings
    ) -> None:
        await a_course(sessions, a_shelf(items=[an_item(kind, 1)]))
        await voice_all(sessions, settings)
        learner = await a_learner(backend)
        exercise = await learner.exercise()
        async with sessions() as session:
            stored = (await session.get_one(Exercise, exercise.exercise_id)).content
        heard = str(stored.get("text") or stored.get("answer"))
        if kind == "minimal_pair":
            heard = stored["sentence"].replace("___", stored["answer"])
        last = exercise.hints_left - (kind == "hear_story")  # whose last hint is its text
        for number in range(1, last + 1):
            exercise = (await learner.calls.hint(exercise.attempt_id, number)).exercise
        before = exercise.model_dump_json()
        if kind == "choose_heard":  # it is one of what may have been heard
            assert before.count(heard) == 1
        else:
            assert heard not in before
        replied = await learner.calls.answer(exercise.attempt_id, AnswerIn(answer=GiveUp()))
        assert heard in {replied.feedback.heard, replied.feedback.right}


class TestVoice:
    @pytest.mark.parametrize("pace", Pace)
    async def test_is_told_with_its_length_and_can_be_had(
        self, learner: Learner, pace: Pace
    ) -> None:
        exercise = await learner.exercise()
        voice = await learner.calls.voice(exercise.attempt_id, pace)
        assert (voice.seconds, voice.file_id) == (SECONDS[pace], None)
        sound = await learner.calls.sound(voice.digest)
        assert sound.startswith(b"OggS Dit is goed")
        assert sound.endswith(pace.encode())

    async def test_goes_by_the_name_that_telegram_gave_to_this_bot(
        self, learner: Learner, backend: Backend
    ) -> None:
        attempt_id = (await learner.exercise()).attempt_id
        voice = await learner.calls.voice(attempt_id, Pace.slow)
        for name in ("AwAC-first", "AwAC-second"):
            await learner.calls.keep_file(voice.digest, name)
            again = await learner.calls.voice(attempt_id, Pace.slow)
            assert (again.digest, again.file_id) == (voice.digest, name)
        assert (await learner.calls.voice(attempt_id, Pace.normal)).file_id is None
        other_bot = backend.on_behalf_of(7, bot_id=BOT + 1)
        assert (await other_bot.voice(attempt_id, Pace.slow)).file_id is None

    async def test_can_be_heard_after_the_answer_too(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        assert (await learner.calls.voice(exercise.attempt_id, Pace.normal)).digest

    async def test_of_another_is_not_found(self, learner: Learner, backend: Backend) -> None:
        attempt_id = (await learner.exercise()).attempt_id
        await backend.put_user(a_user(8))
        for path in (f"/attempts/{attempt_id}/voice", "/attempts/999999/voice"):
            assert await refused(backend, path, subject=8) == (404, "NotFound")

    async def test_of_what_is_only_read_there_is_none(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("fill_gap",))
        exercise = await (await a_learner(backend)).exercise()
        path = f"/attempts/{exercise.attempt_id}/voice"
        assert await refused(backend, path) == (404, "NotFound")

    @pytest.mark.parametrize("pace", ["fast", "", "0.75"])
    async def test_has_two_paces_and_no_other(
        self, learner: Learner, backend: Backend, pace: str
    ) -> None:
        exercise = await learner.exercise()
        path = f"/attempts/{exercise.attempt_id}/voice?pace={pace}"
        assert (await refused(backend, path))[0] == 422

    async def test_that_the_storage_has_lost_is_not_found(
        self, learner: Learner, settings: Settings, backend: Backend
    ) -> None:
        voice = await learner.calls.voice((await learner.exercise()).attempt_id, Pace.normal)
        (folder_of(settings) / "spoken" / f"{voice.digest}.ogg").unlink()
        assert await refused(backend, f"/spoken/{voice.digest}") == (404, "NotFound")

    @pytest.mark.parametrize("digest", [NOWHERE, "../secrets", "%2e%2e%2fsecrets", "A" * 64, "0"])
    async def test_that_is_none_is_refused(self, backend: Backend, digest: str) -> None:
        await backend.put_user(a_user())
        assert (await refused(backend, f"/spoken/{digest}"))[0] in {404, 422}

    async def test_that_is_none_has_no_name_either(self, learner: Learner) -> None:
        with pytest.raises(Refused) as found:
            await learner.calls.keep_file(NOWHERE, "AwAC")
        assert found.value.status == 404


async def test_a_storage_that_does_not_answer_is_for_another_time(
    learner: Learner, backend: Backend, settings: Settings
) -> None:
    voice = await learner.calls.voice((await learner.exercise()).attempt_id, Pace.normal)
    file = folder_of(settings) / name_of(voice.digest)
    sound = file.read_bytes()
    file.unlink()
    file.mkdir()  # nothing that can be read
    try:
        with pytest.raises(Unreachable, match="503"):
            await learner.calls.sound(voice.digest)
    finally:
        file.rmdir()
        file.write_bytes(sound)


def test_the_sounds_of_these_tests_differ_by_pace() -> None:
    assert sound_of("a", Pace.normal) != sound_of("a", Pace.slow)
