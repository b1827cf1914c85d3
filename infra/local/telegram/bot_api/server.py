"""`/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json
import logging
from typing import Any

import aiohttp
from aiohttp import web

from infra.local.telegram.bot_api.body import multipart, read_params
from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.params import Params
from infra.local.telegram.bot_api.registry import ASYNC_BY_NAME, BY_NAME
from infra.local.telegram.config import BotAccount
from infra.local.telegram.context import Context, Recorded
from infra.local.telegram.delivery.polling import Pollers
from infra.local.telegram.delivery.webhook import Couriers
from infra.local.telegram.errors import ApiError, not_found, unauthorized

log = logging.getLogger(__name__)


class BotApi:
    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._pollers = Pollers()
        self.couriers = Couriers(ctx, self._call_in_reply)

    def close(self) -> None:
        """Let waiting polls end, so that the server can stop."""
        self._pollers.close()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self.handle),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.download),
        ]

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = Params({})
        try:
            bot = self._bot(request)
            params = await read_params(request, largest=self._ctx.limits.upload)
            result = await self.call(bot, method, params)
        except ApiError as error:
            self._record(method, params, error.code)
            return web.json_response(error.as_json(), status=error.code, headers=_retry(error))
        except Exception:  # a fault of ours: the bot must see Telegram's shape all the same
            log.exception("%s failed", method)
            self._record(method, params, 500)
            broken = ApiError(500, "Internal Server Error")
            return web.json_response(broken.as_json(), status=broken.code)
        self._record(method, params, 200)
        return web.json_response({"ok": True, "result": result})

    def _bot(self, request: web.Request) -> BotAccount:
        bot = self._ctx.by_token.get(request.match_info["token"])
        if bot is None:
            raise unauthorized()
        return bot

    async def call(self, bot: BotAccount, method: str, params: Params) -> Any:
        """The result of a method. Raises `ApiError`."""
        await self._ctx.faults.strike(method)
        call = Call(
            ctx=self._ctx,
            bot=bot,
            params=params,
            now=self._ctx.clock(),
            pollers=self._pollers,
            couriers=self.couriers,
        )
        name = method.lower()
        if waiting := ASYNC_BY_NAME.get(name):
            return await waiting(call)
        handler = BY_NAME.get(name)
        if handler is None:
            raise not_found()
        with self._ctx.transaction():
            return handler(call)

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = self._bot(request)
            stored = self._ctx.store.files.at(bot.id, request.match_info["path"])
            if stored is None:
                raise not_found()
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        return web.FileResponse(
            self._ctx.store.files.location(stored),
            headers={"Content-Type": "application/octet-stream"},
        )

    async def _call_in_reply(self, bot: BotAccount, response: aiohttp.ClientResponse) -> None:
        """A webhook may answer with a method to call; nobody learns of its result."""
        values = await _values_in(response, self._ctx.limits.upload)
        method = str(values.pop("method", ""))
        if not method:
            return
        params = Params(values)
        try:
            await self.call(bot, method, params)
        except ApiError as error:
            self._record(method, params, error.code)
            return
        self._record(method, params, 200)

    def _record(self, method: str, params: Params, code: int) -> None:
        self._ctx.calls.append(Recorded(method, params.recorded(), code))


def _retry(error: ApiError) -> dict[str, str]:
    after = (error.parameters or {}).get("retry_after")
    return {"Retry-After": str(after)} if after else {}


async def _values_in(response: aiohttp.ClientResponse, largest: int) -> dict[str, Any]:
    try:
        if response.content_type == "application/json":
            body = json.loads(await response.text())
            return body if isinstance(body, dict) else {}
        if response.content_type.startswith("multipart/"):
            reader = aiohttp.MultipartReader.from_response(response)
            return await multipart(reader.stream, largest=largest)
    except (ValueError, ApiError):
        # The update is taken whatever the answer's body holds.
        return {}
    return {}
