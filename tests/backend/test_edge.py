import structlog
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from backend.client import Backend
from tests.factories import BOT, a_user


async def test_every_line_of_a_request_carries_its_id(backend: Backend) -> None:
    await backend.put_user(a_user(7))
    log_before = structlog.contextvars.get_contextvars()
    with capture_logs(processors=[merge_contextvars]) as lines:
        await backend.on_behalf_of(7, bot_id=BOT, update_id=815).me()

    [line] = [each for each in lines if each["event"] == "request"]
    assert line["request_id"] == f"u{BOT}-815"
    assert line["route"] == "/users/me"
    assert structlog.contextvars.get_contextvars() == log_before
