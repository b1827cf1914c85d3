"""Updates that Telegram posts. Each is acknowledged after it was handled, whatever came of it."""

import asyncio
import secrets

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.intake import Intake
from bot.polling import UNKNOWN_BOT
from bot.serving import serving
from bot.settings import Settings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105, a header's name
PATH = "/telegram"
LARGEST = 1024 * 1024
PAUSE_S = 10

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


async def listen(
    settings: Settings, bot: Bot, intake: Intake, allowed: list[str], stop: asyncio.Event
) -> None:
    """Until `stop`. Raises one of UNKNOWN_BOT for a token that Telegram does not know."""
    assert settings.webhook_url
    assert settings.webhook_secret
    secret = settings.webhook_secret.get_secret_value()
    app = create_app(bot, intake, secret)
    async with serving(app, settings.webhook_host, settings.webhook_port):
        url = settings.webhook_url.rstrip("/") + PATH
        setting = asyncio.create_task(_set_webhook(bot, url, secret, allowed))
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({setting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if setting in done:
            setting.result()
            log.info("bot.listening", port=settings.webhook_port)
        await stopping
        setting.cancel()


async def _set_webhook(bot: Bot, url: str, secret: str, allowed: list[str]) -> None:
    """Until Telegram has taken it: without it, nobody reaches the bot."""
    while True:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=allowed)
        except UNKNOWN_BOT:
            raise
        except TelegramAPIError as error:
            log.warning("webhook.not_set", reason=str(error))
            await asyncio.sleep(PAUSE_S)
        else:
            return
