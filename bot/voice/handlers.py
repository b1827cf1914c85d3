from aiogram import Router

from bot.exercises.callbacks import ListenPressed, ModelPressed
from bot.learners import Learner
from bot.turns import Press
from bot.voice import recording
from bot.voice.playing import play


async def listen_pressed(
    turn: Press, callback_data: ListenPressed | ModelPressed, learner: Learner
) -> None:
    """Once more, as it is or slowly. The exercise stays where it is."""
    if not await play(turn, learner, callback_data.attempt_id, callback_data.pace):
        await turn.say(learner.texts("voice-away"))


def create_router() -> Router:
    router = Router(name=__name__)
    router.include_router(recording.create_router())
    router.callback_query.register(listen_pressed, ListenPressed.filter())
    router.callback_query.register(listen_pressed, ModelPressed.filter())
    return router
