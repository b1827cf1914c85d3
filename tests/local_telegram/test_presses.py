import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, DisabledButton, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.types import Message as TelegramMessage

from infra.local.telegram.errors import ApiError
from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import STUDENT, Clock

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def query(started: StandIn, bot: Bot) -> CallbackQuery:
    """A press that the bot has received and not answered."""
    rows = [
        [InlineKeyboardButton(text="Yes", callback_data="a:1")],
        [InlineKeyboardButton(text="No more", disabled=DisabledButton())],
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)
    sent = await bot.send_message(STUDENT, "Sure?", reply_markup=markup)
    started.press(STUDENT, sent.message_id, "Yes")
    updates = await bot.get_updates()
    found = updates[-1].callback_query
    assert found
    return found.as_(bot)


class TestPress:
    def test_the_update_holds_all_that_a_handler_needs(self, query: CallbackQuery) -> None:
        assert (query.data, query.from_user.id) == ("a:1", STUDENT)
        assert query.chat_instance
        assert isinstance(query.message, TelegramMessage)
        assert query.message.text == "Sure?"
        assert query.message.reply_markup

    def test_a_disabled_button_sends_nothing(self, started: StandIn, query: CallbackQuery) -> None:
        with pytest.raises(ApiError, match="sends nothing to the bot"):
            started.press(STUDENT, 2, "No more")

    def test_a_button_that_is_not_there_cannot_be_pressed(
        self, started: StandIn, query: CallbackQuery
    ) -> None:
        with pytest.raises(ApiError, match="no button 'Perhaps'"):
            started.press(STUDENT, 2, "Perhaps")


class TestAnswerCallbackQuery:
    async def test_once_is_right(self, query: CallbackQuery) -> None:
        assert await query.answer("Right!", show_alert=True)

    async def test_twice_is_too_late(self, query: CallbackQuery) -> None:
        await query.answer()
        with pytest.raises(TelegramBadRequest) as caught:
            await query.answer()
        assert caught.value.message == TOO_OLD

    async def test_late_is_too_late(self, query: CallbackQuery, clock: Clock) -> None:
        clock.advance(31)
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await query.answer()

    @pytest.mark.parametrize("wrong", ["1", "x", "9" * 40, "4300000000000000009"])
    async def test_an_unknown_id_is_refused(
        self, query: CallbackQuery, bot: Bot, wrong: str
    ) -> None:
        with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
            await bot.answer_callback_query(wrong)

    async def test_200_characters_are_the_most(self, query: CallbackQuery) -> None:
        with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
            await query.answer("x" * 201)
        assert await query.answer("x" * 200)

    async def test_another_bots_query_is_unknown(
        self, started: StandIn, query: CallbackQuery, bot: Bot
    ) -> None:
        other = Bot("654321:another-token", session=bot.session)
        with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
            await other.answer_callback_query(query.id)
