"""What stands between exercises: praise, a rest, the limit of the day. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from aiogram.utils.formatting import Bold, Text, as_list

from backend.lessons.schemas import (
    MISTAKES,
    DoneNext,
    FocusOn,
    LimitNext,
    Offer,
    PraiseNext,
    RestNext,
)
from backend.profiles.schemas import ProgressOut
from bot.lessons.callbacks import FocusPressed, PractisePressed, RemindPressed
from bot.menu import ClockPressed, MistakesPressed, ProgressPressed, SkillsPressed
from bot.screen import Button, Screen, bar, button, keyboard
from bot.texts import Texts

Onward: TypeAlias = PractisePressed | FocusPressed

MOST_CELLS = 10

# The days at which a streak is celebrated, each with the effect of its message (🔥 and 🎉).
MILESTONES = {
    7: "5104841245755180586",
    30: "5104841245755180586",
    100: "5046509860389126442",
    365: "5046509860389126442",
}


def praise(it: PraiseNext, texts: Texts) -> Screen:
    lines = [Bold(texts("praise-title")), *_done(it, texts)]
    go_on = _go_on(texts("button-next-set"), it.focus)
    return Screen(as_list(*lines), keyboard([go_on], _once_more(it.focus, texts)))


def rest(it: RestNext, texts: Texts) -> Screen:
    lines = [
        Bold(texts("rest-title")),
        *_done(it, texts),
        _ready_at(it, texts),
    ]
    return Screen(as_list(*lines), keyboard(*_offers(it.offers, texts, _onward(it.focus))))


def praise_again(it: PraiseNext, texts: Texts) -> Screen:
    """In short, for who has seen the praise."""
    go_on = _go_on(texts("button-next-set"), it.focus)
    return Screen(Text(texts("praise-again")), keyboard([go_on]))


def rest_again(it: RestNext, texts: Texts) -> Screen:
    """For who asks before it is over: going on is going on to what was asked for."""
    onward = _onward(None) if it.focus is None else FocusPressed(focus=it.focus, go_on=True)
    return Screen(_ready_at(it, texts), keyboard(*_offers(it.offers, texts, onward)))


def limit(it: LimitNext, texts: Texts) -> Screen:
    lines = [
        Bold(texts("limit-title")),
        texts("limit-answered", count=it.answered_today),
        texts.timed(texts("limit-until", at=texts.clock(it.until)), it.until),
    ]
    progress = [button(texts("button-progress"), ProgressPressed())]
    return Screen(as_list(*lines), keyboard(*_offers(it.offers, texts, _onward(None)), progress))


def done(it: DoneNext, texts: Texts) -> Screen:
    """Nothing is left of what was asked for: no dead end, and no reproach."""
    if it.focus == MISTAKES:
        text = as_list(Bold(texts("repaired-title")), texts("repaired-how"))
        back = button(texts("button-mistakes", count=0), MistakesPressed())
    else:
        text = as_list(texts("focus-none"))
        back = button(texts("button-skills"), SkillsPressed())
    return Screen(text, keyboard([practise_button(texts)], [back]))


def rest_is_over(texts: Texts) -> Screen:
    """What a worker sends to a learner who asked to be reminded."""
    return Screen(Text(texts("rest-is-over")), keyboard([practise_button(texts)]))


def milestone(days: int, texts: Texts) -> Screen:
    """It has no buttons: those of the finished set stay where they are."""
    return Screen(Text(Bold(texts(f"milestone-{days}"))))


def freeze_spent(left: int, texts: Texts) -> Screen:
    """What a worker tells in the morning after a missed day that a freeze has covered."""
    return Screen(Text(texts("streak-frozen", left=left)), keyboard([practise_button(texts)]))


def streak_ended(days: int, best: int, texts: Texts) -> Screen:
    """What a worker tells in the morning after the day that ended a streak."""
    lines = [texts("streak-ended", days=days), texts("streak-best-stays", days=best)]
    return Screen(as_list(*lines), keyboard([practise_button(texts)]))


def time_button(texts: Texts, *, now: datetime) -> Button:
    there = f"{now.astimezone(texts.zone):%H:%M}"
    return button(texts("button-is-it", at=there), ClockPressed(after_set=True))


def with_row(screen: Screen, row: list[Button]) -> Screen:
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return replace(screen, keyboard=keyboard(*rows, row))


def practise_button(texts: Texts) -> Button:
    return button(texts("button-practise"), PractisePressed(), style="primary")


def goal_line(sets_today: int, daily_goal: int, texts: Texts) -> str:
    if sets_today >= daily_goal:
        return texts("goal-reached", done=sets_today)
    cells = bar(sets_today, daily_goal, min(daily_goal, MOST_CELLS))
    return f"{cells} {texts('goal-line', done=sets_today, goal=daily_goal)}"


def streak_line(streak: int, texts: Texts) -> str:
    return texts("streak-line", days=streak)


def streak_with_freezes(it: ProgressOut, texts: Texts) -> str:
    line = streak_line(it.streak, texts)
    return f"{line} · {texts('streak-freezes', left=it.freezes)}" if it.freezes else line


def _done(it: PraiseNext | RestNext, texts: Texts) -> list[str]:
    stars = "★" * it.right + "☆" * (it.size - it.right)
    lines = [
        f"{stars} " + texts("set-score", right=it.right, size=it.size),
        goal_line(it.sets_today, it.daily_goal, texts),
    ]
    if it.streak:
        key = "streak-grew" if it.streak_grew else "streak-line"
        lines.append(texts(key, days=it.streak))
    return lines


def _ready_at(it: RestNext, texts: Texts) -> Text:
    return texts.timed(texts("rest-until", at=texts.clock(it.until)), it.until)


def _go_on(label: str, focus: FocusOn | None = None) -> Button:
    """Mistakes go on as mistakes, until none is left; a point was practised for its set."""
    return button(label, _onward(focus), style="primary")


def _onward(focus: FocusOn | None) -> Onward:
    if focus == MISTAKES:
        return FocusPressed(focus=MISTAKES, go_on=True)
    return PractisePressed(go_on=True)


def _once_more(focus: FocusOn | None, texts: Texts) -> list[Button]:
    if focus is None or focus == MISTAKES:
        return []
    return [button(texts("button-once-more"), FocusPressed(focus=focus, go_on=True))]


def _offers(offers: list[Offer], texts: Texts, onward: Onward) -> list[list[Button]]:
    rows = []
    if Offer.remind in offers:
        rows.append([button(texts("button-remind"), RemindPressed())])
    if Offer.go_on in offers:
        rows.append([button(texts("button-go-on"), onward)])
    return rows
