import asyncio

from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from backend.client import Backend
from tests.factories import BOT, a_user


async def test_every_line_of_a_request_carries_its_id(backend: Backend) -> None:
    await backend.put_user(a_user(7))
    before = get_contextvars()
    with capture_logs(processors=[merge_contextvars]) as lines:
        await backend.on_behalf_of(7, bot_id=BOT, update_id=815).me()
        async with asyncio.timeout(5):  # the line is written when the reply has left
            while not any(line.get("route") == "/users/me" for line in lines):
                await asyncio.sleep(0.01)

    [line] = [each for each in lines if each.get("route") == "/users/me"]
    assert (line["event"], line["request_id"]) == ("request", f"u{BOT}-815")
    assert get_contextvars() == before
