"""An exercise, the reply to an answer, and whatever comes next, each as one screen. Pure."""

from dataclasses import replace
from typing import Any, assert_never

from aiogram.types import Message
from aiogram.utils.formatting import Bold, Italic, Text, as_list

from backend.attempts.schemas import AnswerOut
from backend.exercises.grading import Verdict
from backend.exercises.schemas import ExerciseOut
from backend.lessons.schemas import (
    DoneNext,
    ExerciseNext,
    LimitNext,
    NextAction,
    PraiseNext,
    RestNext,
)
from bot.exercises.aloud import heard, model_voice
from bot.exercises.callbacks import (
    GiveUpPressed,
    HintPressed,
    LetGoPressed,
    MorePressed,
    SelfCheckPressed,
    SilencePressed,
)
from bot.exercises.feedback import MAX_SAID, feedback, own_difference
from bot.exercises.kinds.registry import task
from bot.exercises.remedies import with_remedies
from bot.lessons.view import done, limit, praise, praise_again, rest, rest_again
from bot.screen import (
    MAX_TEXT,
    SEPARATOR,
    Row,
    Screen,
    bounded,
    button,
    fitting,
    keyboard,
    shortened,
    units,
)
from bot.texts import Texts

MAX_POINT = 60


def question(
    it: ExerciseOut, texts: Texts, letters: str = "", at: int = -1, *, before: int = 0
) -> Screen:
    """One exercise. `letters` are the chips or places tapped so far, `at` what waits for one,
    `before` the attempt whose feedback stands above it, 0 for none."""
    parts = task(it.shown, it.attempt_id, texts, letters, at)
    hints = [Text("💡 ", texts(f"hint-{hint.kind}"), " ", Bold(hint.text)) for hint in it.hints]
    space = [""] if hints else []
    lines = [_header(it, texts), Italic(parts.instruction), "", *parts.lines, *space, *hints]
    more = MorePressed(attempt_id=it.attempt_id, before=before, letters=letters, at=at)
    helping = [*_help(it, texts, letters, at), button(texts("button-more"), more)]
    silent = [button(texts("button-silent"), SilencePressed())] if it.shown.spoken else []
    return Screen(as_list(*lines), keyboard(*parts.rows, silent, helping))


def _help(it: ExerciseOut, texts: Texts, letters: str, at: int) -> Row:
    unknown = button(texts("button-dont-know"), GiveUpPressed(attempt_id=it.attempt_id))
    if not it.hints_left:
        return [unknown]
    number = len(it.hints) + 1
    more = HintPressed(attempt_id=it.attempt_id, number=number, letters=letters, at=at)
    return [button(texts("button-hint"), more), unknown]


def following(it: NextAction, texts: Texts, *, fresh: bool = False, before: int = 0) -> Screen:
    """`fresh`: an answer has just led here. Else the praise for a set was heard before. `before` is
    the attempt whose feedback is to stand above, 0 for none."""
    match it:
        case ExerciseNext():
            screen = question(it.exercise, texts, before=before)
            heard = it.exercise.attempt_id if it.exercise.shown.heard else 0
            return replace(screen, voice=heard)
        case PraiseNext():
            return praise(it, texts) if fresh else praise_again(it, texts)
        case RestNext():
            return rest(it, texts) if fresh else rest_again(it, texts)
        case LimitNext():
            return limit(it, texts)
        case DoneNext():
            return done(it, texts)
        case _:
            assert_never(it)


def reply(to: AnswerOut, texts: Texts) -> Screen:
    """The verdict and what comes next, in one message."""
    if to.checking:
        return _checking(to, texts)
    said = feedback(to.feedback, texts, variant=to.attempt_id)
    if to.next is None:
        return _by_itself(to, said, texts)
    screen = below(said, following(to.next, texts, fresh=True, before=to.attempt_id))
    return with_remedies(_with_model(screen, to, texts), to, texts)


def _with_model(screen: Screen, to: AnswerOut, texts: Texts) -> Screen:
    """How the sentence sounds that was to be said, under all that comes next."""
    if to.feedback.aloud is None or not to.feedback.aloud.given:
        return screen
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return replace(
        screen, keyboard=keyboard(*rows, model_voice(to.attempt_id, to.feedback.right, texts))
    )


def verdict(to: AnswerOut, texts: Texts) -> Screen:
    """The verdict by itself, for a message that practice has left behind, and what can be done
    about it; that it is to come, while it is looked for."""
    if to.checking:
        return going_on(texts)
    return with_remedies(Screen(feedback(to.feedback, texts, variant=to.attempt_id)), to, texts)


def late_verdict(to: AnswerOut, texts: Texts) -> Screen:
    """The verdict on an answer that practice has gone on without."""
    about = Italic(texts("late-verdict", said=shortened(to.feedback.said or "", MAX_SAID)))
    told = as_list(about, feedback(to.feedback, texts, variant=to.attempt_id))
    return _by_itself(to, told, texts)


def stands_alone(to: AnswerOut) -> bool:
    """Whether what is said of an answer stays as a message of its own, and what follows comes
    below it: the learner has written a text, and reads about it for longer than one exercise."""
    return bool(to.feedback.checklist) and to.next is not None and not to.checking


def below(upper: Text | str | None, lower: Screen) -> Screen:
    """`lower` with `upper` over it, a line between them. Where there is no room for both, `upper`
    is cut: below it stands what is to be done."""
    if not upper:
        return lower
    room = MAX_TEXT - units(lower.text.as_kwargs()["text"]) - units(SEPARATOR) - len("\n\n")
    over = Text(upper) if isinstance(upper, str) else upper
    return replace(lower, text=as_list(bounded(over, max(room, 1)), SEPARATOR, lower.text))


def above_the_line(message: Message | None) -> Text | None:
    """What stands over the last line of separation: the feedback that led to the exercise."""
    text = (message.text or "") if message else ""
    upper, line, _ = text.rpartition(f"\n{SEPARATOR}\n")
    if message is None or not line:
        return None
    return Text.from_entities(upper, fitting(message.entities or [], units(upper)))


def _header(it: ExerciseOut, texts: Texts) -> str:
    reason = texts(f"moved-{it.moved}" if it.moved else f"because-{it.reason.because}")
    if it.reason.point:
        reason = f"{reason} · {shortened(it.reason.point, MAX_POINT)}"
    return f"{it.number}/{it.set_size} · {reason}"


def _checking(to: AnswerOut, texts: Texts) -> Screen:
    """One line while a verdict is looked for, with what practice goes on with, once it does."""
    aloud = to.feedback.aloud
    above = [] if aloud is None else [heard(aloud.transcript, texts)]
    if to.next is None:
        on = button(texts("button-let-go"), LetGoPressed(attempt_id=to.attempt_id))
        return Screen(as_list(*above, Text("🔎 ", texts("checking"))), keyboard([on]))
    after = following(to.next, texts, fresh=True, before=to.attempt_id)
    return below(going_on(texts).text, after)


def going_on(texts: Texts) -> Screen:
    return Screen(Text("⏳ ", texts("checking-longer")))


def _by_itself(to: AnswerOut, said: Text, texts: Texts) -> Screen:
    """What is said with nothing below it: what can be done about it, or the learner decides."""
    unsure = to.feedback.verdict is Verdict.unsure and to.feedback.self_checked is None
    return _self_check(to, said, texts) if unsure else with_remedies(Screen(said), to, texts)


def _self_check(to: AnswerOut, said: Text, texts: Texts) -> Screen:
    lines: list[Any] = [said]
    if (own := own_difference(to.feedback)) is not None:
        lines.append(Text(texts("your-answer"), " ", own))
    of_text = "-text" if to.feedback.checklist else ""
    lines += ["", texts(f"self-check{of_text}-question")]
    checks = [
        [button(texts(f"{key}{of_text}"), SelfCheckPressed(attempt_id=to.attempt_id, right=right))]
        for key, right in (("button-mine-right", True), ("button-mine-wrong", False))
    ]
    return Screen(as_list(*lines), keyboard(*checks))
