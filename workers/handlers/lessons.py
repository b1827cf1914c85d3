from backend.gateways.telegram import Address, Blocked, Rejected
from backend.kit.clock import utc_now
from backend.lessons.jobs import LookForStreakNews, TellRestIsOver, TellStreakNews
from backend.lessons.repository import Listeners, Streaks
from backend.lessons.service import is_still_due, move_reminders
from backend.lessons.streaks import look_for_news, news_for, settle
from backend.users.jobs import ZoneChanged
from backend.users.streaks import News
from bot.lessons import view
from bot.screen import Screen
from bot.texts import Texts, locale_of
from workers.context import Work
from workers.registry import handles
from workers.sending import Quiet, send_once


@handles(TellRestIsOver)
async def tell_rest_is_over(work: Work, job: TellRestIsOver) -> None:
    async with work.transaction() as session:
        listener = await Listeners(session).still_waiting(job, asked_at=work.claim.asked_at)
    if listener is None or not is_still_due(job, listener.timezone):
        return
    to = Address(job.bot_id, job.chat_id)
    key = f"rest:{job.profile_id}:{job.bot_id}:{job.until.isoformat()}"
    screen = view.rest_is_over(Texts(locale_of(listener.locale), listener.timezone))
    try:
        await send_once(work, key, to, screen)
    except Blocked:
        async with work.finish() as session:
            await Listeners(session).mark_blocked(job, now=utc_now())


@handles(LookForStreakNews)
async def look_for_streak_news(work: Work, job: LookForStreakNews) -> None:
    async with work.finish() as session:
        await look_for_news(session, job, now=utc_now())


@handles(TellStreakNews)
async def tell_streak_news(work: Work, job: TellStreakNews) -> None:
    """In one of their chats: the first in which they can be reached."""
    async with work.transaction() as session:
        user = await Streaks(session).find(job.user_id)
        chats = await Streaks(session).chats(job.user_id)
    item = None if user is None else news_for(user, now=utc_now())
    if user is None or item is None:
        return
    texts = Texts(locale_of(user.locale), user.timezone)
    screen = _screen(item, texts)
    blocked = []
    for chat in chats:
        to, key = Address(chat.bot_id, chat.chat_id), f"streak:{user.id}:{item.day}"
        try:
            await send_once(work, key, to, Quiet(screen))
            break
        except Blocked:
            blocked.append(chat.id)
        except Rejected:  # the chat of a bot that other workers send for
            continue
    async with work.finish() as session:
        # The person before their chats, in the order in which everybody writes to both.
        await settle(session, user.id, now=utc_now(), told=item.day)
        for id in blocked:
            await Streaks(session).mark_blocked(id, now=utc_now())


def _screen(item: News, texts: Texts) -> Screen:
    if item.kept:
        return view.freeze_spent(item.freezes, texts)
    return view.streak_ended(item.length, item.best, texts)


@handles(ZoneChanged)
async def zone_changed(work: Work, job: ZoneChanged) -> None:
    async with work.finish() as session:
        await move_reminders(session, job.user_id, was=job.was, now=utc_now())
