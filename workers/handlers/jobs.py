from contextlib import suppress

from aiogram.utils.formatting import Bold, Code, Text, as_list

from backend.gateways.telegram import Address, Blocked, Rejected
from backend.jobs import service
from backend.jobs.jobs import PruneJobs, TellAdminsOfDeadJob
from backend.jobs.models import JobRow
from backend.users.repository import Users
from bot.screen import Screen, shortened
from workers.context import Work
from workers.registry import handles
from workers.sending import send_once

_MOST_ERROR = 300  # characters


@handles(PruneJobs)
async def prune_jobs(work: Work, _: PruneJobs) -> None:
    async with work.finish() as session:
        await service.prune(session)


@handles(TellAdminsOfDeadJob)
async def tell_admins_of_dead_job(work: Work, job: TellAdminsOfDeadJob) -> None:
    async with work.transaction() as session:
        dead = await session.get(JobRow, job.job_id)
        chats = await Users(session).admin_chats()
    if dead is None:
        return
    for chat in chats:
        to = Address(chat.bot_id, chat.chat_id)
        key = f"dead:{dead.id}:{dead.attempts}:{chat.id}"
        with suppress(Blocked, Rejected):  # one deaf admin must not keep the others from hearing
            await send_once(work, key, to, _obituary(dead), repeat_in_doubt=True)


def _obituary(dead: JobRow) -> Screen:
    error = (dead.last_error or "").partition("\n")[0]
    return Screen(
        as_list(
            Bold(f"Job {dead.id} failed for good"),
            Text(Code(dead.kind), f", attempt {dead.attempts} of {dead.max_attempts}"),
            shortened(error, _MOST_ERROR),
        )
    )
