"""Updates that Telegram posts. Each is acknowledged after it was handled, whatever came of it."""

import secrets

import structlog
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.intake import Intake

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105, a header's name
PATH = "/telegram"
LARGEST = 1024 * 1024

log = structlog.get_logger(__name__)


def create_app(bot: Bot, intake: Intake, secret: str) -> web.Application:
    async def receive(request: web.Request) -> web.Response:
        if not is_secret(request.headers.get(SECRET_HEADER, ""), secret):
            return web.Response(status=401)
        body = await request.read()
        try:
            update = Update.model_validate_json(body, context={"bot": bot})
        except ValidationError as error:
            # Refused, it would come again and again, and hold up its chat for a day.
            log.warning("webhook.unreadable", problems=error.error_count())
            return web.Response()
        await intake.handle(update)
        return web.Response()

    app = web.Application(client_max_size=LARGEST)
    app.router.add_post(PATH, receive)
    return app


def is_secret(given: str, secret: str) -> bool:
    """Compares bytes in constant time: the header may hold anything."""
    return secrets.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())
