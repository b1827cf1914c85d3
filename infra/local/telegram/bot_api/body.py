"""Reading parameters out of JSON, form and multipart bodies."""

import json
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from infra.local.telegram.bot_api.params import Params, Upload
from infra.local.telegram.errors import ApiError, bad_request

FIELDS_MAX = 200


async def read_params(request: web.Request, *, largest: int) -> Params:
    """The query string and the body together. Raises `ApiError` 400 or 413."""
    values: dict[str, Any] = dict(request.query)
    kind = request.content_type
    try:
        if kind == "application/json":
            values |= _json_object(await request.text())
        elif kind.startswith("multipart/"):
            values |= await multipart(await request.multipart(), largest=largest)
        elif kind == "application/x-www-form-urlencoded":
            values |= dict(await request.post())
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None
    except (ValueError, AssertionError) as error:
        raise bad_request("can't parse the request body") from error
    return Params(values)


def too_large() -> ApiError:
    return ApiError(413, "Request Entity Too Large")


def _json_object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("expected an Object as the request body")
    return body


async def multipart(reader: MultipartReader, *, largest: int) -> dict[str, Any]:
    """Fields as strings, files as `Upload`; `largest` bounds all parts together, in bytes."""
    found: dict[str, Any] = {}
    size = 0
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or len(found) >= FIELDS_MAX:
            raise bad_request("can't parse the request body")
        content = bytearray()
        while chunk := await part.read_chunk():
            size += len(chunk)
            if size > largest:
                raise too_large()
            content += chunk
        found[part.name or ""] = _part(part, bytes(content))
    return found


def _part(part: BodyPartReader, content: bytes) -> str | Upload:
    if part.filename is None:
        try:
            return content.decode()
        except UnicodeDecodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    mime_type = part.headers.get("Content-Type", "application/octet-stream")
    return Upload(part.filename, content, mime_type)
