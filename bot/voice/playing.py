"""What an exercise sounds like, as a voice note. Telegram keeps the sound: it is uploaded once."""

import structlog
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from backend.client import Refused, Unreachable
from backend.spoken.schemas import Pace, VoiceOut
from bot.learners import Learner
from bot.turns import Turn

FORBIDDEN = "VOICE_MESSAGES_FORBIDDEN"

log = structlog.get_logger(__name__)


async def play(turn: Turn, learner: Learner, attempt_id: int, pace: Pace = Pace.normal) -> bool:
    """Whether it was heard. Where no voice can be had, the exercise stays as it is."""
    try:
        voice = await learner.calls.voice(attempt_id, pace)
        message = await _send_known(turn, voice) or await _upload(turn, learner, voice)
    except (Refused, Unreachable, TelegramAPIError) as error:
        log.info("voice.not_played", attempt_id=attempt_id, reason=type(error).__name__)
        return False
    # Music is no voice note: its name would be refused to everybody else.
    if message.voice is not None and message.voice.file_id != voice.file_id:
        await _keep(learner, voice.digest, message.voice.file_id)
    return True


async def _send_known(turn: Turn, voice: VoiceOut) -> Message | None:
    """None where Telegram does not know the sound, or not any more, or must not send it so."""
    if voice.file_id is None:
        return None
    try:
        return await turn.bot.send_voice(turn.chat_id, voice.file_id, duration=round(voice.seconds))
    except TelegramBadRequest as error:
        log.info("voice.file_refused", reason=error.message)
        return None


async def _upload(turn: Turn, learner: Learner, voice: VoiceOut) -> Message:
    await turn.bot.send_chat_action(turn.chat_id, ChatAction.UPLOAD_VOICE)
    data = await learner.calls.sound(voice.digest)
    sound = BufferedInputFile(data, f"{voice.digest[:12]}.ogg")
    seconds = round(voice.seconds)
    try:
        return await turn.bot.send_voice(turn.chat_id, sound, duration=seconds)
    except TelegramBadRequest as error:
        if FORBIDDEN not in error.message:
            raise
        # Whoever takes no voice notes gets it as music.
        return await turn.bot.send_audio(turn.chat_id, sound, duration=seconds)


async def _keep(learner: Learner, digest: str, file_id: str) -> None:
    """Without our word it is uploaded once more."""
    try:
        await learner.calls.keep_file(digest, file_id)
    except (Refused, Unreachable):
        log.warning("voice.file_not_kept", exc_info=True)
