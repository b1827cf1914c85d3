import asyncio
from contextlib import suppress
from datetime import timedelta

from backend.gateways.telegram import Address, Blocked, Rejected
from backend.kit.clock import utc_now
from backend.llm.asking import LlmError, Replied, Unavailable
from backend.quality import monitoring, repairing, reviewing
from backend.quality.jobs import (
    RepairMemories,
    ReviewExercise,
    TellAdminsOfHiddenExercise,
    WatchExercises,
)
from backend.quality.opinions import Opinion
from backend.quality.repository import Flags
from backend.users.models import User
from backend.users.repository import Users
from bot.quality import view
from bot.texts import Texts
from workers.context import Work
from workers.registry import handles
from workers.sending import send_once

_MOST_REASONS = 100


@handles(TellAdminsOfHiddenExercise)
async def tell_admins_of_hidden_exercise(work: Work, job: TellAdminsOfHiddenExercise) -> None:
    async with work.transaction() as session:
        exercise = await Flags(session).exercise(job.exercise_id)
        reasons = await Flags(session).reasons(job.exercise_id, most=_MOST_REASONS)
        chats = [
            (chat, await session.get_one(User, chat.user_id))
            for chat in await Users(session).admin_chats()
        ]
    if exercise is None:
        return
    for chat, admin in chats:
        to = Address(chat.bot_id, chat.chat_id)
        screen = view.hidden(exercise.key, reasons, Texts(admin.locale))
        with suppress(Blocked, Rejected):  # one deaf admin must not keep the others from hearing
            await send_once(
                work, f"hidden:{exercise.id}:{chat.id}", to, screen, repeat_in_doubt=True
            )


@handles(WatchExercises)
async def watch_exercises(work: Work, _: WatchExercises) -> None:
    async with work.finish() as session:
        await monitoring.watch(session, now=utc_now())


class ModelAway(Exception):
    """Asked again later: nobody waits for this opinion."""

    after = timedelta(minutes=10)


@handles(ReviewExercise)
async def review_exercise(work: Work, job: ReviewExercise) -> None:
    async with work.transaction() as session:
        case = await reviewing.case_of(session, job.inspection_id)
    if case is None:
        return
    replied = await _opinion(work, case)
    answer = None if replied is None else await asyncio.to_thread(reviewing.weighed, case, replied)
    async with work.finish() as session:
        await reviewing.settle(session, case, answer, now=utc_now())


async def _opinion(work: Work, case: reviewing.Case) -> Replied[Opinion] | None:
    """None where there will be none: an admin decides without it."""
    try:
        return await work.resources.llm.ask(case.asked, Opinion)
    except Unavailable as away:
        if work.claim.is_last:
            return None
        raise ModelAway from away
    except LlmError:
        return None


@handles(RepairMemories)
async def repair_memories(work: Work, job: RepairMemories) -> None:
    async with work.finish() as session:
        await repairing.repair(session, job, now=utc_now())
