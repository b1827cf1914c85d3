import asyncio
from typing import Any

from asgi_correlation_id.context import correlation_id
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from structlog.contextvars import get_contextvars

from backend.edge import Edge


async def test_what_a_request_logs_carries_its_id() -> None:
    """Bound where the logs merge it from, and gone with the request's own task."""
    bound: list[dict[str, Any]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        bound.append(get_contextvars())
        await PlainTextResponse("fine")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        pass

    async def request(id: str) -> None:
        correlation_id.set(id)
        await Edge(app)({"type": "http", "method": "GET", "path": "/"}, receive, send)

    before = get_contextvars()
    for id in ("u42-815", "u42-816"):
        await asyncio.create_task(request(id))

    assert [each["request_id"] for each in bound] == ["u42-815", "u42-816"]
    assert get_contextvars() == before
