"""The server: /v1/chat/completions and /v1/models, and beside them /script and /calls to drive it.

Everything but /health wants `Authorization: Bearer <key>`.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from aiohttp import web

from infra.local.llm import asking
from infra.local.llm.completions import Completion, complete
from infra.local.llm.directing import rule_of
from infra.local.llm.errors import ApiError, no_such_model, unauthorized
from infra.local.llm.journal import Call, Journal
from infra.local.llm.script import Fault, Plan, Script
from infra.local.llm.tokens import Cache

_LARGEST = 2 * 1024 * 1024
_HTML = "<!doctype html><title>Bad gateway</title>"


class Chat:
    """One server's state: what it is to say, and what was asked of it."""

    def __init__(self, script: Script, *, key: str, models: Collection[str]) -> None:
        self.script = script
        self.journal = Journal()
        self._key = key
        self._models = models
        self._cache = Cache()
        self._closing = asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST, middlewares=[self._guarded])
        app.router.add_routes(
            [
                web.get("/health", _health),
                web.post("/v1/chat/completions", self._complete),
                web.get("/v1/models", self._list),
                web.post("/script", self._direct),
                web.delete("/script", self._reset),
                web.get("/calls", self._tell),
            ]
        )
        app.on_shutdown.append(self._close)
        return app

    async def _close(self, _: web.Application) -> None:
        self._closing.set()

    @web.middleware
    async def _guarded(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        try:
            given = request.headers.get("Authorization", "")
            if request.path != "/health" and given != f"Bearer {self._key}":
                raise unauthorized()
            return await handler(request)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.status)

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        heard = asking.read(await _body(request))
        if heard.model not in self._models:
            raise no_such_model(heard.model)
        call = self.journal.begin(heard)
        try:
            plan = self.script.plan(heard)
            await self._wait(plan.slow)
            return await self._answer(request, call, plan)
        except ApiError as error:
            call.end(str(error.status))
            raise
        finally:
            call.end("gone")  # unless something else ended it: the caller went away

    async def _answer(self, request: web.Request, call: Call, plan: Plan) -> web.StreamResponse:
        broken = await self._broken(request, call, plan)
        if broken is not None:
            return broken
        if plan.text is None:
            raise ApiError(400, f"nobody has said what to answer to {call.heard.task!r}")
        completion = complete(
            call.heard,
            plan.text,
            plan.fault,
            number=call.number,
            cached=self._cache.hit(call.heard.model, call.heard.system),
        )
        call.usage = completion.usage
        if call.heard.stream:
            return await self._stream(request, call, plan, completion)
        if plan.fault is Fault.drop:
            return _drop(request, call)
        call.end(plan.fault or "said")
        return web.json_response(completion.as_json())

    async def _broken(
        self, request: web.Request, call: Call, plan: Plan
    ) -> web.StreamResponse | None:
        match plan.fault:
            case Fault.hang:
                await self._closing.wait()
                return _drop(request, call)
            case Fault.rate_limited:
                call.end(plan.fault)
                return _refused(429, "rate_limit_exceeded", plan.retry_after)
            case Fault.error:
                call.end(plan.fault)
                return _refused(500, "server_error", None)
            case Fault.garbled:
                call.end(plan.fault)
                return web.Response(text=_HTML, content_type="text/html")
            case _:
                return None

    async def _stream(
        self, request: web.Request, call: Call, plan: Plan, completion: Completion
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        pieces = list(completion.pieces(usage=call.heard.usage_wanted))
        for place, piece in enumerate(pieces):
            if plan.fault is Fault.drop and place > len(pieces) // 2:
                return _drop(request, call)
            await response.write(b"data: " + json.dumps(piece).encode() + b"\n\n")
            await self._wait(plan.drip)
        await response.write(b"data: [DONE]\n\n")
        call.end(plan.fault or "said")
        return response

    async def _wait(self, seconds: float) -> None:
        """As long as is asked for, unless the server stops."""
        if seconds > 0:
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except TimeoutError:
                return

    async def _list(self, _: web.Request) -> web.Response:
        data = [{"id": name, "object": "model", "owned_by": "parley"} for name in self._models]
        return web.json_response({"object": "list", "data": data})

    async def _direct(self, request: web.Request) -> web.Response:
        self.script.add(rule_of(await _body(request)))
        return web.json_response({"ok": True}, status=201)

    async def _reset(self, _: web.Request) -> web.Response:
        self.script.reset()
        self.journal.clear()
        return web.json_response({"ok": True})

    async def _tell(self, request: web.Request) -> web.Response:
        calls = self.journal.calls(request.query.get("task"))
        counts = Counter(call.heard.task for call in calls)
        return web.json_response({"counts": counts, "calls": [call.as_json() for call in calls]})


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def _body(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        raise ApiError(400, "We could not parse the JSON body of your request.") from None


def _refused(status: int, code: str, retry_after: float | None) -> web.Response:
    error = ApiError(status, "The server had an error, or too much to do.", type=code, code=code)
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return web.json_response(error.as_json(), status=status, headers=headers)


def _drop(request: web.Request, call: Call) -> web.StreamResponse:
    call.end(Fault.drop)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
