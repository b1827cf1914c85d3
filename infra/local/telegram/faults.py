"""Failures on order, for tests of what a bot does when Telegram misbehaves."""

import asyncio
from dataclasses import dataclass, field

from infra.local.telegram.errors import ApiError, too_many_requests

TOO_MANY = 429


@dataclass
class Fault:
    """The next `times` calls of `method` (any method when `None`) fail or are late.

    `code` 429 carries `retry_after`; with `code` 0 the call only waits `delay` seconds.
    """

    method: str | None = None
    code: int = 0
    description: str = "Internal Server Error"
    retry_after: int = 1
    delay: float = 0
    times: int = 1

    def matches(self, method: str) -> bool:
        return self.times > 0 and (self.method is None or self.method.lower() == method.lower())

    def error(self) -> ApiError | None:
        if not self.code:
            return None
        if self.code == TOO_MANY:
            return too_many_requests(self.retry_after)
        return ApiError(self.code, self.description)


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)

    async def strike(self, method: str) -> None:
        """Wait or raise, if a fault is planned for this call."""
        fault = next((one for one in self.planned if one.matches(method)), None)
        if fault is None:
            return
        fault.times -= 1
        self.planned = [one for one in self.planned if one.times > 0]
        await asyncio.sleep(fault.delay)
        if error := fault.error():
            raise error
