from backend.spoken import voicing
from backend.spoken.jobs import VoiceExercise
from backend.spoken.repository import Voices
from workers.context import Work
from workers.registry import handles


@handles(VoiceExercise)
async def voice_exercise(work: Work, job: VoiceExercise) -> None:
    """Twice is once: the second time finds the sounds of the first."""
    speech = work.resources.speech
    assert speech is not None
    if speech.speaker is None:
        return
    async with work.transaction() as session:
        reading = await voicing.reading(session, job.exercise_id, speech.speaker)
    if reading is None:
        return
    sounds = await voicing.read(reading, speech.speaker, speech.storage)
    async with work.finish() as session:
        await Voices(session).keep(job.exercise_id, sounds)
