"""Voice notes from a browser, in the form in which Telegram hands them to bots."""

from infra.local.telegram.media import incoming, ogg, sounds, webm
from infra.local.telegram.media.incoming import Sent
from infra.local.telegram.media.sounds import Sound
from infra.local.telegram.store.files import NewFile


def as_voice(sent: Sent) -> NewFile:
    """A voice note. WebM/Opus becomes OGG/Opus with the same packets; others stay as they are."""
    content = _as_ogg(sent.content)
    sound = sounds.recognise(content) or Sound("audio/ogg", ".oga", None)
    seconds = incoming.duration_of(sent, sound)
    facts = {"duration": max(seconds, 1), "mime_type": sound.mime_type}
    return NewFile("voice", content, sound.suffix, facts)


def _as_ogg(content: bytes) -> bytes:
    packets = webm.opus_packets(content)
    return ogg.write_opus(packets) if packets else content
