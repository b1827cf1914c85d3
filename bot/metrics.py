"""What the bot counts, by Prometheus."""

from time import perf_counter
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

# A press is felt as instant below 0.1 s; beyond 10 s something hangs.
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 40)
CODES: dict[str, str] = {
    "TelegramRetryAfter": "429",
    "TelegramBadRequest": "400",
    "TelegramUnauthorizedError": "401",
    "TelegramForbiddenError": "403",
    "TelegramNotFound": "404",
    "TelegramConflictError": "409",
    "TelegramEntityTooLarge": "413",
    "TelegramServerError": "500",
    "RestartingTelegram": "500",
    "TelegramNetworkError": "network",
}


LAST_POLL = "tutor_last_poll_timestamp_seconds"


class Metrics:
    """Each object has a registry of its own, so that there may be several in one process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.updates = self._counter(
            "tutor_updates_total", "Updates handled", "type", "handler", "outcome"
        )
        self.update_seconds = self._histogram(
            "tutor_update_duration_seconds", "Seconds that an update took", "type", "handler"
        )
        self.calls = self._counter(
            "tutor_bot_api_requests_total", "Calls of the Bot API", "method", "code"
        )
        self.call_seconds = self._histogram(
            "tutor_bot_api_duration_seconds",
            "Seconds that a call of the Bot API took; waiting for updates is not counted",
            "method",
        )
        self.errors = self._counter(
            "tutor_unexpected_errors_total", "Errors that no handler expected", "error"
        )
        self.last_poll = Gauge(
            LAST_POLL,
            "When updates were last asked for with success, in Unix time; 0 by webhook",
            registry=registry,
        )

    def _counter(self, name: str, help_text: str, *labels: str) -> Counter:
        return Counter(name, help_text, labels, registry=self.registry)

    def _histogram(self, name: str, help_text: str, *labels: str) -> Histogram:
        return Histogram(name, help_text, labels, buckets=SECONDS, registry=self.registry)


class CountCalls(BaseRequestMiddleware):
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        started = perf_counter()
        code = "error"
        try:
            response = await make_request(bot, method)
            code = "200"
        except TelegramAPIError as error:
            code = CODES.get(type(error).__name__, "error")
            raise
        finally:
            self._count(method, code, perf_counter() - started)
        return response

    def _count(self, method: TelegramMethod[Any], code: str, seconds: float) -> None:
        name = method.__api_method__
        self._metrics.calls.labels(name, code).inc()
        if not isinstance(method, GetUpdates):
            self._metrics.call_seconds.labels(name).observe(seconds)
