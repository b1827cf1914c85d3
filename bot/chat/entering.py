"""The way into a talk: /chat, a scene, and the talk that was left."""

from aiogram import Router
from aiogram.filters import Command

from backend.client import Refused
from backend.tutor.schemas import RoomOut, TalkOut, TurnState
from bot.chat import room as rooms
from bot.chat import view
from bot.chat.callbacks import ScenePressed, TalkFreelyPressed, TalkOnPressed
from bot.chat.leftovers import bare, in_time
from bot.learners import Learner
from bot.menu import ChatPressed
from bot.turns import Press, Turn


async def chat_asked(turn: Turn, learner: Learner) -> None:
    room = await learner.calls.talks(learner.profile.id)
    await turn.show(rooms.room(room, None, learner.texts))
    await _left(turn, room)


async def chat_pressed(turn: Press, callback_data: ChatPressed, learner: Learner) -> None:
    room = await learner.calls.talks(learner.profile.id)
    await turn.show(rooms.room(room, callback_data.level, learner.texts))
    if callback_data.level is None:
        await _left(turn, room)


async def _left(turn: Turn, room: RoomOut) -> None:
    """The talk that could be gone on with has its button here: its others go, but for the one that
    stops what is being written."""
    if room.left is not None and room.left.turn.state is not TurnState.waiting:
        await bare(turn, room.left.turn.message_id)


async def talk_freely(turn: Press, learner: Learner) -> None:
    await _begin(turn, learner, None)


async def scene_pressed(turn: Press, callback_data: ScenePressed, learner: Learner) -> None:
    await _begin(turn, learner, callback_data.key)


async def _begin(turn: Press, learner: Learner, scenario: str | None) -> None:
    try:
        talk = await learner.calls.start_talk(learner.profile.id, scenario)
    except Refused as no:
        if no.code != "NobodyToTalk":
            raise
        await chat_pressed(turn, ChatPressed(), learner)
        return
    learner.talks(talk.id)
    await turn.show(view.begun(talk, learner.texts))
    await _placed(turn, learner, talk)
    await bare(turn, talk.left_behind)


async def talk_on(turn: Press, callback_data: TalkOnPressed, learner: Learner) -> None:
    async with in_time(turn, learner):
        talk = await learner.calls.resume_talk(callback_data.talk_id)
        learner.talks(talk.id)
        await turn.show(view.gone_on(talk, learner.texts))
        if talk.turn.state is not TurnState.waiting:
            await _placed(turn, learner, talk)
            await bare(turn, talk.turn.message_id)


async def _placed(turn: Press, learner: Learner, talk: TalkOut) -> None:
    if turn.message is not None:
        await learner.calls.place_turn(talk.turn.id, turn.message.message_id)


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(chat_asked, Command("chat"))
    router.callback_query.register(chat_pressed, ChatPressed.filter())
    router.callback_query.register(talk_freely, TalkFreelyPressed.filter())
    router.callback_query.register(scene_pressed, ScenePressed.filter())
    router.callback_query.register(talk_on, TalkOnPressed.filter())
    return router
