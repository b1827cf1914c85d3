from backend.explaining import service
from backend.explaining.jobs import ExplainAnswer, StopWaiting, TellExplanation
from backend.explaining.repository import Explanations
from backend.gateways.telegram import Address, Blocked
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError
from bot.answers import view
from bot.texts import Texts
from workers.context import Work
from workers.registry import handles
from workers.sending import Quiet, send_once


@handles(ExplainAnswer)
async def explain(work: Work, job: ExplainAnswer) -> None:
    async with work.transaction() as session:
        wanted = await service.to_ask(session, job.explanation_id)
    if wanted is None:
        return
    try:
        replied = await work.resources.llm.ask(wanted.asked, wanted.shape)
        found = service.found_in(replied, wanted.native)
    except LlmError:  # the gateway has told of it: the course itself explains
        found = None
    async with work.finish() as session:
        await service.settle(session, job.explanation_id, found, now=utc_now())


@handles(StopWaiting)
async def stop_waiting(work: Work, job: StopWaiting) -> None:
    async with work.finish() as session:
        await service.stop_waiting(session, job)


@handles(TellExplanation)
async def tell(work: Work, job: TellExplanation) -> None:
    async with work.transaction() as session:
        told = await service.telling(session, job)
        listener = (
            None if told is None else await Explanations(session).listener(told[0], job.bot_id)
        )
    if told is None or listener is None:
        return
    to = Address(listener.chat.bot_id, listener.chat.chat_id)
    screen = view.explanation(told[1], Texts(listener.user.locale))
    key = f"explained:{job.explanation_id}:{job.asks}:{job.attempt_id}"
    try:
        await send_once(work, key, to, Quiet(screen))
    except Blocked:  # they will not read it, which is what they have chosen
        return
