"""Answers that a model judges: asking, settling, and showing what came of it."""

import random
from contextlib import suppress

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import settling
from backend.attempts.advancing import World
from backend.attempts.waiting_repository import Checked, Told
from backend.gateways.grammar import NoGrammar
from backend.gateways.telegram import Address, Blocked, Rejected
from backend.judging import asking, service
from backend.judging.findings import told as as_told
from backend.judging.forgetting import forget_judgements
from backend.judging.jobs import (
    ExplainVerdict,
    ForgetJudgements,
    GiveUpJudging,
    JudgeAnswer,
    LetGo,
    SettleAnswer,
    ShowAnswer,
    TellMilestone,
)
from backend.judging.repository import Judgements, Verdicts
from backend.judging.schemas import Ruled
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError, Refused
from bot.exercises import view
from bot.lessons.finishing import asking_the_time
from bot.screen import Screen
from bot.texts import Texts, locale_of
from workers.celebrating import celebrate, tell_streak
from workers.context import Work
from workers.playing import play_along
from workers.registry import handles
from workers.sending import Quiet, edit_once, send_once

log = structlog.get_logger(__name__)


@handles(JudgeAnswer)
async def judge_answer(work: Work, job: JudgeAnswer) -> None:
    async with work.transaction() as session:
        asked = await settling.question(session, job.attempt_id)
        awaited = await Judgements(session).find(job.attempt_id)
    if asked is None or awaited is None:
        return
    async with work.transaction() as session:
        ours = await service.take_up(
            session, awaited, asked.answer, by=work.claim.id, now=utc_now()
        )
    if not ours:
        return
    native = awaited.native
    question = asking.judging(
        asked.answer, asked.task, list(asked.slips), native=native, user_id=asked.user_id
    )
    try:
        replied = await work.resources.llm.ask(question, asking.finding_in(native))
    except LlmError as error:
        log.info("judging.no_verdict", reason=f"{type(error).__name__}: {error}")
        for_good = isinstance(error, Refused)
        async with work.finish() as session:
            await service.abstain(session, awaited, asked.answer, for_good=for_good, now=utc_now())
            await _settle(work, session, job.attempt_id, None)
        return
    found = service.Found(replied.value, native, replied.model, question.prompt)
    async with work.finish() as session:
        ruled = await service.know(session, awaited, asked.answer, found, now=utc_now())
        await _settle(work, session, job.attempt_id, ruled)


async def _settle(work: Work, session: AsyncSession, attempt_id: int, ruled: Ruled | None) -> None:
    now, chance, asr = utc_now(), random.Random(), work.resources.asr
    await settling.settle(session, attempt_id, ruled, now=now, chance=chance, asr=asr)


@handles(ExplainVerdict)
async def explain_verdict(work: Work, job: ExplainVerdict) -> None:
    async with work.transaction() as session:
        unexplained = await service.unexplained(session, job.verdict_id, job.language)
    reason = ""
    if unexplained is not None:
        shape = asking.reason_in(job.language)
        try:
            replied = await work.resources.llm.ask(unexplained, shape)
            reason = as_told(replied.value.reason, job.language)
        except LlmError as error:  # the reason in English will do
            log.info("judging.no_reason", reason=f"{type(error).__name__}: {error}")
    async with work.finish() as session:
        await service.explained(session, job.verdict_id, job.language, reason)


@handles(SettleAnswer)
async def settle_answer(work: Work, job: SettleAnswer) -> None:
    async with work.finish() as session:
        await _settle(work, session, job.attempt_id, await _known(session, job.attempt_id))


async def _known(session: AsyncSession, attempt_id: int) -> Ruled | None:
    """The verdict that was bought for an answer, in whatever languages it has its reason."""
    awaited = await Judgements(session).find(attempt_id)
    if awaited is None:
        return None
    return service.known(await Verdicts(session).find(awaited.exercise_id, awaited.digest))


@handles(LetGo)
async def let_go(work: Work, job: LetGo) -> None:
    async with work.finish() as session:
        actor = await Checked(session).whose(job.attempt_id)
        if actor is None:
            return
        chance, asr = random.Random(), work.resources.asr
        world = World(actor, utc_now(), chance, NoGrammar(), asr=asr)
        await settling.let_go(session, job.attempt_id, world, told=False)


@handles(GiveUpJudging)
async def give_up_judging(work: Work, job: GiveUpJudging) -> None:
    async with work.finish() as session:
        known = await _known(session, job.attempt_id)
        now, chance, asr = utc_now(), random.Random(), work.resources.asr
        await settling.give_up(session, job.attempt_id, known, now=now, chance=chance, asr=asr)


@handles(ForgetJudgements)
async def forget(work: Work, _: ForgetJudgements) -> None:
    async with work.finish() as session:
        await forget_judgements(session, now=utc_now())


@handles(ShowAnswer)
async def show_answer(work: Work, job: ShowAnswer) -> None:
    async with work.transaction() as session:
        told = await Checked(session).told(job.attempt_id)
    if told is None:
        return
    try:
        if job.message_id is None:
            await _send(work, job, told)
        else:
            await _edit(work, job, job.message_id, told)
        await _follow(work, job, told)
        await celebrate(work, told.to, _address(told), _texts(told))
    except Blocked:
        async with work.finish() as session:
            await Checked(session).block(told.chat, now=utc_now())
    except Rejected as error:  # the chat of a bot that other workers send for
        log.warning("judging.not_shown", reason=str(error))


async def _send(work: Work, job: ShowAnswer, told: Told) -> None:
    texts, key = _texts(told), f"told:{job.attempt_id}"
    if told.was_let_go:
        await send_once(work, key, _address(told), Quiet(view.late_verdict(told.to, texts)))
        return
    screen = _screen(job, told, texts)
    await send_once(work, key, _address(told), screen)
    await play_along(work, screen, _address(told))


async def _edit(work: Work, job: ShowAnswer, message_id: int, told: Told) -> None:
    key = f"shown:{job.attempt_id}:{job.let_go}:{message_id}"
    screen = _screen(job, told, _texts(told))
    await edit_once(work, key, _address(told), message_id, screen, passed=told.passed)
    await play_along(work, screen, _address(told))


def _screen(job: ShowAnswer, told: Told, texts: Texts) -> Screen:
    to = told.to.model_copy(update={"checking": job.let_go})
    if told.passed or _is_followed(job, told):
        return view.verdict(to, texts)
    return asking_the_time(view.reply(to, texts), to.next, texts, now=utc_now())


def _is_followed(job: ShowAnswer, told: Told) -> bool:
    """Whether what comes next stands in a message of its own, below an assessed text.

    An answer that practice has gone on without is followed already; one without an assessment,
    by what the learner decides.
    """
    assessed = told.to.feedback.assessment is not None and view.stands_alone(told.to)
    return assessed and not (job.let_go or told.was_let_go)


async def _follow(work: Work, job: ShowAnswer, told: Told) -> None:
    it, texts = told.to.next, _texts(told)
    if it is None or told.passed or not _is_followed(job, told):
        return
    screen = asking_the_time(view.following(it, texts, fresh=True), it, texts, now=utc_now())
    await send_once(work, f"following:{job.attempt_id}", _address(told), screen)
    await play_along(work, screen, _address(told))


@handles(TellMilestone)
async def tell_milestone(work: Work, job: TellMilestone) -> None:
    async with work.transaction() as session:
        told = await Checked(session).told(job.attempt_id)
    if told is not None:
        with suppress(Blocked, Rejected):
            where = (_address(told), _texts(told))
            await tell_streak(work, job.attempt_id, job.streak, *where)


def _texts(told: Told) -> Texts:
    return Texts(locale_of(told.locale), told.timezone)


def _address(told: Told) -> Address:
    return Address(told.bot_id, told.chat_id)
