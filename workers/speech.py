"""The process that listens and speaks: `python -m workers.speech`, for the queue `speech`.

A process of its own, since it is heavy: it needs the extra `speech`, or `local` for the voices of
this machine. Everything else goes on without it.
"""

import asyncio
import importlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol, runtime_checkable

import structlog
from prometheus_client import CollectorRegistry

from backend.db import create_engine, create_sessions
from backend.gateways import telegram
from backend.gateways.arq_queue import ArqQueue
from backend.gateways.asr import AsrUnavailable, Whisper
from backend.gateways.phones import PhonesUnavailable, Sphinx
from backend.gateways.speaking import NoVoice, Speaker, SpeakingError
from backend.queue import SPEECH
from backend.settings import Settings, read_settings
from backend.speech.scoring import shipped
from backend.storing import storage_of
from workers import extras
from workers.clockwork import Identity
from workers.context import Resources, Speech
from workers.ears import Ears
from workers.handlers import hearing, voicing
from workers.main import MISCONFIGURED, begin, identity, serve_metrics
from workers.metrics import counting_recordings
from workers.pace import for_speech
from workers.process import Process
from workers.registry import Handlers, handlers_in

# Beyond that of every worker: listening takes all of a core for seconds, and whoever has spoken
# waits more patiently than whoever has pressed a button. Measured by the benchmark `speech_load`.
_NICENESS = 5

log = structlog.get_logger(__name__)


@runtime_checkable
class Closing(Protocol):
    async def aclose(self) -> None: ...


def speech_handlers() -> Handlers:
    return handlers_in(hearing, voicing)


@asynccontextmanager
async def speaker_of(settings: Settings) -> AsyncIterator[Speaker | None]:
    """Whoever reads aloud, as the settings say; None, and a line of log, where they are not
    installed, or know of no account."""
    lacking = extras.voices(settings)
    try:
        speaker = None if lacking else _speaker(settings)
    except (ImportError, SpeakingError) as error:
        speaker, lacking = None, str(error)
    if lacking:
        log.warning("speech.nobody_reads_aloud", reason=lacking)
    try:
        yield speaker
    finally:
        if isinstance(speaker, Closing):
            await speaker.aclose()


def _speaker(settings: Settings) -> Speaker | None:
    # Each is heavy and comes with an extra: only the one that is asked for is loaded.
    speaker: Speaker | None = None
    if settings.tts == "local":
        speaker = importlib.import_module("backend.gateways.speaking_local").LocalSpeaker()
    elif settings.tts == "google":
        google = importlib.import_module("backend.gateways.speaking_google")
        try:
            speaker = google.GoogleSpeaker(settings.tts_voices, google.to_google())
        except google.GoogleAuthError as error:
            raise NoVoice(str(error)) from error
    return speaker


@asynccontextmanager
async def ears_of(settings: Settings) -> AsyncIterator[Ears | None]:
    """Whoever listens, as the settings say; None, and a line of log, where they are not here."""
    ears = await asyncio.to_thread(_ears, settings) if settings.asr_model else None
    try:
        yield ears
    finally:
        if ears is not None:
            ears.close()


def _ears(settings: Settings) -> Ears | None:
    model = settings.asr_model
    if lacking := extras.ears(settings):
        log.warning("speech.nobody_listens", reason=lacking)
        return None
    try:
        recogniser = Whisper(model, cache=settings.data_dir)
    except AsrUnavailable as error:
        log.warning("speech.nobody_listens", reason=str(error))
        return None
    try:
        phonetician = Sphinx()
    except PhonesUnavailable as error:
        log.warning("speech.no_sounds", reason=str(error))
        phonetician = None
    return Ears(recogniser, phonetician, shipped(model))


async def serve(settings: Settings, gateway: telegram.AiogramTelegram, stop: asyncio.Event) -> None:
    pace, registry = for_speech(), CollectorRegistry()
    redis_url = settings.redis_url.get_secret_value()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(gateway.aclose)
        engine = create_engine(
            settings.database_url.get_secret_value(), pool_size=2 * pace.speech_slots + 8
        )
        stack.push_async_callback(engine.dispose)
        queue = ArqQueue(redis_url)
        stack.push_async_callback(queue.aclose)
        speech = Speech(
            await stack.enter_async_context(storage_of(settings)),
            await stack.enter_async_context(speaker_of(settings)),
            await stack.enter_async_context(ears_of(settings)),
            longest=settings.voice_max_seconds,
            biggest=settings.voice_max_bytes,
            judged=settings.llm_configured,
        )
        process = Process(
            Resources(
                create_sessions(engine),
                queue,
                gateway,
                speech=speech,
                asr=settings.asr_model,
                recordings_hours=settings.recordings_hours,
                count_recording=counting_recordings(registry),
            ),
            speech_handlers(),
            redis_url=redis_url,
            identity=Identity(identity(settings).worker, SPEECH, settings.release),
            pace=pace,
            registry=registry,
        )
        if settings.worker_metrics_port:
            stack.callback(serve_metrics(settings, registry))
        await process.run(stop, timetable=None)


def main() -> int:
    """Without all that it was set up for it would only take jobs away from whoever can do them."""
    lacking = extras.idle(read_settings())
    if lacking:
        sys.stderr.write(f"Nothing is heard or read aloud here: {lacking}.\n")
        return MISCONFIGURED
    os.nice(_NICENESS)
    return begin(serve)


if __name__ == "__main__":
    sys.exit(main())
