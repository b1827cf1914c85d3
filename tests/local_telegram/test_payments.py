from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    TransactionPartnerUser,
)

from infra.local.telegram.errors import ApiError
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT, Clock

PRICES = [LabeledPrice(label="A month", amount=150)]


@pytest.fixture
async def invoice(started: StandIn, bot: Bot) -> Message:
    return await bot.send_invoice(STUDENT, "Parley Plus", "More voice", "plus:1", "XTR", PRICES)


@pytest.fixture
async def query(started: StandIn, bot: Bot, invoice: Message) -> PreCheckoutQuery:
    started.pay(STUDENT, invoice.message_id)
    found = (await bot.get_updates())[-1].pre_checkout_query
    assert found
    return found.as_(bot)


async def paid(bot: Bot) -> Message:
    message = (await bot.get_updates())[-1].message
    assert message
    return message


class TestSendInvoice:
    def test_it_comes_back_as_an_invoice(self, invoice: Message) -> None:
        assert invoice.invoice
        assert (invoice.invoice.currency, invoice.invoice.total_amount) == ("XTR", 150)

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
            ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
            ({"payload": "é" * 65}, "INVOICE_PAYLOAD_INVALID"),
            ({"currency": "EUR"}, "CURRENCY_INVALID"),
            ({"prices": PRICES * 2}, "STARS_INVOICE_INVALID"),
            ({"prices": [LabeledPrice(label="x", amount=0)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
            ({"provider_token": "x"}, "PAYMENT_PROVIDER_INVALID"),
        ],
    )
    async def test_wrong_ones_are_refused(
        self, started: StandIn, bot: Bot, change: dict[str, Any], why: str
    ) -> None:
        right: dict[str, Any] = {
            "title": "t",
            "description": "d",
            "payload": "p",
            "currency": "XTR",
        }
        with pytest.raises(TelegramBadRequest, match=why):
            await bot.send_invoice(STUDENT, **{**right, "prices": PRICES, **change})

    async def test_only_an_invoice_has_a_paying_button(self, started: StandIn, bot: Bot) -> None:
        button = InlineKeyboardButton(text="Pay", pay=True)
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        with pytest.raises(TelegramBadRequest, match="BUTTON_TYPE_INVALID"):
            await bot.send_message(STUDENT, "x", reply_markup=markup)
        sent = await bot.send_invoice(STUDENT, "t", "d", "p", "XTR", PRICES, reply_markup=markup)
        assert sent.reply_markup


class TestCheckout:
    async def test_agreed_it_is_paid_once(
        self, started: StandIn, bot: Bot, query: PreCheckoutQuery, invoice: Message
    ) -> None:
        assert (query.invoice_payload, query.total_amount) == ("plus:1", 150)
        await query.answer(ok=True)
        payment = (await paid(bot)).successful_payment
        assert payment
        assert payment.invoice_payload == "plus:1"
        assert payment.telegram_payment_charge_id
        with pytest.raises(ApiError, match="nothing to pay"):
            started.pay(STUDENT, invoice.message_id)

    async def test_refused_nothing_is_paid(self, bot: Bot, query: PreCheckoutQuery) -> None:
        await query.answer(ok=False, error_message="Closed today")
        assert (await bot.get_star_transactions()).transactions == []

    async def test_a_refusal_needs_its_reason(self, query: PreCheckoutQuery) -> None:
        with pytest.raises(TelegramBadRequest, match="error message is empty"):
            await query.answer(ok=False)

    async def test_after_ten_seconds_it_is_too_late(
        self, query: PreCheckoutQuery, clock: Clock
    ) -> None:
        clock.advance(11)
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await query.answer(ok=True)

    async def test_two_answers_are_one_too_many(self, query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await query.answer(ok=True)


class TestRefund:
    async def test_it_happens_once_and_is_listed(
        self, bot: Bot, query: PreCheckoutQuery, clock: Clock
    ) -> None:
        await query.answer(ok=True)
        payment = (await paid(bot)).successful_payment
        assert payment
        charge = payment.telegram_payment_charge_id
        clock.advance(60)
        assert await bot.refund_star_payment(STUDENT, charge)
        assert (await paid(bot)).refunded_payment
        with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
            await bot.refund_star_payment(STUDENT, charge)
        both = (await bot.get_star_transactions()).transactions
        assert [one.id for one in both] == [charge, charge]
        assert isinstance(both[0].source, TransactionPartnerUser)
        assert both[0].source.invoice_payload == "plus:1"
        assert both[1].receiver

    async def test_an_unknown_charge_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="CHARGE_ID_INVALID"):
            await bot.refund_star_payment(STUDENT, "nothing")


class TestCopyMessage:
    async def test_the_content_comes_again_without_its_keyboard(
        self, started: StandIn, bot: Bot
    ) -> None:
        button = InlineKeyboardButton(text="x", callback_data="x")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(STUDENT, "<b>x</b>", parse_mode="HTML", reply_markup=markup)
        copied = await bot.copy_message(STUDENT, STUDENT, sent.message_id)
        body = started.messages(STUDENT)[-1].body
        assert started.messages(STUDENT)[-1].message_id == copied.message_id
        assert (body["text"], "reply_markup" in body) == ("x", False)

    async def test_an_unknown_one_is_not_found(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="message to copy not found"):
            await bot.copy_message(STUDENT, STUDENT, 99)
