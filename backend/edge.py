"""What happens to every request at the edge: a bound on its size, its metrics, its log line."""

from http import HTTPStatus
from time import perf_counter

import structlog
from asgi_correlation_id.context import correlation_id
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars

from backend.metrics import DURATION, REQUESTS

log = structlog.get_logger()

MAX_BODY = 64 * 1024
SLOW = 1.0  # seconds
_QUIET = {"/livez", "/readyz", "/metrics"}


class TooLarge(HTTPException):
    """The body is larger than anything that is asked for here."""

    # An HTTPException, for FastAPI takes any other error in reading a body for one in its text.
    def __init__(self) -> None:
        super().__init__(413, f"a body may have {MAX_BODY} bytes")


class Edge:
    """Plain ASGI, since a middleware with a request object costs more than the whole answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Every request is a task of its own: what is bound here ends with it.
        bind_contextvars(request_id=correlation_id.get())
        began = perf_counter()
        status = 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, _bounded(receive), sent)
        finally:
            _observe(scope, status, perf_counter() - began)


def _bounded(receive: Receive) -> Receive:
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise TooLarge
        return message

    return bounded


def _observe(scope: Scope, status: int, took: float) -> None:
    route = getattr(scope.get("route"), "path", "none")
    method = scope["method"]
    REQUESTS.labels(method, route, status).inc()
    DURATION.labels(method, route).observe(took)
    # What went well is counted, not told: its line would cost a twentieth of a press.
    if route not in _QUIET and (status >= HTTPStatus.BAD_REQUEST or took >= SLOW):
        log.info("request", method=method, route=route, status=status, ms=round(took * 1000, 1))
