"""Voice notes from a browser, in the form in which Telegram hands them to bots."""

from infra.local.telegram.media import incoming, sounds
from infra.local.telegram.media.incoming import Sent
from infra.local.telegram.media.sounds import Sound
from infra.local.telegram.store.files import NewFile


def as_voice(sent: Sent) -> NewFile:
    """A voice note even where the browser could only record another container."""
    sound = sounds.recognise(sent.content) or Sound("audio/ogg", ".oga", None)
    duration = sent.duration or round(sound.seconds or 0)
    facts = {"duration": max(duration, 1), "mime_type": sound.mime_type}
    return NewFile("voice", sent.content, sound.suffix, facts)
