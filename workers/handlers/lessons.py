from backend.gateways.telegram import Address, Blocked
from backend.kit.clock import utc_now
from backend.lessons.jobs import TellRestIsOver
from backend.lessons.repository import Listeners
from bot.lessons import view
from bot.texts import Texts, locale_of
from workers.context import Work
from workers.registry import handles
from workers.sending import send_once


@handles(TellRestIsOver)
async def tell_rest_is_over(work: Work, job: TellRestIsOver) -> None:
    async with work.transaction() as session:
        listener = await Listeners(session).still_waiting(job, asked_at=work.claim.asked_at)
    if listener is None:
        return
    to = Address(job.bot_id, job.chat_id)
    key = f"rest:{job.profile_id}:{job.bot_id}:{job.until.isoformat()}"
    screen = view.rest_is_over(Texts(locale_of(listener.locale), listener.timezone))
    try:
        await send_once(work, key, to, screen)
    except Blocked:
        async with work.finish() as session:
            await Listeners(session).mark_blocked(job, now=utc_now())
