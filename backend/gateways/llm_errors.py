"""What a vendor's SDK raises, in our words."""

from typing import Any

import httpx2
import openai

from backend.llm.calling import CallFailed, Outcome, Usage

_WHY = 300  # characters of what is kept of an error
_FILTERED = "content_filter"
_NO_MONEY = "insufficient_quota"

# The first that fits: a timeout is also a connection's error, and all with a status are one kind.
_KINDS: tuple[tuple[type[Exception], Outcome], ...] = (
    (openai.APITimeoutError, Outcome.timeout),
    (TimeoutError, Outcome.timeout),
    (httpx2.TimeoutException, Outcome.timeout),
    (openai.APIConnectionError, Outcome.unreachable),
    (httpx2.HTTPError, Outcome.unreachable),
    (openai.LengthFinishReasonError, Outcome.truncated),
    (openai.ContentFilterFinishReasonError, Outcome.refused),
    (openai.RateLimitError, Outcome.limited),
    (openai.AuthenticationError, Outcome.denied),
    (openai.PermissionDeniedError, Outcome.denied),
    (openai.NotFoundError, Outcome.denied),
    (openai.BadRequestError, Outcome.rejected),
    (openai.UnprocessableEntityError, Outcome.rejected),
)


def in_our_words(error: Exception) -> CallFailed:
    outcome = next((word for kind, word in _KINDS if isinstance(error, kind)), Outcome.failed)
    code = getattr(error, "code", None)
    if outcome is Outcome.rejected and code == _FILTERED:
        outcome = Outcome.refused
    if outcome is Outcome.limited and code == _NO_MONEY:
        outcome = Outcome.denied
    why = f"{type(error).__name__}: {_told(error)}"[:_WHY]
    return CallFailed(outcome, why, usage=_usage(error), after=_after(error))


def _told(error: Exception) -> str:
    """Of a server's reply its codes alone: its words may quote what the learner wrote."""
    if not isinstance(error, openai.APIError) or isinstance(error, openai.APIConnectionError):
        return str(error)
    codes = (getattr(error, "status_code", None), error.code, error.param)
    return " ".join(str(one) for one in codes if one)


def _after(error: Exception) -> float | None:
    """Seconds. A date, which the header may be too, is left unread."""
    response: Any = getattr(error, "response", None)
    said = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(float(said), 0.0)
    except ValueError:
        return None


def _usage(error: Exception) -> Usage | None:
    """Of a reply that came and was cut off: it is paid for."""
    told = getattr(getattr(error, "completion", None), "usage", None)
    if told is None:
        return None
    cached = getattr(told.prompt_tokens_details, "cached_tokens", None) or 0
    return Usage(told.prompt_tokens, cached, told.completion_tokens)
