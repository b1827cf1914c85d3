"""Voice notes of a learner, and "I can't speak now"."""

from contextlib import suppress

import structlog
from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError

from backend.client import Refused, Unreachable
from backend.lessons.schemas import ExerciseNext
from backend.recordings.schemas import Receipt, ReceivedOut, SilenceOut, VoiceIn
from bot.exercises import about, view
from bot.exercises.callbacks import SilencePressed, SpeakAgainPressed
from bot.exercises.remedies import keeping
from bot.learners import Learner
from bot.turns import Press, Words
from bot.voice import heard_view

log = structlog.get_logger(__name__)


async def voice_note(turn: Words, learner: Learner) -> None:
    """Somebody listens to it, and tells what was heard in the message that is sent here."""
    message = turn.message
    assert message.voice is not None
    assert learner.profile
    given = VoiceIn(
        file_id=message.voice.file_id,
        unique_id=message.voice.file_unique_id,
        seconds=max(message.voice.duration, 0),
        size=message.voice.file_size,
        key=f"{turn.bot.id}:{turn.chat_id}:{message.message_id}",
        asked_in=turn.newest or None,
    )
    received = await learner.calls.voice_note(given)
    if received.state is not Receipt.hearing:
        await _not_listened(turn, learner, received)
    elif received.message_id is None:
        await _wait(turn, learner, received)


async def _not_listened(turn: Words, learner: Learner, received: ReceivedOut) -> None:
    """Why, and once more below it what waits for something else."""
    talking = learner.profile.conversation_id is not None
    why = heard_view.receipt(received, learner.texts, talking=talking)
    if received.attempt_id is None:
        await turn.say(why)
        return
    waiting = ExerciseNext(exercise=(await learner.calls.attempt(received.attempt_id)).exercise)
    await turn.show(view.below(why, view.following(waiting, learner.texts)))


async def _wait(turn: Words, learner: Learner, received: ReceivedOut) -> None:
    assert received.recording_id is not None
    message_id = await turn.send(heard_view.hearing())
    try:
        placed = await learner.calls.place_recording(received.recording_id, message_id)
    except (Refused, Unreachable):
        # Without our word it is told in a message of its own.
        log.warning("recording.place_not_told", exc_info=True)
        return
    if not placed.here:
        with suppress(TelegramAPIError):
            await turn.bot.delete_message(turn.chat_id, message_id)
    elif learner.profile.conversation_id is None:
        turn.expect_buttons(message_id)  # with what becomes of it comes the next exercise


async def silence_pressed(turn: Press, learner: Learner) -> None:
    """Another exercise comes in its place, and what is said of the answer before it stays; for an
    hour none that is to be spoken."""
    out = await _fall_silent(turn, learner, silent=True)
    above = view.above_the_line(turn.message)
    if above is not None and above.as_kwargs()["text"] == learner.texts("speak-please"):
        above = None  # there is nothing to be said any more
    screen = view.following(out.next, learner.texts, before=about.answered_above(turn.message))
    await turn.show(keeping(turn.message, view.below(above, screen)))


async def speak_again_pressed(turn: Press, learner: Learner) -> None:
    out = await _fall_silent(turn, learner, silent=False)
    await turn.show(view.following(out.next, learner.texts))


async def _fall_silent(turn: Press, learner: Learner, *, silent: bool) -> SilenceOut:
    out = await learner.calls.fall_silent(learner.profile.id, silent=silent)
    learner.falls_silent(out.until)
    await turn.answer(learner.texts("silent-now" if silent else "speaking-again"))
    return out


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(voice_note, F.voice)
    router.callback_query.register(silence_pressed, SilencePressed.filter())
    router.callback_query.register(speak_again_pressed, SpeakAgainPressed.filter())
    return router
