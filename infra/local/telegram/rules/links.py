"""Which addresses Telegram takes, in entities and in buttons."""

import re
from urllib.parse import urlsplit

from infra.local.telegram.errors import bad_request

SCHEMES = {"http", "https", "tg", "ton", "mailto", "tel"}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def problem(url: str) -> str | None:
    """Why the address is refused, in Telegram's words; `None` when it is fine."""
    if not url:
        return "URL host is empty"
    scheme, colon, rest = url.partition(":")
    if not colon or re.fullmatch(r"\d+(/.*)?", rest):
        return _host_problem(f"http://{url}")
    if scheme.lower() not in SCHEMES:
        return "Unsupported URL protocol"
    return _host_problem(url) if scheme.lower() in {"http", "https"} else None


def _host_problem(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port  # reading it checks it
    except ValueError:
        return "Wrong HTTP URL"
    if not host:
        return "URL host is empty"
    if host not in LOOPBACK and "." not in host:
        return "Wrong HTTP URL"
    return "Wrong HTTP URL" if re.search(r"[\s<>\"]", url) else None


def entity_url(url: object) -> str:
    if not isinstance(url, str):
        raise bad_request('can\'t parse MessageEntity: Field "url" must be of type String')
    if wrong := problem(url):
        raise bad_request(f"entity URL '{url}' is invalid: {wrong}")
    return url


def normal(url: str) -> str:
    """The address with a protocol, as Telegram stores it."""
    return url if re.match(r"^[a-z][a-z0-9+.-]*:(?!\d)", url, re.IGNORECASE) else f"http://{url}/"


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine; `False` for what is no address."""
    return problem(url) is None and (urlsplit(url).hostname or "") in LOOPBACK


def may_be_app(url: str) -> bool:
    """Mini Apps need HTTPS; one under development is served from this machine without."""
    return url.startswith("https://") or is_loopback(url)
