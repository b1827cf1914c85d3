"""What is told of a voice note where no exercise is answered by it. Pure."""

from aiogram.utils.formatting import Text, as_list

from backend.recordings.schemas import Outcome, Receipt, ReceivedOut
from bot.exercises.aloud import heard
from bot.screen import Screen
from bot.texts import Texts

# What was heard is told with the reason, so that whoever was misheard sees it.
_KEYS = {Outcome.away: "voice-nobody"}
_WITH_WORDS = {Outcome.other_sentence, Outcome.other_language, Outcome.unclear, Outcome.late}


def hearing() -> Screen:
    """A sign that somebody listens."""
    return Screen(Text("🎧 …"))


def heard_at_once(transcript: str, texts: Texts) -> Screen:
    """Before it is judged."""
    return Screen(as_list(heard(transcript, texts), Text("🔎 …")))


def said(transcript: str, texts: Texts) -> Screen:
    """In a talk, whose reply is a message of its own."""
    return Screen(heard(transcript, texts))


def refused(outcome: Outcome, transcript: str, texts: Texts) -> Screen:
    """Why nothing was made of it, kindly. No attempt was counted."""
    line = Text(texts(_KEYS.get(outcome, f"voice-{outcome.value.replace('_', '-')}")))
    if transcript and outcome in _WITH_WORDS:
        return Screen(as_list(heard(transcript, texts), line))
    return Screen(line)


def receipt(it: ReceivedOut, texts: Texts, *, talking: bool = False) -> str:
    """Why nobody listens to it at all, and what to do, in a talk or in practice."""
    keys = {
        Receipt.no_task: "voice-no-task",
        Receipt.deaf: "voice-deaf-talk" if talking else "voice-deaf",
        Receipt.too_long: "voice-beyond-seconds",
        Receipt.too_big: "voice-beyond-size",
        Receipt.too_many: "voice-too-many",
    }
    return texts(keys[it.state], most=it.most or 0)
