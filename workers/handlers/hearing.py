"""Listening to recordings: fetched, heard, told what was heard, judged. A process of its own does
it (`workers.speech`)."""

import asyncio
import random
from typing import NamedTuple

import structlog

from backend.gateways import decoding, telegram
from backend.gateways.storage import StorageError
from backend.gateways.telegram import Address, TelegramError
from backend.kit.clock import utc_now
from backend.recordings import forgetting, hearing, telling
from backend.recordings.hearing import Sense, Task
from backend.recordings.jobs import ForgetRecordings, Hear
from backend.recordings.outcome import (
    UNSURE,
    Found,
    clarity,
    is_another,
    not_the_sentence,
    nothing_said,
    read_out,
    said_freely,
)
from backend.recordings.repository import Recordings
from backend.recordings.schemas import Outcome
from backend.speech.aligning import align
from backend.speech.heard import Heard, Sound
from backend.speech.words import words_of
from bot.texts import Texts, locale_of
from bot.voice import heard_view
from workers.baring import bare
from workers.context import Speech, Work
from workers.registry import handles

OGG = "audio/ogg"
KEEPING = 5.0  # seconds: whoever has spoken waits meanwhile
_GRACE = 1.0  # seconds: Telegram tells whole ones

log = structlog.get_logger(__name__)


class Refused(NamedTuple):
    """Nothing is made of it; what was heard all the same is kept with it."""

    outcome: Outcome
    found: Found | None = None


@handles(Hear)
async def hear(work: Work, job: Hear) -> None:
    """A killed worker's recording is heard again by another, and counts once: what it says is
    written with the end of the job."""
    speech = _speech(work)
    async with work.transaction() as session:
        task = await hearing.task(session, job.recording_id)
    if task is None:
        return
    found = Refused(Outcome.late) if task.late else await _listened(work, speech, task)
    aloud = speech.speaker is not None
    sense = Sense(utc_now(), random.Random(), work.resources.asr, speech.judged, aloud)
    async with work.finish() as session:
        if isinstance(found, Refused):
            outcome = await hearing.refuse(
                session, task.recording_id, found.outcome, now=sense.now, found=found.found
            )
        else:
            outcome = await hearing.conclude(session, task.recording_id, found, sense)
    if outcome is not None:
        work.resources.count_recording(outcome.value)
        log.info("recording.heard", outcome=outcome.value, recording_id=task.recording_id)
    if outcome is Outcome.judged:
        await _bare_while_a_model_judges(work, task.recording_id)


async def _bare_while_a_model_judges(work: Work, recording_id: int) -> None:
    """Whoever shows that verdict knows nothing of the message that asked."""
    async with work.transaction() as session:
        told = await telling.told(session, recording_id)
    if told is not None and told.answer is not None and told.answer.checking:
        await bare(work, told)


async def _listened(work: Work, speech: Speech, task: Task) -> Found | Refused:
    ears = speech.ears
    if ears is None or not ears.knows(task.language):
        return Refused(Outcome.away)
    data = await _fetched(work, speech, task)
    sound = data if isinstance(data, Outcome) else await _decoded(speech, data)
    if isinstance(sound, Outcome):
        return Refused(sound)
    assert isinstance(data, bytes)
    await _kept(work, speech, task, data)
    heard = await ears.hear(sound, task.language, spelled=not task.talk)
    refused = nothing_said(sound, heard)
    if refused is not None:
        return Refused(await _named(speech, task, sound, refused))
    await _tell_at_once(work, task, heard)
    if task.sentence is None:
        return await _freely(speech, task, sound, heard)
    return await _read(speech, task, task.sentence, sound, heard)


async def _freely(speech: Speech, task: Task, sound: Sound, heard: Heard) -> Found | Refused:
    found = said_freely(heard)
    if task.talk or clarity(heard) >= UNSURE:
        return found
    doubt = await _named(speech, task, sound, Outcome.unclear)
    return Refused(doubt, found) if doubt is Outcome.other_language else found


async def _named(speech: Speech, task: Task, sound: Sound, outcome: Outcome) -> Outcome:
    """Where it is another language that was not understood, that is said."""
    if outcome not in (Outcome.other_sentence, Outcome.unclear):
        return outcome
    assert speech.ears is not None
    guess = await speech.ears.guess(sound)
    return Outcome.other_language if is_another(guess, task.language) else outcome


async def _read(
    speech: Speech, task: Task, sentence: str, sound: Sound, heard: Heard
) -> Found | Refused:
    assert speech.ears is not None
    aligned = align(words_of(sentence), heard.words)
    scored = await speech.ears.assess(sound, sentence, heard, task.language)
    found = read_out(heard, aligned, scored)
    refused = not_the_sentence(aligned, scored)
    if refused is Outcome.other_sentence:
        refused = await _named(speech, task, sound, refused)
    return found if refused is None else Refused(refused, found)


async def _fetched(work: Work, speech: Speech, task: Task) -> bytes | Outcome:
    file = telegram.File(task.file_id, task.unique_id)
    try:
        return await work.resources.telegram.download(_address(task), file, most=speech.biggest)
    except telegram.TooBig:
        return Outcome.too_big
    except telegram.Rejected as error:
        log.warning("recording.no_file", reason=str(error))
        return Outcome.not_yours
    except TelegramError:
        if work.claim.is_last:
            log.warning("recording.not_fetched", exc_info=True)
            return Outcome.away
        raise


async def _decoded(speech: Speech, data: bytes) -> Sound | Outcome:
    longest = speech.longest + _GRACE
    try:
        return await asyncio.to_thread(
            decoding.decode, data, longest=longest, biggest=speech.biggest
        )
    except decoding.TooLong:
        return Outcome.too_long
    except decoding.TooBig:
        return Outcome.too_big
    except decoding.SoundError as error:
        log.info("recording.unreadable", reason=str(error))
        return Outcome.unreadable


async def _kept(work: Work, speech: Speech, task: Task, data: bytes) -> None:
    """For some hours. What cannot be kept is heard all the same."""
    if not work.resources.recordings_hours:
        return
    # Its name first: what is there without one would never be deleted.
    async with work.transaction() as session:
        name = await hearing.keep(session, task.recording_id)
    if name is None:
        return
    try:
        async with asyncio.timeout(KEEPING):
            await speech.storage.put(name, data, media_type=OGG)
    except (StorageError, TimeoutError):
        log.warning("recording.not_kept", exc_info=True)


async def _tell_at_once(work: Work, task: Task, heard: Heard) -> None:
    """ "I heard: …", before anything is judged. Without it the rest is told all the same."""
    async with work.transaction() as session:
        message_id = await hearing.waits_in(session, task.recording_id)
    if message_id is None:
        return
    texts = Texts(locale_of(task.where.locale), task.where.timezone)
    screen = heard_view.heard_at_once(heard.text, texts)
    try:
        await work.resources.telegram.edit(_address(task), message_id, screen)
    except TelegramError as error:
        log.info("recording.not_told_at_once", reason=str(error))


@handles(ForgetRecordings)
async def forget_recordings(work: Work, job: ForgetRecordings) -> None:
    async with work.transaction() as session:
        names = await Recordings(session).names(job.recording_ids)
    await forgetting.delete(_speech(work).storage, list(names.values()))
    async with work.finish() as session:
        await Recordings(session).forgotten(list(names), now=utc_now())


def _address(task: Task) -> Address:
    return Address(task.where.bot_id, task.where.chat_id)


def _speech(work: Work) -> Speech:
    assert work.resources.speech is not None
    return work.resources.speech
