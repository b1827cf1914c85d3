"""Telegram as the bot sees it: keeps the chat, remembers every call, and is as strict as the real
one about texts, entities and buttons."""

import itertools
from collections.abc import AsyncGenerator
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyShortDescription,
    GetUpdates,
    SendAudio,
    SendMessage,
    SendVoice,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import (
    Audio,
    BotDescription,
    BotShortDescription,
    Chat,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    MessageEntity,
    User,
    Voice,
)

from backend.kit.clock import utc_now

MAX_TEXT = 4096
MAX_DATA = 64
MAX_TOAST = 200
FACE: dict[type[TelegramMethod[Any]], Any] = {
    GetMe: User(id=42, is_bot=True, first_name="Parley", username="parley_bot"),
    GetMyCommands: [],
    GetMyDescription: BotDescription(description=""),
    GetMyShortDescription: BotShortDescription(short_description=""),
}

M = TypeVar("M", bound=TelegramMethod[Any])


class FakeTelegram(BaseSession):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[TelegramMethod[Any]] = []
        self.messages: dict[int, Message] = {}
        self.refusals: dict[type[TelegramMethod[Any]], list[Exception]] = {}
        self.batches: list[Any] = []
        self.files: dict[str, type[TelegramMethod[Any]]] = {}
        self._ids = itertools.count(1000)

    def refuse(self, method: type[TelegramMethod[Any]], error: str) -> None:
        """The next call of this method fails with a 400 that says `error`."""
        self.fail(method, TelegramBadRequest(method=None, message=error))  # type: ignore[arg-type]

    def fail(self, method: type[TelegramMethod[Any]], error: Exception) -> None:
        self.refusals.setdefault(method, []).append(error)

    def all(self, kind: type[M]) -> list[M]:
        return [one for one in self.said if isinstance(one, kind)]

    def calls(self) -> list[str]:
        return [type(one).__name__ for one in self.said]

    def forget(self) -> None:
        self.said.clear()

    @property
    def last(self) -> Message:
        """The message that was sent or edited last."""
        return self.messages[self._touched]

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        self.said.append(method)
        if waiting := self.refusals.get(type(method)):
            raise waiting.pop(0)
        return self._reply(bot, method)  # type: ignore[no-any-return]

    def _reply(self, bot: Bot, method: Any) -> Any:
        match method:
            case SendMessage():
                return self._put(bot, next(self._ids), method)
            case SendVoice() | SendAudio():
                return self._sound(bot, method)
            case EditMessageText():
                return self._edit(bot, method)
            case EditMessageReplyMarkup():
                return self._mark(method)
            case AnswerCallbackQuery():
                assert len(method.text or "") <= MAX_TOAST
            case GetUpdates():
                return self.batches.pop(0) if self.batches else []
        return FACE.get(type(method), True)

    def _sound(self, bot: Bot, method: SendVoice | SendAudio) -> Message:
        """A file that is uploaded gets a name, by which it can be sent from then on."""
        given = method.voice if isinstance(method, SendVoice) else method.audio
        message_id = next(self._ids)
        if isinstance(given, InputFile):
            given = f"file-{message_id}"
            self.files[given] = type(method)
        elif self.files.get(given) is not type(method):
            raise TelegramBadRequest(
                method=method, message="Bad Request: wrong file identifier/HTTP URL specified"
            )
        known: dict[str, Any] = {
            "file_id": given,
            "file_unique_id": f"u-{given}",
            "duration": method.duration or 0,
        }
        kept: dict[str, Any] = (
            {"voice": Voice(**known)}
            if isinstance(method, SendVoice)
            else {"audio": Audio(**known)}
        )
        chat = Chat(id=int(str(method.chat_id)), type="private")
        return Message(message_id=message_id, date=utc_now(), chat=chat, **kept).as_(bot)

    def _mark(self, method: EditMessageReplyMarkup) -> bool:
        kept = self.messages[method.message_id or 0]
        self.messages[kept.message_id] = kept.model_copy(
            update={"reply_markup": method.reply_markup}
        )
        return True

    def _edit(self, bot: Bot, method: EditMessageText) -> Message:
        before = self.messages.get(method.message_id or 0)
        if before is None:
            raise TelegramBadRequest(method=method, message="message to edit not found")
        same = before.text == method.text and before.reply_markup == method.reply_markup
        if same and (before.entities or []) == (method.entities or []):
            raise TelegramBadRequest(
                method=method, message="Bad Request: message is not modified: …"
            )
        return self._put(bot, before.message_id, method)

    def _put(self, bot: Bot, message_id: int, method: SendMessage | EditMessageText) -> Message:
        assert method.text is not None
        check_text(method.text, method.entities or [])
        check_keyboard(method.reply_markup)
        self._touched = message_id
        markup = method.reply_markup
        assert markup is None or isinstance(markup, InlineKeyboardMarkup)
        message = Message(
            message_id=message_id,
            date=utc_now(),
            chat=Chat(id=int(str(method.chat_id)), type="private"),
            text=method.text,
            entities=method.entities or None,
            reply_markup=markup,
        ).as_(bot)
        self.messages[message_id] = message
        return message

    async def close(self) -> None: ...

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""


def check_text(text: str, entities: list[MessageEntity]) -> None:
    encoded = text.encode("utf-16-le")
    assert text.strip(), "a message needs text"
    assert len(encoded) // 2 <= MAX_TEXT
    for one in entities:
        assert one.length > 0
        assert (one.offset + one.length) * 2 <= len(encoded)
        encoded[one.offset * 2 : (one.offset + one.length) * 2].decode("utf-16-le")


def check_keyboard(markup: Any) -> None:
    if markup is None:
        return
    assert isinstance(markup, InlineKeyboardMarkup)
    assert markup.inline_keyboard
    for row in markup.inline_keyboard:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button.text.strip()
            fields = button.model_dump(exclude_none=True).keys() - {"text", "style"}
            assert len(fields) == 1, f"a button does exactly one thing: {fields}"
            assert len((button.callback_data or "").encode()) <= MAX_DATA
