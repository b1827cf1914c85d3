"""What stands between exercises: praise, a rest, the limit of the day. Pure."""

from aiogram.utils.formatting import Bold, Text, as_list

from backend.lessons.schemas import LimitNext, Offer, PraiseNext, RestNext
from bot.lessons.callbacks import PractisePressed, RemindPressed
from bot.menu import ProgressPressed
from bot.screen import Button, Screen, bar, button, keyboard
from bot.texts import Texts

MOST_CELLS = 10


def praise(it: PraiseNext, texts: Texts) -> Screen:
    lines = [Bold(texts("praise-title")), *_done(it, texts)]
    return Screen(as_list(*lines), keyboard([_go_on(texts("button-next-set"))]))


def rest(it: RestNext, texts: Texts) -> Screen:
    lines = [
        Bold(texts("rest-title")),
        *_done(it, texts),
        texts("rest-until", at=texts.clock(it.until)),
    ]
    return Screen(as_list(*lines), keyboard(*_offers(it.offers, texts)))


def limit(it: LimitNext, texts: Texts) -> Screen:
    lines = [
        Bold(texts("limit-title")),
        texts("limit-answered", count=it.answered_today),
        texts("limit-until", at=texts.clock(it.until)),
    ]
    progress = [button(texts("button-progress"), ProgressPressed())]
    return Screen(as_list(*lines), keyboard(*_offers(it.offers, texts), progress))


def rest_is_over(texts: Texts) -> Screen:
    """What a worker sends to a learner who asked to be reminded."""
    return Screen(Text(texts("rest-is-over")), keyboard([practise_button(texts)]))


def practise_button(texts: Texts) -> Button:
    return button(texts("button-practise"), PractisePressed(), style="primary")


def goal_line(sets_today: int, daily_goal: int, texts: Texts) -> str:
    if sets_today >= daily_goal:
        return texts("goal-reached", done=sets_today)
    cells = bar(sets_today, daily_goal, min(daily_goal, MOST_CELLS))
    return f"{cells} {texts('goal-line', done=sets_today, goal=daily_goal)}"


def streak_line(streak: int, texts: Texts) -> str:
    return texts("streak-line", days=streak)


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


def _go_on(label: str) -> Button:
    return button(label, PractisePressed(go_on=True), style="primary")


def _offers(offers: list[Offer], texts: Texts) -> list[list[Button]]:
    rows = []
    if Offer.remind in offers:
        rows.append([button(texts("button-remind"), RemindPressed())])
    if Offer.go_on in offers:
        rows.append([button(texts("button-go-on"), PractisePressed(go_on=True))])
    return rows
