from backend.gateways.telegram import Blocked
from backend.kit.clock import utc_now
from backend.tutor import afterwards, writing
from backend.tutor.jobs import (
    Converse,
    CorrectTurn,
    RememberFacts,
    SumUp,
    TranslateReply,
    WriteCard,
)
from backend.tutor.schemas import CardOut
from backend.tutor.shapes import CorrectedTurn, EndCard, FoundFacts, Summary, Translated
from bot.chat import view
from workers.answering import asked_within, quietly
from workers.context import Work
from workers.conversing import address, repaint, replied, texts_of, told
from workers.registry import handles
from workers.sending import send_once

CARD_LIMIT = 12.0  # seconds that a card waits for what a model praises


@handles(Converse)
async def converse(work: Work, job: Converse) -> None:
    async with work.transaction() as session:
        due = await writing.due(session, job.turn_id, now=utc_now())
    if due is None:
        return
    try:
        writer = await replied(work, due) if isinstance(due, writing.Due) else None
        message_id = await told(work, job.turn_id, writer)
    except Blocked:
        message_id = None
    aloud = bool(work.resources.voices)
    async with work.finish() as session:
        await writing.told(session, job.turn_id, message_id, aloud=aloud)


@handles(CorrectTurn)
async def correct_turn(work: Work, job: CorrectTurn) -> None:
    async with work.transaction() as session:
        asked = await afterwards.to_correct(session, job.turn_id)
    if asked is not None:
        said = await quietly(work.resources.llm.ask(asked, CorrectedTurn))
        if said is None:
            return
        async with work.transaction() as session:
            await afterwards.corrected(session, job.turn_id, said.value, now=utc_now())
    await repaint(work, job.turn_id)


@handles(TranslateReply)
async def translate_reply(work: Work, job: TranslateReply) -> None:
    async with work.transaction() as session:
        asked = await afterwards.to_translate(session, job.turn_id)
    if asked is not None:
        said = await quietly(work.resources.llm.ask(asked, Translated))
        if said is None:
            return
        async with work.transaction() as session:
            await afterwards.translated(session, job.turn_id, said.value)
    await repaint(work, job.turn_id)


@handles(WriteCard)
async def write_card(work: Work, job: WriteCard) -> None:
    """With a model's praise where it comes in time, else without."""
    async with work.transaction() as session:
        ending = await afterwards.to_praise(session, job.conversation_id)
    if ending is None:
        return
    card: CardOut | None = ending.card
    if ending.asked is not None:
        said = await asked_within(CARD_LIMIT, work.resources.llm.ask(ending.asked, EndCard))
        async with work.transaction() as session:
            value = None if said is None else said.value
            card = await afterwards.praised(session, job.conversation_id, value)
    if card is not None:
        screen = view.card(card, texts_of(ending.chat))
        key = f"card:{job.conversation_id}"
        await send_once(work, key, address(ending.chat), screen, repeat_in_doubt=True)


@handles(SumUp)
async def sum_up(work: Work, job: SumUp) -> None:
    async with work.transaction() as session:
        back = await afterwards.to_sum_up(session, job.conversation_id)
    said = None if back is None else await quietly(work.resources.llm.ask(back.asked, Summary))
    if back is not None and said is not None:
        async with work.finish() as session:
            await afterwards.summed_up(session, job.conversation_id, back, said.value)


@handles(RememberFacts)
async def remember_facts(work: Work, job: RememberFacts) -> None:
    async with work.transaction() as session:
        back = await afterwards.to_remember(session, job.conversation_id)
    said = None if back is None else await quietly(work.resources.llm.ask(back.asked, FoundFacts))
    if back is not None and said is not None:
        async with work.finish() as session:
            await afterwards.remembered(session, job.conversation_id, back, said.value)
