"""Has an exercise read aloud, ahead of whoever will hear it, and a line while somebody waits.

What was read before, for whichever exercise, is not read again.
"""

import asyncio
import importlib
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.kinds.hear_story import HearStory
from backend.exercises.kinds.union import CONTENT
from backend.exercises.models import ExerciseState
from backend.gateways.speaking import NoVoice, Speaker, checked
from backend.gateways.storage import Storage
from backend.spoken.models import Spoken
from backend.spoken.naming import SPEED, TALK, digest_of, name_of
from backend.spoken.repository import Voices
from backend.spoken.schemas import Pace

OGG = "audio/ogg"

# So often the voice of a story may fail, which takes a day, before it is published without: today's
# text is worth more to a learner than the sound of next week.
TRIES_OF_A_STORY = 150


class Unreadable(Exception):
    """These voices will never read this text: trying again does not help."""


@dataclass(frozen=True)
class Reading:
    """A text that is to be heard, and which of its sounds there are already."""

    text: str
    language: str
    known: frozenset[str]
    paces: tuple[Pace, ...] = tuple(Pace)
    use: str = ""


async def line(session: AsyncSession, text: str, language: str, speaker: Speaker) -> Reading | None:
    """What is said in a talk, as it is usually read; None where nobody can read it."""
    if not _has_voice(speaker, language):
        return None
    digest = _sound(text, language, Pace.normal, speaker, TALK).digest
    known = frozenset(await Voices(session).known([digest]))
    return Reading(text, language, known, (Pace.normal,), TALK)


async def reading(session: AsyncSession, exercise_id: int, speaker: Speaker) -> Reading | None:
    """None where nothing is to be heard, or nobody can read it."""
    voices = Voices(session)
    exercise = await voices.exercise(exercise_id)
    if exercise is None or not _has_voice(speaker, exercise.language):
        return None
    text = CONTENT.validate_python(exercise.content).heard
    if text is None:
        return None
    digests = [_sound(text, exercise.language, pace, speaker).digest for pace in Pace]
    return Reading(text, exercise.language, frozenset(await voices.known(digests)))


async def read(it: Reading, speaker: Speaker, storage: Storage) -> list[Spoken]:
    """The sounds, each kept in the storage before it is told of.

    Raises Unreadable, SpeakingError, StorageError, and NotSound for what the voice should not have
    said.
    """
    sounds = [_sound(it.text, it.language, pace, speaker, it.use) for pace in it.paces]
    if {sound.digest for sound in sounds} <= it.known:
        return sounds
    # Codecs that only a process needs which reads aloud, and that it can begin without.
    cut = importlib.import_module("backend.gateways.sound")
    spoken = await _spoken(it, speaker)
    for sound in sounds:
        data = spoken
        if sound.pace is not Pace.normal:
            data = await asyncio.to_thread(cut.slowed, spoken, SPEED[sound.pace])
        sound.seconds, sound.size = await asyncio.to_thread(cut.seconds, data), len(data)
        await storage.put(sound.name, data, media_type=OGG)
    return sounds


async def _spoken(it: Reading, speaker: Speaker) -> bytes:
    try:
        text = checked(it.text)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    try:
        return await speaker.speak(text, it.language)
    except NoVoice as error:
        raise Unreadable(f"no voice: {error}") from error


async def publish_as_text(session: AsyncSession, exercise_id: int) -> bool:
    """What waits for its voice in vain is read instead, from now on; False where it cannot be.

    Nobody was shown it yet. It keeps the digest of what its file says: a load of the catalogue
    leaves it alone until the file itself is changed.
    """
    exercise = await Voices(session).waiting(exercise_id)
    content = None if exercise is None else CONTENT.validate_python(exercise.content)
    if exercise is None or not isinstance(content, HearStory):
        return False
    text = content.as_text()
    exercise.kind, exercise.content = text.kind, text.model_dump(mode="json")
    exercise.state = ExerciseState.published
    return True


def _sound(text: str, language: str, pace: Pace, speaker: Speaker, use: str = "") -> Spoken:
    """Its length is known when it was read."""
    voice = speaker.voice(language)
    digest = digest_of(text, language, engine=speaker.engine, voice=voice, pace=pace, use=use)
    return Spoken(
        digest=digest,
        text=text,
        language=language,
        engine=speaker.engine,
        voice=voice,
        pace=pace,
        name=name_of(digest),
        seconds=0.0,
        size=0,
    )


def _has_voice(speaker: Speaker, language: str) -> bool:
    try:
        speaker.voice(language)
    except NoVoice:
        return False
    return True
