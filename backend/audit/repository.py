from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.audit.models import AuditEntry

MOST_READ = 100


class AuditLog:
    """Every decision of an admin, and those that the product takes by itself in their place."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(  # who, what, about what, before, after, when
        self,
        action: str,
        subject: str,
        *,
        now: datetime,
        by: int | None = None,
        actor: str = "admin",
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Written in the transaction of what it tells of. `by` is the id of a user."""
        entry = AuditEntry(at=now, user_id=by, actor=actor, action=action, subject=subject)
        if before is not None:  # None would be kept as JSON's null
            entry.before = before
        if after is not None:
            entry.after = after
        self._session.add(entry)
        await self._session.flush()

    async def about(self, subject: str) -> list[AuditEntry]:
        """What was decided about it, the latest first."""
        entries = select(AuditEntry).where(AuditEntry.subject == subject)
        return list(
            await self._session.scalars(entries.order_by(AuditEntry.id.desc()).limit(MOST_READ))
        )
