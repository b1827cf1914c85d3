from contextlib import suppress

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command
from aiogram.utils.formatting import Text, as_list

from backend.client import Refused
from backend.kit.text import clean
from backend.tutor.schemas import MAX_SAID, HeardOut, SaidIn, TalkOut, TurnOut, TurnState
from bot.chat import memory, view
from bot.chat.callbacks import (
    ChipSaidPressed,
    FinishPressed,
    ForgetAllPressed,
    ForgetPressed,
    MemoryPressed,
    ScenePressed,
    StopPressed,
    TalkFreelyPressed,
    TalkHintPressed,
    TalkOnPressed,
    TranslatePressed,
    TryAgainPressed,
)
from bot.learners import Learner
from bot.menu import ChatPressed
from bot.screen import Screen
from bot.turns import Press, Turn, Words


async def chat_asked(turn: Turn, learner: Learner) -> None:
    room = await learner.calls.talks(learner.profile.id)
    await turn.show(view.room(room, None, learner.texts))


async def chat_pressed(turn: Press, callback_data: ChatPressed, learner: Learner) -> None:
    room = await learner.calls.talks(learner.profile.id)
    await turn.show(view.room(room, callback_data.level, learner.texts))


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


async def talk_on(turn: Press, callback_data: TalkOnPressed, learner: Learner) -> None:
    talk = await learner.calls.resume_talk(callback_data.talk_id)
    learner.talks(talk.id)
    await turn.show(view.gone_on(talk, learner.texts))


async def _placed(turn: Press, learner: Learner, talk: TalkOut) -> None:
    if turn.message is not None:
        await learner.calls.place_turn(talk.turn.id, turn.message.message_id)


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
        learner.talks(None)
        screen = view.task_judged(heard.task, learner.texts, variant=turn.update_id)
        await turn.send(screen)
    if heard.turn is not None:
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
    heard = await learner.calls.tap_chip(callback_data.turn_id, callback_data.number)
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


async def stop_pressed(turn: Press, callback_data: StopPressed, learner: Learner) -> None:
    await learner.calls.stop_turn(callback_data.turn_id)
    await turn.say(learner.texts("talk-stopping"))


async def try_again(turn: Press, callback_data: TryAgainPressed, learner: Learner) -> None:
    heard = await learner.calls.retry_turn(callback_data.turn_id)
    if heard.turn is None or heard.turn.state is not TurnState.waiting:
        await turn.say(learner.texts("talk-over"))
        return
    await turn.show(Screen(Text(view.THINKING)))
    await _replied(turn, learner, heard.turn)


async def finish_pressed(turn: Press, callback_data: FinishPressed, learner: Learner) -> None:
    ended = await learner.calls.finish_talk(callback_data.talk_id)
    learner.talks(ended.conversation_id)
    if ended.card is None:
        await turn.say(learner.texts("talk-summing-up"))
        if turn.message is not None:
            await turn.settle(turn.message.message_id)
        return
    await turn.answer()
    await turn.send(view.card(ended.card, learner.texts))


async def memory_asked(turn: Turn, learner: Learner) -> None:
    await turn.show(memory.memory(await learner.calls.facts(0), learner.texts))


async def memory_pressed(turn: Press, callback_data: MemoryPressed, learner: Learner) -> None:
    await turn.show(memory.memory(await learner.calls.facts(callback_data.page), learner.texts))


async def forget_pressed(turn: Press, callback_data: ForgetPressed, learner: Learner) -> None:
    left = await learner.calls.forget(callback_data.fact_id, callback_data.page)
    await turn.answer(learner.texts("memory-forgotten"))
    await turn.show(memory.memory(left, learner.texts))


async def forget_all(turn: Press, callback_data: ForgetAllPressed, learner: Learner) -> None:
    if not callback_data.sure:
        await turn.show(memory.sure(learner.texts))
        return
    left = await learner.calls.forget_all()
    await turn.answer(learner.texts("memory-forgotten"))
    await turn.show(memory.memory(left, learner.texts))


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(chat_asked, Command("chat"))
    router.message.register(memory_asked, Command("memory"))
    router.callback_query.register(chat_pressed, ChatPressed.filter())
    router.callback_query.register(talk_freely, TalkFreelyPressed.filter())
    router.callback_query.register(scene_pressed, ScenePressed.filter())
    router.callback_query.register(talk_on, TalkOnPressed.filter())
    router.callback_query.register(chip_pressed, ChipSaidPressed.filter())
    router.callback_query.register(hint_pressed, TalkHintPressed.filter())
    router.callback_query.register(translate_pressed, TranslatePressed.filter())
    router.callback_query.register(stop_pressed, StopPressed.filter())
    router.callback_query.register(try_again, TryAgainPressed.filter())
    router.callback_query.register(finish_pressed, FinishPressed.filter())
    router.callback_query.register(memory_pressed, MemoryPressed.filter())
    router.callback_query.register(forget_pressed, ForgetPressed.filter())
    router.callback_query.register(forget_all, ForgetAllPressed.filter())
    router.message.register(words_said, F.text, ~F.text.startswith("/"))
    return router
