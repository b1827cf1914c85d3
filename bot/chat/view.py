"""Talks with the tutor: how they begin, each reply, and how it went. Pure."""

from collections.abc import Sequence
from typing import Any

from aiogram.utils.formatting import (
    Bold,
    ExpandableBlockQuote,
    Italic,
    Strikethrough,
    Text,
    as_list,
)

from backend.attempts.schemas import FeedbackOut
from backend.tutor.lines import pieces
from backend.tutor.schemas import (
    CardOut,
    HintOut,
    MendedOut,
    PhraseOut,
    TalkOut,
    TurnOut,
    TurnState,
)
from bot.chat.callbacks import (
    ChipSaidPressed,
    FinishPressed,
    ReadAloudPressed,
    StopPressed,
    TalkHintPressed,
    TranslatePressed,
    TryAgainPressed,
)
from bot.exercises.feedback import feedback
from bot.exercises.kinds.registry import task
from bot.lessons.view import practise_button
from bot.menu import ChatPressed
from bot.screen import MAX_TEXT, Row, Screen, bounded, button, flow, keyboard, shortened
from bot.texts import Texts

THINKING = "…"
# Room is left for what is added below: a translation, corrections.
MOST_REPLY = 3_000
MAX_BELOW = 900
MAX_LINE = 300
MAX_CHIP = 40
SIDE_BY_SIDE = 34


def begun(it: TalkOut, texts: Texts) -> Screen:
    """What is played, and the tutor's first words."""
    return _with_opening([*_about(it, texts), *_phrases(it.phrases, texts)], it.turn, texts)


def gone_on(it: TalkOut, texts: Texts) -> Screen:
    """The title and the newest reply, after a pause."""
    return _with_opening(_about(it, texts)[:1], it.turn, texts)


def _about(it: TalkOut, texts: Texts) -> list[Any]:
    lines: list[Any] = [Bold(it.title or texts("talk-free-title"))]
    if it.scene:
        lines.append(shortened(it.scene, MAX_LINE))
    if it.role:
        lines.append(Text("🎭 ", texts("talk-role"), " ", shortened(it.role, MAX_LINE)))
    if it.goal:
        lines.append(Text("🎯 ", texts("talk-goal"), " ", shortened(it.goal, MAX_LINE)))
    return lines


def _phrases(phrases: Sequence[PhraseOut], texts: Texts) -> list[Any]:
    if not phrases:
        return []
    lines = [_phrase(each) for each in phrases]
    return [ExpandableBlockQuote(as_list(texts("talk-phrases"), *lines))]


def _phrase(it: PhraseOut) -> Text:
    meaning = f" · {shortened(it.meaning, MAX_LINE)}" if it.meaning else ""
    return Text(Bold(shortened(it.say, MAX_LINE)), meaning)


def _with_opening(lines: Sequence[Any], turn: TurnOut, texts: Texts) -> Screen:
    said = reply(turn, texts) if turn.reply or turn.state is TurnState.failed else None
    first = said.text if said is not None else Text(texts("talk-begin"))
    buttons = said.keyboard if said is not None else keyboard(_help(turn, texts))
    return Screen(as_list(*lines, "", first), buttons)


def thinking(turn: TurnOut, texts: Texts, so_far: str = "") -> Screen:
    """The reply while it is written."""
    stop = button(texts("button-stop"), StopPressed(turn_id=turn.id))
    text = shortened(so_far, MOST_REPLY) if so_far else ""
    return Screen(Text(f"{text} {THINKING}".strip()), keyboard([stop]))


def parts(turn: TurnOut, texts: Texts) -> list[Screen]:
    """The whole reply, in as many messages as it takes; the last has the buttons."""
    first = pieces(turn.reply or "", MOST_REPLY)[:-1]
    return [*(Screen(Text(part)) for part in first), reply(turn, texts)]


def told(turn: TurnOut, talk: TalkOut | None, texts: Texts) -> Screen:
    """A turn as it stands in its message; the opening of a talk below what is played."""
    return begun(talk, texts) if talk is not None else reply(turn, texts)


def reply(turn: TurnOut, texts: Texts) -> Screen:
    """A reply with all that is known of it; of a long one, its last message."""
    lines = _said(turn, texts)
    if turn.meaning:
        lines += ["", Text("🌐 ", Italic(shortened(turn.meaning, MAX_BELOW)))]
    if turn.hint is not None:
        lines += ["", *_hint(turn.hint, texts)]
    if turn.mistakes:
        lines += ["", mended(turn.mistakes, texts)]
    if turn.goal_reached and turn.live:
        lines += ["", texts("talk-goal-reached")]
    while lines and lines[-1] == "":
        lines.pop()
    return Screen(bounded(as_list(*lines or [THINKING]), MAX_TEXT), _buttons(turn, texts))


def _said(turn: TurnOut, texts: Texts) -> list[Any]:
    lines: list[Any] = []
    if turn.trouble is not None:
        lines += [Italic(_trouble(turn, texts)), ""]
    if turn.reply:
        lines.append(pieces(turn.reply, MOST_REPLY)[-1])
    if turn.stopped:
        lines.append(Italic(texts("talk-stopped")))
    return lines


def _trouble(turn: TurnOut, texts: Texts) -> str:
    on_its_own = turn.state is TurnState.failed
    return texts(f"talk-trouble-{turn.trouble}{'-open' if on_its_own else ''}")


def mended(found: Sequence[MendedOut], texts: Texts) -> Text:
    """Corrections, folded."""
    lines = [_mended(each) for each in found]
    title = Text("✏️ ", texts("talk-mistakes", count=len(found)))
    return bounded(ExpandableBlockQuote(as_list(title, *lines)), MAX_BELOW)


def _mended(it: MendedOut) -> Text:
    said = shortened(it.wrong, MAX_LINE)
    before = said if it.fuller else Strikethrough(said)
    line = Text(before, " → ", Bold(shortened(it.right, MAX_LINE)))
    return Text(line, f" · {shortened(it.because, MAX_LINE)}") if it.because else line


def _buttons(turn: TurnOut, texts: Texts) -> Any:
    if not turn.live:
        return None
    if turn.state is TurnState.failed:
        again = button(texts("button-try-again"), TryAgainPressed(turn_id=turn.id))
        return keyboard([again], [button(texts("button-scenes"), ChatPressed())])
    chips = [
        button(shortened(chip, MAX_CHIP), ChipSaidPressed(turn_id=turn.id, number=number))
        for number, chip in enumerate(turn.chips)
    ]
    rows = flow(chips, most=2, widest=SIDE_BY_SIDE)
    return keyboard(*rows, *flow(_help(turn, texts), most=2, widest=SIDE_BY_SIDE))


def _help(turn: TurnOut, texts: Texts) -> Row:
    finish = button(texts("button-finish"), FinishPressed(talk_id=turn.conversation_id))
    translate = button(texts("button-translate"), TranslatePressed(turn_id=turn.id))
    hint = button(texts("button-hint"), TalkHintPressed(turn_id=turn.id))
    if turn.guided and turn.goal_reached and not turn.chips:
        return [finish]
    means = turn.translatable and turn.reply and not turn.meaning
    hear = button(texts("button-read-aloud"), ReadAloudPressed(turn_id=turn.id))
    heard = turn.audible and turn.reply
    offered = [*([] if turn.hint else [hint]), *([translate] if means else [])]
    return [*offered, *([hear] if heard else []), finish]


def hint(it: HintOut, texts: Texts) -> Screen:
    return Screen(as_list(*_hint(it, texts) or [texts("talk-no-hint")]))


def _hint(it: HintOut, texts: Texts) -> list[Any]:
    lines: list[Any] = [Text("💡 ", shortened(it.about, MAX_LINE))] if it.about else []
    if it.phrases:
        lines += [texts("talk-could-say"), *(_phrase(each) for each in it.phrases)]
    return lines


def card(it: CardOut, texts: Texts) -> Screen:
    """How the talk went, and one exercise made of it."""
    title = texts("card-title-scene", title=it.title) if it.title else texts("card-title")
    lines: list[Any] = [Text("🏁 ", Bold(title))]
    if not it.turns:
        lines.append(texts("card-empty"))
    else:
        lines.append(texts("card-numbers", turns=it.turns, words=it.words))
    if it.goal_reached:
        lines.append(texts("card-goal"))
    if it.praise:
        lines += ["", Bold(texts("card-praise")), *(f"• {line}" for line in it.praise)]
    if it.mistakes:
        lines += ["", Bold(texts("card-mistakes")), *(_mended(each) for each in it.mistakes)]
    if it.task is not None:
        asked = task(it.task, 0, texts)
        lines += ["", Bold(texts("card-task")), Italic(asked.instruction), *asked.lines]
    return Screen(as_list(*lines), _afterwards(texts))


def task_judged(it: FeedbackOut, texts: Texts, *, variant: int) -> Screen:
    return Screen(feedback(it, texts, variant=variant), _afterwards(texts))


def _afterwards(texts: Texts) -> Any:
    return keyboard([practise_button(texts)], [button(texts("button-scenes"), ChatPressed())])
