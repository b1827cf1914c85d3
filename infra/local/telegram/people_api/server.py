"""The people's side of the server, for the chat page. JSON in, JSON out, same origin only.

GET   /api/state                                   bots, people, chats, change
GET   /api/events?since=                           server-sent events, see `events`
GET   /api/chats/{bot}/{person}/messages?before=   one page of history, oldest first
GET   /api/chats/{bot}/{person}/profile            description, commands, menu button
POST  /api/chats/{bot}/{person}/text               {text, reply_to?}
POST  /api/chats/{bot}/{person}/start              {payload?}
POST  /api/chats/{bot}/{person}/press              {message_id, row, column} → {id}
POST  /api/chats/{bot}/{person}/pay                {message_id} → {id}
POST  /api/chats/{bot}/{person}/edit               {message_id, text}
POST  /api/chats/{bot}/{person}/read               {up_to}
POST  /api/chats/{bot}/{person}/block              {blocked}
POST  /api/chats/{bot}/{person}/file               multipart: kind, file and more, see `uploads`
POST  /api/people                                  {first_name, language_code and more}
PATCH /api/people/{person}                         any of the same fields
GET   /api/files/{bot}/{file_id}                   the bytes; `?name=` downloads instead of showing

A refusal is `{"error": "why"}` with a 4xx status.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

from aiohttp import web

from infra.local.telegram.context import Context
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.people_api import actions, people, shapes, uploads
from infra.local.telegram.people_api.actions import Position, Seat
from infra.local.telegram.people_api.events import NUMBER, events

PAGE = Path(__file__).parents[1] / "page"
HISTORY = 60
BODY_MAX = 64 * 1024

ChatAction: TypeAlias = Callable[[Seat, dict[str, Any]], Any]
Route: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PeopleApi:
    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def routes(self) -> list[web.AbstractRouteDef]:
        chat = "/api/chats/{bot:[0-9]{1,15}}/{person:[0-9]{1,15}}"
        return [
            web.get("/", self._page),
            web.static("/page", PAGE),
            web.get("/api/state", self._state),
            web.get("/api/events", self._events),
            web.get(f"{chat}/messages", self._messages),
            web.get(f"{chat}/profile", self._profile),
            web.post(f"{chat}/file", self._file),
            web.post(chat + "/{action:[a-z]+}", self._act),
            web.post("/api/people", self._add_person),
            web.patch("/api/people/{person:[0-9]{1,15}}", self._change_person),
            web.get("/api/files/{bot:[0-9]{1,15}}/{file_id}", self._download),
        ]

    async def _page(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(shapes.state(self._ctx))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await events(self._ctx, request)

    def _seat(self, request: web.Request) -> Seat:
        ids = request.match_info
        return actions.seat(self._ctx, int(ids["bot"]), int(ids["person"]))

    async def _messages(self, request: web.Request) -> web.Response:
        at = self._seat(request)
        before = request.query.get("before", "")
        found = self._ctx.store.messages.page(
            at.bot.id,
            at.person.id,
            before=int(before) if NUMBER.fullmatch(before) else None,
            limit=HISTORY + 1,
        )
        more = len(found) > HISTORY
        shown = [shapes.message_shape(one) for one in found[1 if more else 0 :]]
        return web.json_response({"messages": shown, "more": more})

    async def _profile(self, request: web.Request) -> web.Response:
        at = self._seat(request)
        return web.json_response(shapes.profile(self._ctx, at.bot, at.person))

    async def _act(self, request: web.Request) -> web.Response:
        action = ACTIONS.get(request.match_info["action"])
        if action is None:
            raise ApiError(404, "no such action")
        return web.json_response(action(self._seat(request), await _body(request)) or {})

    async def _file(self, request: web.Request) -> web.Response:
        at = self._seat(request)
        message = await uploads.receive(at, request)
        return web.json_response(shapes.message_shape(message))

    async def _add_person(self, request: web.Request) -> web.Response:
        person = people.add(self._ctx, await _body(request))
        return web.json_response(shapes.person_shape(person), status=201)

    async def _change_person(self, request: web.Request) -> web.Response:
        person_id = int(request.match_info["person"])
        person = people.change(self._ctx, person_id, await _body(request))
        return web.json_response(shapes.person_shape(person))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        return uploads.download(self._ctx, request)


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise ApiError(415, "the body must be JSON")
    if (request.content_length or 0) > BODY_MAX:
        raise ApiError(413, "the body is too large")
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise bad_request("the body is no JSON") from None
    if not isinstance(body, dict):
        raise bad_request("the body must be an object")
    return body


def _integer(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
        raise bad_request(f"{name} must be a whole number")
    return value


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise bad_request(f"{name} must be text")
    return value


def _send(at: Seat, body: dict[str, Any]) -> dict[str, Any]:
    reply_to = None if body.get("reply_to") is None else _integer(body, "reply_to")
    return shapes.message_shape(actions.send_text(at, _text(body, "text"), reply_to=reply_to))


def _start(at: Seat, body: dict[str, Any]) -> dict[str, Any]:
    return shapes.message_shape(actions.start(at, _text(body, "payload") or None))


def _press(at: Seat, body: dict[str, Any]) -> dict[str, Any]:
    where = Position(_integer(body, "row"), _integer(body, "column"))
    return {"id": str(actions.press(at, _integer(body, "message_id"), where))}


def _pay(at: Seat, body: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(actions.pay(at, _integer(body, "message_id")))}


def _edit(at: Seat, body: dict[str, Any]) -> dict[str, Any]:
    edited = actions.edit_text(at, _integer(body, "message_id"), _text(body, "text"))
    return shapes.message_shape(edited)


def _read(at: Seat, body: dict[str, Any]) -> None:
    actions.read(at, _integer(body, "up_to"))


def _block(at: Seat, body: dict[str, Any]) -> None:
    actions.set_blocked(at, blocked=body.get("blocked") is True)


ACTIONS: dict[str, ChatAction] = {
    "text": _send,
    "start": _start,
    "press": _press,
    "pay": _pay,
    "edit": _edit,
    "read": _read,
    "block": _block,
}


@web.middleware
async def refusals(request: web.Request, handler: Route) -> web.StreamResponse:
    """`ApiError` becomes `{"error": …}`; the bots' side makes its own answers."""
    try:
        return await handler(request)
    except ApiError as error:
        what = error.description.removeprefix("Bad Request: ")
        return web.json_response({"error": what}, status=error.code)
