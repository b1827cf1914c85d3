"""The bot process: `python -m bot.main`. It polls, or listens to a webhook."""

import asyncio
import logging
import signal
import sys
from contextlib import AsyncExitStack

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.utils.token import TokenValidationError
from prometheus_client import CollectorRegistry, ProcessCollector
from pydantic import ValidationError

from backend.client import Backend
from backend.crashes import report_crashes
from backend.kit import clock
from backend.kit.clock import utc_now
from backend.logs import configure_logs
from bot import errors, introduction, ops, webhook
from bot.admin import handlers as admin
from bot.answers import handlers as answers
from bot.chat import handlers as chat
from bot.course import handlers as course
from bot.courses import handlers as courses
from bot.exercises import handlers as exercises
from bot.exercises import practice, saying
from bot.guide import handlers as guide
from bot.intake import Intake
from bot.learners import People
from bot.living import Living
from bot.metrics import CountCalls, Metrics
from bot.middlewares import KnowLearner, Observe, TakeTurns
from bot.mistakes import handlers as mistakes
from bot.polling import UNKNOWN_BOT, Polling
from bot.progress import handlers as progress
from bot.reading import handlers as reading
from bot.retrying import TryAgain
from bot.serving import serving
from bot.settings import Settings, explained
from bot.settings_menu import handlers as settings_menu
from bot.skills import handlers as skills
from bot.start import handlers as start
from bot.voice import handlers as voice
from bot.words import handlers as words

BOT_API_TIMEOUT_S = 15
MISCONFIGURED = 2
# What they say of every call and update, our own log and metrics say already.
TALKATIVE = ("aiogram.event", "httpx2")

log = structlog.get_logger(__name__)


def create_dispatcher(people: People, metrics: Metrics) -> Dispatcher:
    """Every route of the bot. What a person wrote is kept nowhere between two updates."""
    dispatcher = Dispatcher(disable_fsm=True, people=people, metrics=metrics)
    dispatcher.update.outer_middleware(Observe(metrics))
    dispatcher.update.outer_middleware(TakeTurns(Living()))
    dispatcher.message.middleware(KnowLearner())
    dispatcher.callback_query.middleware(KnowLearner())
    dispatcher.message.filter(lambda message: message.chat.type == ChatType.PRIVATE)
    dispatcher.include_routers(
        start.create_router(),
        admin.create_router(),
        practice.create_router(),
        progress.create_router(),
        words.create_router(),
        reading.create_router(),
        mistakes.create_router(),
        skills.create_router(),
        course.create_router(),
        courses.create_router(),
        settings_menu.create_router(),
        guide.create_router(),
        chat.create_router(),
        answers.create_router(),
        voice.create_router(),
        exercises.create_router(),
        saying.create_router(),
        guide.create_last_router(),
        errors.create_router(),
    )
    return dispatcher


def create_bot(settings: Settings, metrics: Metrics) -> Bot:
    """Raises TokenValidationError for what is no token."""
    session = AiohttpSession(
        api=TelegramAPIServer.from_base(settings.telegram_api_url), timeout=BOT_API_TIMEOUT_S
    )
    session.middleware(TryAgain())
    session.middleware(CountCalls(metrics))
    defaults = DefaultBotProperties(link_preview_is_disabled=True)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=defaults)


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Until `stop`. Raises one of UNKNOWN_BOT for a token that Telegram does not know."""
    metrics = Metrics(CollectorRegistry())
    ProcessCollector(registry=metrics.registry)
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(create_bot(settings, metrics).context())
        backend = await stack.enter_async_context(
            Backend(settings.backend_url.rstrip("/"), settings.backend_token.get_secret_value())
        )
        dispatcher = create_dispatcher(People(backend, bot_language=settings.bot_language), metrics)
        if settings.metrics_port:
            site = ops.create_app(metrics, polls=not settings.webhook_url, started=utc_now())
            await stack.enter_async_context(
                serving(site, settings.metrics_host, settings.metrics_port)
            )
        intake = Intake(dispatcher, bot, metrics)
        introducing = asyncio.create_task(introduction.introduce(bot))
        stack.callback(introducing.cancel)
        allowed = dispatcher.resolve_used_update_types()
        if settings.webhook_url:
            await webhook.listen(settings, bot, intake, allowed, stop)
        else:
            await _poll(bot, intake, metrics, allowed, stop)


async def _poll(
    bot: Bot, intake: Intake, metrics: Metrics, allowed: list[str], stop: asyncio.Event
) -> None:
    await _remove_webhook(bot)
    log.info("bot.polling")
    await Polling(bot, intake, metrics, allowed=allowed).run(stop)


async def _remove_webhook(bot: Bot) -> None:
    try:
        await bot.delete_webhook()
    except UNKNOWN_BOT:
        raise
    except TelegramAPIError as error:
        # Telegram is away: polling finds out by itself, and waits.
        log.warning("bot.webhook_not_removed", reason=str(error))


async def _until_signalled(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    await run(settings, stop)


def main() -> int:
    configure_logs("bot")
    for library in TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write("".join(f"{line}\n" for line in explained(error)))
        return MISCONFIGURED
    clock.shift(settings.clock_offset)
    report_crashes(settings.sentry_dsn, release=settings.release)
    try:
        asyncio.run(_until_signalled(settings))
    except (TokenValidationError, *UNKNOWN_BOT):
        sys.stderr.write("PARLEY_BOT_TOKEN is not valid: Telegram knows no bot by this token\n")
        return MISCONFIGURED
    return 0


if __name__ == "__main__":
    sys.exit(main())
