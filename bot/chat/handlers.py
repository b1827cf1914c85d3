"""What is said in a talk, and the buttons below each reply."""

from contextlib import suppress

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError
from aiogram.utils.formatting import Text, as_list

from backend.client import Refused
from backend.kit.text import clean
from backend.tutor.schemas import MAX_SAID, HeardOut, SaidIn, TurnOut, TurnState
from bot.chat import entering, remembering, view
from bot.chat.callbacks import (
    ChipSaidPressed,
    FinishPressed,
    ReadAloudPressed,
    StopPressed,
    TalkHintPressed,
    TranslatePressed,
    TryAgainPressed,
)
from bot.chat.leftovers import bare, in_time, too_late
from bot.learners import Learner
from bot.screen import Screen
from bot.turns import Press, Turn, Words


async def words_said(turn: Words, learner: Learner) -> None:
    """What is typed goes to the talk, while there is one."""
    talk_id = learner.profile.conversation_id
    if talk_id is None:
        raise SkipHandler
    text = turn.message.text or ""
    if len(text) > MAX_SAID:
        await turn.say(learner.texts("typed-too-long", most=MAX_SAID))
        return
    if not clean(text):  # nothing that an eye can see
        await turn.say(learner.texts("words-please"))
        return
    key = f"{turn.bot.id}:{turn.chat_id}:{turn.message.message_id}"
    try:
        heard = await learner.calls.say(talk_id, SaidIn(text=text, key=key))
    except Refused as no:
        await _not_heard(turn, learner, no)
        return
    await _heard(turn, learner, heard)


async def _not_heard(turn: Words, learner: Learner, no: Refused) -> None:
    if no.code == "NoTalk":
        # It ended elsewhere: what was typed is for practice, which looks anew.
        learner.talks(None)
        raise SkipHandler
    if no.code not in {"StillReplying", "NotAnOption"}:
        raise no
    key = "talk-still-replying" if no.code == "StillReplying" else "words-please"
    await turn.say(learner.texts(key))


async def _heard(turn: Turn, learner: Learner, heard: HeardOut) -> None:
    if heard.task is not None:
        screen = view.task_judged(heard.task, learner.texts, variant=turn.update_id)
        await turn.send(screen)
    if heard.turn is not None:
        if heard.turn.state is TurnState.told:
            await bare(turn, heard.before)
        await _replied(turn, learner, heard.turn)


async def _replied(turn: Turn, learner: Learner, said: TurnOut) -> None:
    """The reply, where there is one; else a sign that somebody is writing."""
    if said.state is TurnState.told:
        for screen in view.parts(said, learner.texts):
            await turn.send(screen)
        return
    await turn.settle()
    with suppress(TelegramAPIError):
        await turn.bot.send_chat_action(turn.chat_id, ChatAction.TYPING)


async def chip_pressed(turn: Press, callback_data: ChipSaidPressed, learner: Learner) -> None:
    """What was tapped stays below the line that it replies to; the next one is a message anew."""
    async with in_time(turn, learner):
        heard = await learner.calls.tap_chip(callback_data.turn_id, callback_data.number)
        if heard.again and turn.is_old:  # its reply stands below
            return
        if heard.turn is not None:
            await _keep_choice(turn, heard.turn)
        await _heard(turn, learner, heard)


async def _keep_choice(turn: Press, said: TurnOut) -> None:
    message = turn.message
    if message is None or not message.text or turn.is_old:
        return
    before = Text.from_entities(message.text, message.entities or [])
    await turn.show(Screen(as_list(before, "", Text("🗣 ", said.said))))


async def hint_pressed(turn: Press, callback_data: TalkHintPressed, learner: Learner) -> None:
    """A message of its own, without buttons: those of the reply stay."""
    found = await learner.calls.talk_hint(callback_data.turn_id)
    await turn.answer()
    await turn.send(view.hint(found, learner.texts))


async def translate_pressed(turn: Press, callback_data: TranslatePressed, learner: Learner) -> None:
    found = await learner.calls.translate_turn(callback_data.turn_id)
    if found.pending:
        await turn.say(learner.texts("talk-translating"))
    elif found.turn.meaning is None:
        await turn.say(learner.texts("talk-no-translation"))
    else:
        await turn.show(view.told(found.turn, found.talk, learner.texts))


async def read_aloud_pressed(
    turn: Press, callback_data: ReadAloudPressed, learner: Learner
) -> None:
    """Somebody else reads it, and sends what was read; a sign of it is there at once."""
    try:
        await learner.calls.speak_turn(callback_data.turn_id)
    except Refused as no:
        if no.code != "NotAnOption":
            raise
        await turn.say(learner.texts("voice-away"))
        return
    await turn.answer()
    with suppress(TelegramAPIError):
        await turn.bot.send_chat_action(turn.chat_id, ChatAction.RECORD_VOICE)


async def stop_pressed(turn: Press, callback_data: StopPressed, learner: Learner) -> None:
    said = await learner.calls.stop_turn(callback_data.turn_id)
    await turn.say(learner.texts("talk-stopping"))
    message = turn.message
    if message is not None and message.text == view.THINKING:
        await _adopt(turn, message.message_id, learner, said)


async def _adopt(turn: Press, message_id: int, learner: Learner, said: TurnOut) -> None:
    """A message that nobody knew of, since its sender died over it: the reply is written there, or
    it goes, where the reply stands elsewhere."""
    if said.message_id is None:
        await learner.calls.place_turn(said.id, message_id)
    elif said.message_id != message_id and len(view.parts(said, learner.texts)) == 1:
        with suppress(TelegramAPIError):
            await turn.bot.delete_message(turn.chat_id, message_id)


async def try_again(turn: Press, callback_data: TryAgainPressed, learner: Learner) -> None:
    """Whoever writes the reply paints its message: two who do may overtake each other."""
    async with in_time(turn, learner):
        heard = await learner.calls.retry_turn(callback_data.turn_id)
        if heard.turn is None or heard.turn.state is not TurnState.waiting:
            await turn.say(learner.texts("old-button"))
            return
        await turn.answer()
        await _replied(turn, learner, heard.turn)


async def finish_pressed(turn: Press, callback_data: FinishPressed, learner: Learner) -> None:
    async with in_time(turn, learner):
        ended = await learner.calls.finish_talk(callback_data.talk_id)
        if ended.again and turn.is_old:  # its card stands below
            await too_late(turn, learner, "talk-over")
            return
        learner.talks(ended.conversation_id)
        await turn.answer(None if ended.card else learner.texts("talk-summing-up"))
        if turn.message is not None:
            await turn.settle(turn.message.message_id)
        if ended.card is not None:
            await turn.send(view.card(ended.card, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.include_routers(entering.create_router(), remembering.create_router())
    router.callback_query.register(chip_pressed, ChipSaidPressed.filter())
    router.callback_query.register(hint_pressed, TalkHintPressed.filter())
    router.callback_query.register(translate_pressed, TranslatePressed.filter())
    router.callback_query.register(read_aloud_pressed, ReadAloudPressed.filter())
    router.callback_query.register(stop_pressed, StopPressed.filter())
    router.callback_query.register(try_again, TryAgainPressed.filter())
    router.callback_query.register(finish_pressed, FinishPressed.filter())
    router.message.register(words_said, F.text, ~F.text.startswith("/"))
    return router
