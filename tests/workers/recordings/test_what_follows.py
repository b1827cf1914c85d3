"""After a reading comes something to be heard: it is heard by itself."""

from backend.client import Backend
from backend.db import Sessions
from backend.settings import Settings
from tests.backend.spoken.voiced import voice_all
from tests.factories import a_course, an_item
from tests.fakes.ears import PlayedRecogniser
from tests.workers.judging.conftest import Worker
from tests.workers.recordings.conftest import SENTENCE, a_speaker


async def test_a_dictation_that_follows_a_reading_is_heard_with_it_once(
    sessions: Sessions,
    backend: Backend,
    settings: Settings,
    worker: Worker,
    recogniser: PlayedRecogniser,
    tone: bytes,
) -> None:
    items = [an_item("read_aloud", 0, text=SENTENCE), *(an_item("dictation", n) for n in (1, 2))]
    await a_course(sessions, items=items)
    speaker = await a_speaker(backend, worker, recogniser, tone)
    await voice_all(sessions, settings)
    await speaker.says(SENTENCE)
    assert "Listen and write" in speaker.told[-1]
    [(_, sound)] = speaker.telegram.played
    assert isinstance(sound.content, bytes)
    assert sound.content.startswith(b"OggS")
    await worker.again()
    assert len(speaker.telegram.played) == 1
