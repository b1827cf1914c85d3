from backend.gateways.telegram import Address, Blocked
from backend.kit.clock import utc_now
from backend.lessons import reminding
from backend.lessons.jobs import TellRestIsOver
from bot.lessons import view
from bot.texts import Texts
from workers.context import Work
from workers.registry import handles
from workers.sending import send_once


@handles(TellRestIsOver)
async def tell_rest_is_over(work: Work, job: TellRestIsOver) -> None:
    async with work.transaction() as session:
        listener = await reminding.listener(session, job, asked_at=work.claim.asked_at)
    if listener is None:
        return
    to = Address(job.bot_id, job.chat_id)
    screen = view.rest_is_over(Texts(listener.locale, listener.timezone))
    try:
        await send_once(work, f"rest:{job.profile_id}:{job.until.isoformat()}", to, screen)
    except Blocked:
        async with work.finish() as session:
            await reminding.mark_blocked(session, **to._asdict(), now=utc_now())
