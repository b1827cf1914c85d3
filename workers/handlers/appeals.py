from backend.appeals import deciding
from backend.appeals.jobs import Regrade, TellAppellant, TellAppellants
from backend.appeals.repository import Appeals
from backend.appeals.schemas import AppealState
from backend.exercises.kinds.union import content_for
from backend.gateways.telegram import Address, Blocked
from backend.kit.clock import utc_now
from bot.answers import view
from bot.texts import Texts
from workers.context import Work
from workers.registry import handles
from workers.sending import Quiet, send_once


@handles(Regrade)
async def regrade(work: Work, job: Regrade) -> None:
    async with work.finish() as session:
        await deciding.regrade(session, job, now=utc_now())


@handles(TellAppellants)
async def tell_appellants(work: Work, job: TellAppellants) -> None:
    async with work.finish() as session:
        await deciding.tell_appellants(session, job)


@handles(TellAppellant)
async def tell_appellant(work: Work, job: TellAppellant) -> None:
    async with work.transaction() as session:
        heard = await Appeals(session).heard(job.appeal_id, job.user_id)
    if heard is None or heard.appeal.state is AppealState.pending:
        return
    content = content_for(heard.exercise.content, heard.exercise.language, heard.alphabet)
    screen = view.decided(heard.appeal.state, heard.said, content.right, Texts(heard.user.locale))
    to = Address(heard.chat.bot_id, heard.chat.chat_id)
    try:
        await send_once(work, f"appeal:{job.appeal_id}:{job.user_id}", to, Quiet(screen))
    except Blocked:  # they will not hear it, which is what they have chosen
        return
