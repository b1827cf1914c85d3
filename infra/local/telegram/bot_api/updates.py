"""Receiving updates: polling or a webhook."""

import re
from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.delivery.polling import Poll
from infra.local.telegram.delivery.posting import remember_allowed
from infra.local.telegram.errors import bad_request
from infra.local.telegram.rules import links

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TIMEOUT_MAX = 50
LIMIT_MAX = 100


async def get_updates(call: Call) -> list[dict[str, Any]]:
    params = call.params
    with call.ctx.store.db.transaction():
        remember_allowed(call.ctx, call.bot, params.strings("allowed_updates"))
    limit = params.integer("limit")
    poll = Poll(
        offset=params.integer("offset"),
        limit=min(max(limit if limit is not None else LIMIT_MAX, 1), LIMIT_MAX),
        timeout=min(max(params.integer("timeout") or 0, 0), TIMEOUT_MAX),
    )
    return await call.pollers.take(call.ctx, call.bot, poll)


async def set_webhook(call: Call) -> bool:
    url = call.params.text("url") or ""
    if not url:
        return await delete_webhook(call)
    facts = {
        "url": _webhook_url(url),
        "secret": _secret(call),
        "max_connections": _connections(call),
    }
    with call.ctx.transaction() as store:
        remember_allowed(call.ctx, call.bot, call.params.strings("allowed_updates"))
        if call.params.flag("drop_pending_updates"):
            store.updates.drop_all(call.bot.id)
        store.facts.set(call.bot.id, "webhook", facts)
        store.facts.unset(call.bot.id, "webhook_error")
    await call.couriers.restart(call.bot)
    return True


def _webhook_url(url: str) -> str:
    # A bot under development listens on this machine, without a certificate.
    if not (url.startswith("https://") or (url.startswith("http://") and links.is_loopback(url))):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if wrong := links.problem(url):
        raise bad_request(f"bad webhook: {wrong}")
    return url


def _secret(call: Call) -> str | None:
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret or None


def _connections(call: Call) -> int:
    wanted = call.params.integer("max_connections")
    return min(max(wanted, 1), 100) if wanted else 40


async def delete_webhook(call: Call) -> bool:
    with call.ctx.transaction() as store:
        if call.params.flag("drop_pending_updates"):
            store.updates.drop_all(call.bot.id)
        store.facts.unset(call.bot.id, "webhook")
        store.facts.unset(call.bot.id, "webhook_error")
    await call.couriers.restart(call.bot)
    return True


def get_webhook_info(call: Call) -> dict[str, Any]:
    facts = call.ctx.store.facts
    webhook = facts.get(call.bot.id, "webhook") or {}
    info = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": call.ctx.store.updates.count(call.bot.id, now=call.now),
        "allowed_updates": facts.get(call.bot.id, "allowed_updates") or None,
    }
    if webhook:
        info["max_connections"] = webhook["max_connections"]
        info |= facts.get(call.bot.id, "webhook_error") or {}
    return {key: value for key, value in info.items() if value is not None}
