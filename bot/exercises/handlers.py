import structlog
from aiogram import F, Router
from aiogram.enums import ContentType

from backend.attempts.schemas import AnswerIn, AnswerOut, AnyAnswer, AttemptOut, GiveUp, SelfCheck
from backend.client import OPEN, Refused, Unreachable
from backend.exercises.kinds.base import MAX_TYPED, Choice, Ordered, Picked, Typed
from backend.exercises.kinds.write_text import WriteTextShown
from backend.kit.clock import utc_now
from backend.kit.text import clean
from backend.lessons.schemas import ExerciseNext, NextAction
from bot.exercises import view
from bot.exercises.about import kept_by
from bot.exercises.callbacks import (
    AssignPressed,
    ChipPressed,
    ChoicePressed,
    GiveUpPressed,
    HintPressed,
    LetGoPressed,
    OrderPressed,
    PicksReady,
    SelfCheckPressed,
    indices,
)
from bot.exercises.remedies import keeping
from bot.learners import Learner
from bot.lessons.finishing import asking_the_time, celebrate
from bot.screen import Screen
from bot.texts import Texts
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


log = structlog.get_logger(__name__)

TOO_EARLY = "AnsweredTooEarly"
NO_ANSWER = {TOO_EARLY, "NotAnOption", "WrongAnswerShape"}


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
    id, word = callback_data.attempt_id, SelfCheck(right=callback_data.right)
    try:
        if await _was_left(learner, id):
            replied = await learner.calls.replied(id, AnswerIn(answer=word))
            await turn.show(view.verdict(replied.to, learner.texts))
        else:
            await _answer(turn, learner, id, word)
    except Refused as no:
        if no.code != "NotUnsure":
            raise
        stored = await learner.calls.attempt(id)
        assert stored.answer
        await turn.show(_reply(turn, stored.answer, learner.texts))


async def chip_pressed(turn: Press, callback_data: ChipPressed, learner: Learner) -> None:
    """A chip moves, or moves back. Nothing is answered yet."""
    stored = await learner.calls.attempt(callback_data.attempt_id)
    await repaint(turn, learner, stored, callback_data.letters)


async def assign_pressed(turn: Press, callback_data: AssignPressed, learner: Learner) -> None:
    """A thing moves to its place, or back. Nothing is answered yet."""
    stored = await learner.calls.attempt(callback_data.attempt_id)
    await repaint(turn, learner, stored, callback_data.picks, callback_data.at)


async def picks_ready(turn: Press, callback_data: PicksReady, learner: Learner) -> None:
    picked = Picked(picks=indices(callback_data.picks))
    await _answer(turn, learner, callback_data.attempt_id, picked)


async def hint_pressed(turn: Press, callback_data: HintPressed, learner: Learner) -> None:
    stored = await learner.calls.hint(callback_data.attempt_id, callback_data.number)
    await repaint(turn, learner, stored, callback_data.letters, callback_data.at)


async def repaint(
    turn: Press, learner: Learner, stored: AttemptOut, letters: str, at: int = -1
) -> None:
    """The open exercise anew; its verdict, if it was answered meanwhile."""
    if stored.answer is not None:
        await turn.show(_reply(turn, stored.answer, learner.texts))
        return
    before = kept_by(turn.message, stored.attempt_id).before
    screen = view.question(stored.exercise, learner.texts, letters, at, before=before)
    # An open exercise keeps the feedback above it.
    await turn.show(keeping(turn.message, view.below(view.above_the_line(turn.message), screen)))


async def words_typed(turn: Words, learner: Learner) -> None:
    message = turn.message
    assert message.text is not None
    assert learner.profile
    if len(message.text) > MAX_TYPED:
        await turn.say(learner.texts("typed-too-long", most=MAX_TYPED))
        return
    if not clean(message.text):  # nothing that an eye can see
        await _show_again(turn, learner, "NotAnOption")
        return
    given = AnswerIn(
        answer=Typed(text=message.text),
        key=f"{turn.bot.id}:{turn.chat_id}:{message.message_id}",
        sent_at=message.date,
    )
    try:
        replied = await learner.calls.replied(OPEN, given)
    except Refused as no:
        if no.code not in NO_ANSWER:
            raise
        await _show_again(turn, learner, no.code)
        return
    message_id = await turn.send(_whole(replied.to, learner.texts))
    if replied.to.checking:
        await _place(learner, replied.to.attempt_id, message_id)
    await celebrate(turn, replied, learner.texts)


async def _place(learner: Learner, attempt_id: int, message_id: int) -> None:
    """Without our word the verdict comes as a message of its own."""
    try:
        await learner.calls.place(attempt_id, message_id)
    except (Refused, Unreachable):
        log.warning("answer.place_not_told", attempt_id=attempt_id, exc_info=True)


async def let_go_pressed(turn: Press, callback_data: LetGoPressed, learner: Learner) -> None:
    id = callback_data.attempt_id
    waited = turn.is_old and await _waits(learner, id)
    to = await learner.calls.let_go(id)
    await turn.show(_reply(turn, to, learner.texts))
    # What the learner has gone on with by themselves stands below already.
    if waited and not await _waits(learner, id):
        await _below(turn, to, learner.texts)


async def no_words(turn: Turn, learner: Learner) -> None:
    """A photo, a sticker, a voice note: nothing asks for one."""
    await turn.say(learner.texts("words-please"))


async def _answer(turn: Press, learner: Learner, attempt_id: int, answer: AnyAnswer) -> None:
    await learner.leave_talk()  # what is typed next is for practice again
    first_below = turn.is_old and await _waits(learner, attempt_id)
    replied = await learner.calls.replied(attempt_id, AnswerIn(answer=answer))
    to = replied.to
    # Again in the newest message: what follows has not come below it, and stands in it.
    alone = view.stands_alone(to) and not replied.again and not turn.is_old
    await turn.show(view.verdict(to, learner.texts) if alone else _reply(turn, to, learner.texts))
    if first_below or alone:
        await _below(turn, to, learner.texts)
    await celebrate(turn, replied, learner.texts)


async def _below(turn: Press, to: AnswerOut, texts: Texts) -> None:
    """What follows an answer in an old message, or a text, as a new one."""
    if to.next is not None:
        screen = view.following(to.next, texts, fresh=True)
        await turn.send(asking_the_time(screen, to.next, texts, now=utc_now()))


async def _waits(learner: Learner, attempt_id: int) -> bool:
    """Whether what follows this attempt was not shown yet: for an answer, or for a self-check."""
    stored = await learner.calls.attempt(attempt_id)
    return stored.answer is None or stored.answer.next is None


async def _was_left(learner: Learner, attempt_id: int) -> bool:
    """Whether practice has gone on without a verdict, which the learner has yet to give."""
    answer = (await learner.calls.attempt(attempt_id)).answer
    if answer is None or answer.next is None:
        return False
    return answer.feedback.self_checked is None


def _reply(turn: Press, to: AnswerOut, texts: Texts) -> Screen:
    """In an old message the verdict alone: what follows it stands in a newer one."""
    if turn.is_old and to.next is not None:
        return view.verdict(to, texts)
    return _whole(to, texts)


def _whole(to: AnswerOut, texts: Texts) -> Screen:
    return asking_the_time(view.reply(to, texts), to.next, texts, now=utc_now())


async def _show_again(turn: Turn, learner: Learner, code: str) -> None:
    """Why the words were no answer, and the exercise that waits for one."""
    waiting = (await learner.calls.next_action(learner.profile.id)).next
    texts = learner.texts
    why = texts("answered-too-early") if code == TOO_EARLY else _what_it_takes(waiting, texts)
    await turn.show(view.below(why, view.following(waiting, texts)))


def _what_it_takes(waiting: NextAction, texts: Texts) -> str:
    shown = waiting.exercise.shown if isinstance(waiting, ExerciseNext) else None
    if isinstance(shown, WriteTextShown):
        return texts("write-more", least=shown.least)
    if shown and shown.spoken:
        return texts("speak-please")
    return texts("no-word-in-it" if shown and shown.typed else "tap-an-option")


def create_router() -> Router:
    router = Router(name=__name__)
    router.callback_query.register(choice_pressed, ChoicePressed.filter())
    router.callback_query.register(chip_pressed, ChipPressed.filter())
    router.callback_query.register(order_pressed, OrderPressed.filter())
    router.callback_query.register(assign_pressed, AssignPressed.filter())
    router.callback_query.register(picks_ready, PicksReady.filter())
    router.callback_query.register(hint_pressed, HintPressed.filter())
    router.callback_query.register(give_up_pressed, GiveUpPressed.filter())
    router.callback_query.register(self_check_pressed, SelfCheckPressed.filter())
    router.callback_query.register(let_go_pressed, LetGoPressed.filter())
    router.message.register(words_typed, F.text, ~F.text.startswith("/"))
    router.message.register(no_words, F.content_type.in_(WORDLESS))
    return router
