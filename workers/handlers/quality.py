from contextlib import suppress

from backend.gateways.telegram import Address, Blocked, Rejected
from backend.quality.jobs import TellAdminsOfHiddenExercise
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
