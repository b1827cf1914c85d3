"""Is the process alive, and is it ready to serve?"""

from functools import cache
from pathlib import Path

import structlog
from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)

_MIGRATIONS = Path(__file__).parent.parent / "alembic"


@cache
def wanted_revision() -> str | None:
    """The newest migration that this code knows."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head()


@router.get("/livez")
async def livez() -> dict[str, str]:
    """The event loop answers. Looks at nothing outside the process."""
    return {"status": "alive"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """PostgreSQL and Redis answer, and the schema is the one that this code was written for."""
    checks = {"database": await _database(request), "redis": await _redis(request)}
    ready = all(state == "ok" for state in checks.values())
    return JSONResponse(checks, 200 if ready else 503)


async def _database(request: Request) -> str:
    try:
        async with request.state.sessions() as session:
            revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        return type(error).__name__
    wanted = wanted_revision()
    return "ok" if revision == wanted else f"at migration {revision}, wanted {wanted}"


async def _redis(request: Request) -> str:
    return "ok" if await request.state.queue.answers() else "no answer"


@router.get("/metrics")
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
