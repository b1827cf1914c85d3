from aiogram import F, Router
from aiogram.enums import ContentType

from backend.attempts.schemas import AnswerIn, AnyAnswer, GiveUp, SelfCheck
from backend.client import OPEN, Refused
from backend.exercises.kinds.base import MAX_TYPED, Choice, Ordered, Typed
from bot.exercises import view
from bot.exercises.callbacks import (
    ChipPressed,
    ChoicePressed,
    GiveUpPressed,
    OrderPressed,
    SelfCheckPressed,
    indices,
)
from bot.learners import Learner
from bot.turns import Press, Turn, Words

WORDLESS = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}


async def choice_pressed(turn: Press, callback_data: ChoicePressed, learner: Learner) -> None:
    await _answer(turn, learner, callback_data.attempt_id, Choice(index=callback_data.choice))


async def order_pressed(turn: Press, callback_data: OrderPressed, learner: Learner) -> None:
    order = Ordered(order=indices(callback_data.letters))
    await _answer(turn, learner, callback_data.attempt_id, order)


async def give_up_pressed(turn: Press, callback_data: GiveUpPressed, learner: Learner) -> None:
    await _answer(turn, learner, callback_data.attempt_id, GiveUp())


async def self_check_pressed(
    turn: Press, callback_data: SelfCheckPressed, learner: Learner
) -> None:
    try:
        await _answer(turn, learner, callback_data.attempt_id, SelfCheck(right=callback_data.right))
    except Refused as no:
        if no.code != "NotUnsure":
            raise
        stored = await learner.calls.attempt(callback_data.attempt_id)
        await turn.show(view.attempt(stored, learner.texts))


async def chip_pressed(turn: Press, callback_data: ChipPressed, learner: Learner) -> None:
    """A chip moves, or moves back. Nothing is answered yet."""
    stored = await learner.calls.attempt(callback_data.attempt_id)
    screen = view.attempt(stored, learner.texts, callback_data.letters)
    # An open exercise keeps the feedback above it; a reply of its own takes its place.
    upper = view.above_the_line(turn.message) if stored.answer is None else None
    await turn.show(view.below(upper, screen))


async def words_typed(turn: Words, learner: Learner) -> None:
    message = turn.message
    assert message.text is not None
    assert learner.profile
    if len(message.text) > MAX_TYPED:
        await turn.say(learner.texts("typed-too-long", most=MAX_TYPED))
        return
    given = AnswerIn(
        answer=Typed(text=message.text),
        key=f"{turn.bot.id}:{turn.chat_id}:{message.message_id}",
        sent_at=message.date,
    )
    try:
        to = await learner.calls.answer(OPEN, given)
    except Refused as no:
        if no.code != "AnsweredTooEarly":
            raise
        await _show_again(turn, learner)
        return
    await turn.show(view.reply(to, learner.texts))


async def no_words(turn: Turn, learner: Learner) -> None:
    """A photo, a sticker, a voice note: nothing asks for one."""
    await turn.say(learner.texts("words-please"))


async def _answer(turn: Turn, learner: Learner, attempt_id: int, answer: AnyAnswer) -> None:
    to = await learner.calls.answer(attempt_id, AnswerIn(answer=answer))
    await turn.show(view.reply(to, learner.texts))


async def _show_again(turn: Turn, learner: Learner) -> None:
    now_open = await learner.calls.next_action(learner.profile.id)
    screen = view.following(now_open.next, learner.texts)
    await turn.show(view.below(learner.texts("answered-too-early"), screen))


def create_router() -> Router:
    router = Router(name=__name__)
    router.callback_query.register(choice_pressed, ChoicePressed.filter())
    router.callback_query.register(chip_pressed, ChipPressed.filter())
    router.callback_query.register(order_pressed, OrderPressed.filter())
    router.callback_query.register(give_up_pressed, GiveUpPressed.filter())
    router.callback_query.register(self_check_pressed, SelfCheckPressed.filter())
    router.message.register(words_typed, F.text, ~F.text.startswith("/"))
    router.message.register(no_words, F.content_type.in_(WORDLESS))
    return router
