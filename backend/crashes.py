"""Crashes are told to Sentry, when it is configured: never a secret, nor what a person wrote."""

import sentry_sdk
from pydantic import SecretStr
from sentry_sdk.types import Event, Hint

from backend.logs import without_secrets

_DEEPEST = 20  # nested values of a report: a frame of a stack lies at the seventh


def report_crashes(dsn: SecretStr | None, *, release: str) -> None:
    """Call once, in `main`. Without `dsn` nothing is reported."""
    if dsn is None:
        return
    sentry_sdk.init(
        dsn=dsn.get_secret_value(),
        release=release,
        include_local_variables=False,
        max_request_body_size="never",
        # They load the libraries that they watch, and note every address that is called: those of
        # the Bot API have the bot's token in them.
        auto_enabling_integrations=False,
        before_send=_redacted,
    )


def _redacted(event: Event, _: Hint) -> Event:
    redacted: Event = without_secrets(event, deepest=_DEEPEST)
    return redacted
