"""Telegram Stars: invoices, the ten seconds before a payment, refunds, the list of transactions."""

from typing import Any

from infra.local.telegram.bot_api.call import Call
from infra.local.telegram.bot_api.numbers import identifier, query_id
from infra.local.telegram.bot_api.sending import deliver, read_options
from infra.local.telegram.delivery.posting import post
from infra.local.telegram.errors import bad_request
from infra.local.telegram.store.messages import Draft
from infra.local.telegram.store.payments import Checkout, Payment

STARS = "XTR"
TITLE_MAX, DESCRIPTION_MAX, PAYLOAD_MAX = 32, 255, 128
PRICE_MAX = 100_000
TRANSACTIONS_MAX = 100


def send_invoice(call: Call) -> dict[str, Any]:
    person = call.writable()
    invoice = {
        "title": _text(call, "title", TITLE_MAX),
        "description": _text(call, "description", DESCRIPTION_MAX),
        "start_parameter": call.params.text("start_parameter") or "",
        "currency": _currency(call),
        "total_amount": _price(call.params.json("prices")),
    }
    options = read_options(call, person, pays=True)
    return deliver(call, person, {"invoice": invoice, "_payload": _payload(call)}, options)


def _text(call: Call, name: str, most: int) -> str:
    text = (call.params.text(name) or "").strip()
    if not 1 <= len(text) <= most:
        raise bad_request(f"INVOICE_{name.upper()}_INVALID")
    return text


def _payload(call: Call) -> str:
    payload = call.params.text("payload") or ""
    if not 1 <= len(payload.encode()) <= PAYLOAD_MAX:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    return payload


def _currency(call: Call) -> str:
    if call.params.text("currency") != STARS:
        raise bad_request("CURRENCY_INVALID")
    if call.params.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    return STARS


def _price(raw: object) -> int:
    """Stars take exactly one price, a whole number of them."""
    if not isinstance(raw, list) or len(raw) != 1 or not isinstance(raw[0], dict):
        raise bad_request("STARS_INVOICE_INVALID")
    amount = identifier(raw[0].get("amount"))
    if not raw[0].get("label") or amount is None or not 1 <= amount <= PRICE_MAX:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return amount


def answer_pre_checkout_query(call: Call) -> bool:
    checkout = _waiting(call)
    agreed = call.params.flag("ok")
    why = call.params.text("error_message") or ""
    if not agreed and not why:
        raise bad_request("error message is empty")
    call.ctx.store.payments.mark_answered(checkout.id)
    if agreed:
        _charge(call, checkout)
    call.ctx.broadcast.signal(
        "answer",
        id=str(checkout.id),
        bot=call.bot.id,
        person=checkout.person_id,
        message_id=checkout.message_id,
        text="" if agreed else why,
        alert=not agreed,
        url=None,
    )
    return True


def _waiting(call: Call) -> Checkout:
    asked = query_id(call.params.text("pre_checkout_query_id"))
    checkout = None if asked is None else call.ctx.store.payments.checkout(call.bot.id, asked)
    late = call.ctx.limits.checkout_answer_within
    if checkout is None or checkout.answered or call.now - checkout.asked > late:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return checkout


def _charge(call: Call, checkout: Checkout) -> None:
    messages = call.ctx.store.messages
    invoice = messages.get(call.bot.id, checkout.person_id, checkout.message_id)
    if invoice is None or invoice.body.get("_paid"):
        return
    body = invoice.body
    amount = body["invoice"]["total_amount"]
    payment = call.ctx.store.payments.pay(checkout, body["_payload"], amount, now=int(call.now))
    messages.edit(invoice, {**body, "_paid": True}, None)
    _tell(call, payment, "successful_payment", reply_to=invoice.message_id)


def _tell(call: Call, payment: Payment, what: str, *, reply_to: int | None) -> None:
    """Write the service message of a payment or refund, and the update about it."""
    service = {
        "currency": STARS,
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": payment.charge_id,
        "provider_payment_charge_id": "",
    }
    draft = Draft(
        bot_id=call.bot.id,
        person_id=payment.person_id,
        from_bot=False,
        date=int(call.now),
        body={what: service},
        reply_to=reply_to,
    )
    message = call.ctx.store.messages.add(draft)
    ids = {"person_id": payment.person_id, "message_id": message.message_id}
    post(call.ctx, call.bot, "message", call.shown(message), **ids)


def refund_star_payment(call: Call) -> bool:
    person_id = call.params.integer("user_id") or 0
    charge_id = call.params.text("telegram_payment_charge_id") or ""
    payment = call.ctx.store.payments.get(call.bot.id, person_id, charge_id)
    if payment is None:
        raise bad_request("CHARGE_ID_INVALID")
    if payment.refunded:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    call.ctx.store.payments.mark_refunded(payment, now=int(call.now))
    _tell(call, payment, "refunded_payment", reply_to=None)
    return True


def get_star_transactions(call: Call) -> dict[str, Any]:
    """Oldest first; a refund is a transaction of its own with the same id."""
    found = []
    for payment in call.ctx.store.payments.of_bot(call.bot.id):
        found.append(_transaction(call, payment, payment.date, "source"))
        if payment.refunded:
            found.append(_transaction(call, payment, payment.refunded, "receiver"))
    found.sort(key=lambda one: int(one["date"]))
    offset = max(call.params.integer("offset") or 0, 0)
    limit = call.params.integer("limit")
    limit = TRANSACTIONS_MAX if limit is None else min(max(limit, 1), TRANSACTIONS_MAX)
    return {"transactions": found[offset : offset + limit]}


def _transaction(call: Call, payment: Payment, date: int, side: str) -> dict[str, Any]:
    person = call.ctx.store.people.get(payment.person_id)
    assert person is not None, "people are never removed"
    partner = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": person.as_user(),
        "invoice_payload": payment.payload,
    }
    return {"id": payment.charge_id, "amount": payment.amount, "date": date, side: partner}
