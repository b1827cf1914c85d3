"""Logs: one JSON object a line on standard output, for our own events and for the libraries'."""

import logging
import re
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A bot's token, alone or inside an address of the Bot API; whatever follows "Bearer"; what
# PostgreSQL tells of a row that it refuses: its values, and so what people wrote.
_SECRETS = re.compile(r"\d{5,}:[\w-]{35}|(?<=bearer )\S+|(?<=detail:).+", re.IGNORECASE)
_HIDDEN = "***"
_DEEPEST = 6  # nested values of an event that are looked into; what lies deeper is left out


def configure_logs(process: str, *, level: int = logging.INFO) -> None:
    """Call once, in `main`. Every line carries `process`."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _named(process),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redacted,
                structlog.processors.JSONRenderer(serializer=_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)


def redacted(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A processor: what looks like a secret leaves no log, however deep it lies."""
    return {key: without_secrets(value, deepest=_DEEPEST) for key, value in event.items()}


def without_secrets(value: Any, *, deepest: int) -> Any:
    """The same without what looks like a secret; what is nested deeper than `deepest` is hidden."""
    match value:
        case str():
            return _SECRETS.sub(_HIDDEN, value)
        case dict() | list() | tuple() | set() if deepest < 1:
            return _HIDDEN
        case dict():
            return {
                str(key): without_secrets(inner, deepest=deepest - 1)
                for key, inner in value.items()
            }
        case list() | tuple() | set():
            return [without_secrets(inner, deepest=deepest - 1) for inner in value]
        case None | bool() | int() | float():
            return value
        case _:
            return _SECRETS.sub(_HIDDEN, str(value))


def _named(process: str) -> Processor:
    def add(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {**event, "process": process}

    return add


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
