"""Only this machine's own page may act: no foreign names, no foreign origins."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def is_bot_path(path: str) -> bool:
    return path.startswith(("/bot", "/file/bot"))


def host_of(value: str) -> str:
    """`127.0.0.1:8081` → `127.0.0.1`; brackets of IPv6 are removed."""
    return urlsplit(f"//{value}").hostname or ""


def is_foreign(request: web.Request, allowed: set[str]) -> bool:
    """A rebound name in `Host`, or a page of another origin that posts here."""
    host = request.headers.get("Host", "")
    if host_of(host) not in allowed:
        return True
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return True
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"cross-site", "same-site"}


def guard(allowed: set[str]) -> Middleware:
    """Bots may call from anywhere that reaches the port; everything else is for the page."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if is_bot_path(request.path):
            return await handler(request)
        # A link from elsewhere may open the page itself: that only reads the page's code.
        navigates = request.headers.get("Sec-Fetch-Mode") == "navigate"
        opens_page = navigates and request.method == "GET" and request.path == "/"
        host_known = host_of(request.headers.get("Host", "")) in allowed
        if is_foreign(request, allowed) and not (opens_page and host_known):
            return web.json_response({"error": "this page is for this machine only"}, status=403)
        return await handler(request)

    return check


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    if not is_bot_path(request.path):
        response.headers.update(SECURITY_HEADERS)
    if request.path.startswith("/page/"):
        # Always asked for, so that a page never runs old modules beside new ones.
        response.headers["Cache-Control"] = "no-cache"
