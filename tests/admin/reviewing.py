"""A queue to review, and what an admin sees and leaves."""

from datetime import timedelta

from sqlalchemy import select

from backend.audit.models import AuditEntry
from backend.client import Backend, Calls
from backend.db import Sessions, transaction
from backend.exercises.models import Exercise
from backend.kit.clock import utc_now
from backend.quality import inspecting
from backend.quality.schemas import Cause
from backend.queue import Silent
from backend.users.models import Identity, UserRole
from backend.users.schemas import RoleName
from tests.admin.conftest import SECOND_ADMIN, Enter
from tests.bot.conftest import Person, labels
from tests.conftest import ADMIN
from tests.factories import BOT, a_shelf, a_user, an_item

COMMANDS = ("/review", "/stock", "/llm", "/jobs", "/flags")
GAPS = a_shelf(items=[an_item("fill_gap", n) for n in (1, 2, 3)], skills=1)
FIGURES = {"exposures": 9, "right": 1}


async def waiting(sessions: Sessions, cause: Cause = Cause.broken) -> list[int]:
    """An inspection of every exercise of the course."""
    async with transaction(sessions, Silent()) as session:
        ids = list(await session.scalars(select(Exercise.id).order_by(Exercise.id)))
        for number, id in enumerate(ids):
            now = utc_now() - timedelta(minutes=60 - number)
            await inspecting.open_(session, id, cause, FIGURES, now=now)
    return ids


async def another_admin(enter: Enter, backend: Backend, sessions: Sessions) -> Person:
    await backend.put_user(a_user(SECOND_ADMIN))
    async with sessions.begin() as session:
        mine = select(Identity).where(Identity.subject == str(SECOND_ADMIN))
        identity = (await session.scalars(mine)).one()
        session.add(UserRole(user_id=identity.user_id, role=RoleName.admin))
    other = enter(SECOND_ADMIN)
    await other.writes("/start")
    return other


def both_admins(backend: Backend) -> tuple[Calls, Calls]:
    first, second = (backend.on_behalf_of(id, bot_id=BOT) for id in (int(ADMIN), SECOND_ADMIN))
    return first, second


async def log(sessions: Sessions) -> list[AuditEntry]:
    async with sessions() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def said(person: Person) -> str:
    return person.telegram.last.text or ""


async def accepts(admin: Person, which: str = "") -> None:
    """An answer that is right, and it is meant."""
    await admin.presses(f"Accept answer{which}")
    await admin.presses("Yes")


async def fixes(admin: Person, label: str, words: str) -> None:
    """The text with this label, on the card that is before the admin, becomes these words."""
    await admin.presses("Fix")
    number = next(line.split(".")[0] for line in said(admin).splitlines() if label in line)
    await admin.presses(number)
    question = admin.telegram.last.model_dump(mode="json", exclude_none=True)
    await admin.sends(text=words, reply_to_message=question)


def has_button(person: Person, label: str) -> bool:
    return any(label in each for row in labels(person.telegram.last) for each in row)
