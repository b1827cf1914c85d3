"""Refusals and failures as problem details (RFC 9457): one shape for every no."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from asyncpg import InterfaceError, PostgresError  # type: ignore[import-untyped]
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from backend.errors import AppError
from backend.gateways.storage import NoStorage

log = structlog.get_logger()

MOST_SAID = 100  # characters of anything that an error says
MEDIA_TYPE = "application/problem+json"
_CODES = {404: "NoSuchRoute", 405: "NoSuchMethod", 413: "TooLarge"}


def problem(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """`code` is what a client matches on; `detail` is for a reader."""
    body = {"type": "about:blank", "title": code, "status": status, "detail": detail, "code": code}
    return JSONResponse({**body, **more}, status, dict(headers or {}), MEDIA_TYPE)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    return problem(error.status, error.code, str(error))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Where and why, but not the input: it may be personal, and long. Names of fields and of types
    # are the caller's as well, where they are unknown.
    errors = [
        {"where": [str(part)[:MOST_SAID] for part in each["loc"]], "why": each["msg"][:MOST_SAID]}
        for each in error.errors()
    ]
    return problem(422, "Invalid", "the request does not fit its schema", errors=errors[:20])


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "Refused")
    return problem(error.status_code, code, error.detail, headers=error.headers)


async def _away(_: Request, error: Exception) -> JSONResponse:
    log.error("database.away", error=type(error).__name__)
    return problem(503, "Unavailable", "the database does not answer", headers={"retry-after": "2"})


async def _no_storage(_: Request, error: Exception) -> JSONResponse:
    log.error("storage.away", error=str(error))
    return problem(503, "Unavailable", "the storage does not answer", headers={"retry-after": "2"})


async def _database(request: Request, error: Exception) -> JSONResponse:
    """A database that is away, slow or shutting down is a 503; anything else is our mistake."""
    cause = getattr(error, "orig", error)
    state = str(getattr(cause, "sqlstate", "") or "")
    # 08: connection. 53: resources. 57: operator and time limits. 55P03: lock not available.
    away = isinstance(error, PoolTimeout) or state[:2] in {"08", "53", "57"} or state == "55P03"
    if away or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return await _away(request, error)
    return await _failed(request, error)


async def _driver(request: Request, error: Exception) -> JSONResponse:
    """The driver has lost its connection, unless it was given a value that it cannot send."""
    return await (_failed if isinstance(error, ValueError) else _away)(request, error)


async def _failed(_: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", exc_info=error)
    return problem(500, "Internal", "something went wrong on our side")


def install(app: FastAPI) -> None:
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Any]] = {
        AppError: _refused,
        RequestValidationError: _invalid,
        HTTPException: _http,
        SQLAlchemyError: _database,
        PostgresError: _database,
        InterfaceError: _driver,
        NoStorage: _no_storage,
        OSError: _away,
        TimeoutError: _away,
        Exception: _failed,
    }
    for error, handler in handlers.items():
        app.add_exception_handler(error, handler)
