import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT, Clock
from tests.local_telegram.samples import png

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def keyboard(*names: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=name, callback_data=name) for name in names]
    return InlineKeyboardMarkup(inline_keyboard=[row])


@pytest.fixture
async def message(started: StandIn, bot: Bot) -> Message:
    return await bot.send_message(
        STUDENT, "a <b>b</b>", parse_mode="HTML", reply_markup=keyboard("x")
    )


class TestEditMessageText:
    async def test_the_text_changes_and_the_keyboard_goes(self, bot: Bot, message: Message) -> None:
        edited = await message.edit_text("new")
        assert isinstance(edited, Message)
        assert (edited.text, edited.reply_markup) == ("new", None)
        assert edited.edit_date

    async def test_the_same_again_is_not_modified(self, bot: Bot, message: Message) -> None:
        with pytest.raises(TelegramBadRequest) as caught:
            await message.edit_text("a <b>b</b>", parse_mode="HTML", reply_markup=keyboard("x"))
        assert caught.value.message == NOT_MODIFIED

    async def test_other_entities_alone_are_a_change(self, bot: Bot, message: Message) -> None:
        assert await message.edit_text("<i>a</i> b", parse_mode="HTML", reply_markup=keyboard("x"))

    async def test_an_unknown_message_is_not_found(self, bot: Bot, message: Message) -> None:
        with pytest.raises(TelegramBadRequest, match="Bad Request: message to edit not found"):
            await bot.edit_message_text("x", chat_id=STUDENT, message_id=999)

    async def test_another_chats_message_is_not_found(
        self, started: StandIn, bot: Bot, message: Message
    ) -> None:
        started.start(SECOND)
        with pytest.raises(TelegramBadRequest, match="message to edit not found"):
            await bot.edit_message_text("x", chat_id=SECOND, message_id=message.message_id)

    async def test_somebody_elses_chat_is_not_found(self, bot: Bot, message: Message) -> None:
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.edit_message_text("x", chat_id=SECOND, message_id=message.message_id)

    async def test_the_persons_own_message_cannot_be_edited(
        self, bot: Bot, message: Message
    ) -> None:
        with pytest.raises(TelegramBadRequest, match="message can't be edited"):
            await bot.edit_message_text("x", chat_id=STUDENT, message_id=1)

    async def test_a_photo_has_no_text(self, started: StandIn, bot: Bot) -> None:
        photo = await bot.send_photo(STUDENT, BufferedInputFile(png(), "a.png"))
        with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
            await photo.edit_text("x")


class TestEditMessageReplyMarkup:
    async def test_the_keyboard_alone_does_not_mark_as_edited(self, message: Message) -> None:
        edited = await message.edit_reply_markup(reply_markup=keyboard("y"))
        assert isinstance(edited, Message)
        assert edited.reply_markup
        assert edited.reply_markup.inline_keyboard[0][0].text == "y"
        assert edited.edit_date is None

    async def test_the_same_keyboard_is_not_modified(self, message: Message) -> None:
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await message.edit_reply_markup(reply_markup=keyboard("x"))


class TestEditMessageCaption:
    async def test_the_caption_changes(self, started: StandIn, bot: Bot) -> None:
        photo = await bot.send_photo(STUDENT, BufferedInputFile(png(), "a.png"), caption="one")
        edited = await photo.edit_caption(caption="two")
        assert isinstance(edited, Message)
        assert (edited.caption, edited.photo) == ("two", photo.photo)

    async def test_a_text_has_no_caption(self, message: Message) -> None:
        with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
            await message.edit_caption(caption="x")


class TestDeleteMessage:
    async def test_it_is_gone_for_both(self, started: StandIn, message: Message) -> None:
        await message.delete()
        assert [one.message_id for one in started.messages(STUDENT)] == [1]
        with pytest.raises(TelegramBadRequest, match="message to delete not found"):
            await message.delete()

    async def test_after_two_days_it_stays(self, message: Message, clock: Clock) -> None:
        clock.advance(172_801)
        with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
            await message.delete()

    async def test_many_at_once_pass_over_unknown_ones(
        self, started: StandIn, bot: Bot, message: Message
    ) -> None:
        assert await bot.delete_messages(STUDENT, [1, message.message_id, 77])
        assert started.messages(STUDENT) == []

    async def test_more_than_a_hundred_are_refused(self, bot: Bot, message: Message) -> None:
        with pytest.raises(TelegramBadRequest, match="too many message identifiers specified"):
            await bot.delete_messages(STUDENT, list(range(1, 102)))
