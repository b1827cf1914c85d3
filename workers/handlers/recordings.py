"""What becomes of recordings once they were heard, or were not: told, and forgotten in time."""

import structlog

from backend.gateways.telegram import Address, Blocked, Rejected
from backend.kit.clock import utc_now
from backend.recordings import forgetting, hearing, telling
from backend.recordings.jobs import GiveUpHearing, LookForOldRecordings, ShowRecording
from backend.recordings.schemas import Outcome
from backend.recordings.telling import Told
from backend.spoken import looking
from backend.tutor import speaking, writing
from backend.tutor.schemas import HeardOut, TurnState
from bot.chat import view as chat
from bot.exercises import view
from bot.lessons.finishing import asking_the_time
from bot.screen import Screen
from bot.texts import Texts, locale_of
from bot.voice import heard_view
from workers.baring import bare
from workers.celebrating import celebrate
from workers.context import Work
from workers.playing import play_along
from workers.registry import handles
from workers.sending import edit_once, send_once

log = structlog.get_logger(__name__)


@handles(ShowRecording)
async def show_recording(work: Work, job: ShowRecording) -> None:
    async with work.transaction() as session:
        told = await telling.told(session, job.recording_id)
    if told is None or (job.anew and told.message_id is not None):
        return
    try:
        await _show(work, job, told)
    except Blocked:
        async with work.finish() as session:
            await telling.block(session, told, now=utc_now())
    except Rejected as error:
        log.warning("recording.not_shown", reason=str(error))


async def _show(work: Work, job: ShowRecording, told: Told) -> None:
    texts, to = _texts(told), _address(told)
    screen, key = _screen(told, texts), f"recording:{job.recording_id}"
    if told.message_id is None:
        await _show_anew(work, job, told, screen)
    else:
        await edit_once(work, key, to, told.message_id, screen, passed=told.passed)
    if told.answer is not None:
        await bare(work, told)
        await play_along(work, screen, to)
        await celebrate(work, told.answer, to, texts)
    if told.said is not None:
        await _reply(work, job, told, told.said)
        await bare(work, told)


async def _show_anew(work: Work, job: ShowRecording, told: Told, screen: Screen) -> None:
    key = f"recording:{job.recording_id}:anew"
    message_id = await send_once(work, key, _address(told), screen)
    if message_id is not None:
        async with work.transaction() as session:
            await telling.placed(session, job.recording_id, message_id)


def _screen(told: Told, texts: Texts) -> Screen:
    if told.outcome is Outcome.said:
        return heard_view.said(told.transcript, texts)
    if told.answer is None:
        return heard_view.refused(told.outcome, told.transcript, texts)
    if told.passed:
        return view.verdict(told.answer, texts)
    screen = view.reply(told.answer, texts)
    return asking_the_time(screen, told.answer.next, texts, now=utc_now())


async def _reply(work: Work, job: ShowRecording, told: Told, said: HeardOut) -> None:
    """What the guided dialogue replies, or the verdict on the task after a talk. What a model
    writes comes by itself."""
    texts, key = _texts(told), f"recording:{job.recording_id}:reply"
    if said.task is not None:
        screen = chat.task_judged(said.task, texts, variant=job.recording_id)
        await send_once(work, key, _address(told), screen)
    if said.turn is None or said.turn.state is not TurnState.told:
        return
    message_id = None
    for number, part in enumerate(chat.parts(said.turn, texts)):
        message_id = await send_once(work, f"{key}:{number}", _address(told), part)
    async with work.transaction() as session:
        if message_id is not None:
            await writing.placed(session, said.turn.id, message_id)
        if work.resources.voices:
            await speaking.ask_by_id(session, said.turn.id)


@handles(GiveUpHearing)
async def give_up_hearing(work: Work, job: GiveUpHearing) -> None:
    async with work.finish() as session:
        outcome = await hearing.give_up(session, job.recording_id, now=utc_now())
    if outcome is not None:
        work.resources.count_recording(outcome.value)
        log.warning("recording.nobody_listened", recording_id=job.recording_id)


@handles(LookForOldRecordings)
async def look_for_old_recordings(work: Work, _: LookForOldRecordings) -> None:
    async with work.finish() as session:
        hours = work.resources.recordings_hours
        await forgetting.look(session, hours=hours, now=utc_now())
        if work.resources.speaks:
            await looking.look_for_old(session, now=utc_now())


def _texts(told: Told) -> Texts:
    return Texts(locale_of(told.where.locale), told.where.timezone)


def _address(told: Told) -> Address:
    return Address(told.where.bot_id, told.where.chat_id)
