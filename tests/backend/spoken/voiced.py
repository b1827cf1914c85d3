"""Exercises that were read aloud, without a voice having read them."""

from pathlib import Path

from sqlalchemy import select

from backend.db import Sessions
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import Exercise, ExerciseState
from backend.gateways.storage import Folder
from backend.settings import Settings
from backend.spoken.models import Spoken
from backend.spoken.naming import digest_of, name_of
from backend.spoken.repository import Voices
from backend.spoken.schemas import Pace

SECONDS = {Pace.normal: 3.0, Pace.slow: 4.0}


def sound_of(text: str, pace: Pace) -> bytes:
    return f"OggS {text} {pace}".encode()


def folder_of(settings: Settings) -> Path:
    return settings.data_dir / "files"


async def voice_all(sessions: Sessions, settings: Settings) -> None:
    """Every exercise that waits for its voice has it, and is published."""
    storage = Folder(folder_of(settings))
    async with sessions.begin() as session:
        waiting = select(Exercise).where(Exercise.state == ExerciseState.unvoiced)
        for exercise in list(await session.scalars(waiting)):
            text = CONTENT.validate_python(exercise.content).heard
            assert text is not None
            sounds = [_spoken(text, exercise.language, pace) for pace in Pace]
            for sound in sounds:
                data = sound_of(text, sound.pace)
                await storage.put(sound.name, data, media_type="audio/ogg")
            await Voices(session).keep(exercise.id, sounds)


def _spoken(text: str, language: str, pace: Pace) -> Spoken:
    digest = digest_of(text, language, engine="test", voice="nobody", pace=pace)
    return Spoken(
        digest=digest,
        text=text,
        language=language,
        engine="test",
        voice="nobody",
        pace=pace,
        name=name_of(digest),
        seconds=SECONDS[pace],
        size=len(sound_of(text, pace)),
    )
