from contextlib import suppress

from aiogram.utils.formatting import Italic, as_list

from backend.explaining import service
from backend.explaining.jobs import ExplainAnswer, StopWaiting, TellExplanation, TellMeanwhile
from backend.explaining.repository import Explanations
from backend.explaining.service import Telling
from backend.gateways.telegram import Address, Blocked, Gone
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError
from bot.answers import view
from bot.screen import Screen
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


@handles(TellMeanwhile)
async def tell_meanwhile(work: Work, job: TellMeanwhile) -> None:
    telling = await _look(work, job)
    if telling is not None and telling.out.coming:
        await _tell(work, job, telling)


@handles(TellExplanation)
async def tell(work: Work, job: TellExplanation) -> None:
    telling = await _look(work, job)
    if telling is not None:
        await _tell(work, job, telling)


async def _look(work: Work, job: TellExplanation) -> Telling | None:
    async with work.transaction() as session:
        return await service.telling(session, job)


async def _tell(work: Work, job: TellExplanation, it: Telling) -> None:
    """In one message, whoever of two jobs comes first; it ends up saying what is known in the end.

    Whoever finds it sent edits it. Whoever sends it looks once more: the other may have come while
    it was on its way.
    """
    key = f"explained:{job.explanation_id}:{job.asks}:{job.attempt_id}"
    chat = it.listener.chat
    to = Address(chat.bot_id, chat.chat_id)
    # They will not read it, or have taken it away, which is what they have chosen.
    with suppress(Blocked, Gone):
        is_new = await send_once(work, key, to, Quiet(_screen(it))) is not None
        last = await _look(work, job)
        if last is None or last.out.coming or (is_new and last.out == it.out):
            return
        async with work.transaction() as session:
            message_id = await Explanations(session).message(key)
        if message_id is not None:
            await work.resources.telegram.edit(to, message_id, _screen(last))


def _screen(it: Telling) -> Screen:
    texts = Texts(it.listener.user.locale)
    screen = view.explanation(it.out, texts)
    if not it.out.coming:
        return screen
    return Screen(as_list(screen.text, "", Italic(texts("explain-coming"))))
