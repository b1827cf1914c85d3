"""A turn: one thing that a person did, and the one way to reply to it.

A press is answered before anything else goes out, so that its button stops spinning, and is
replied to by editing its message. A message is replied to by a new one. Of all messages of a chat
only the newest keeps its buttons.
"""

import asyncio
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, Message, Update, User

from bot.living import Living
from bot.screen import MAX_TOAST, Screen, shortened

# What a person waits for without unease; a toast is possible until then.
PATIENCE = 1.0
UNCHANGED = "message is not modified"
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)

log = structlog.get_logger(__name__)


class Turn(ABC):
    def __init__(
        self, bot: Bot, person: User, chat_id: int, update_id: int, living: Living
    ) -> None:
        self.bot = bot
        self.person = person
        self.chat_id = chat_id
        self.update_id = update_id
        self._living = living
        self._patience: asyncio.Task[None] | None = None
        self.to_hear = 0  # the attempt whose sound goes with what was shown

    async def __aenter__(self) -> Self:
        self._patience = asyncio.create_task(self._show_life_in(PATIENCE))
        return self

    async def __aexit__(
        self,
        _: type[BaseException] | None,
        error: BaseException | None,
        __: TracebackType | None,
    ) -> None:
        assert self._patience is not None
        self._patience.cancel()

    async def _show_life_in(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._show_life()

    @abstractmethod
    async def _show_life(self) -> None:
        """What a person sees when the reply takes longer than their patience."""

    @abstractmethod
    async def show(self, screen: Screen) -> None: ...

    @abstractmethod
    async def say(self, line: str, *, alert: bool = False) -> None:
        """One line that leaves the screen as it is: a toast where there can be one."""

    @property
    def newest(self) -> int:
        """The message of this chat that has buttons; 0 where it is not known."""
        return self._living.newest(self.bot.id, self.chat_id)

    async def send(self, screen: Screen) -> int:
        """The id of the new message."""
        self.to_hear = screen.voice
        sent = await self.bot.send_message(self.chat_id, **screen.kwargs())
        if screen.keyboard is not None:
            await self._lives(sent.message_id)
        return sent.message_id

    async def settle(self, message_id: int | None = None) -> None:
        """The newest buttons go, for what follows is written by somebody else; or those of the
        message that somebody else has written."""
        newest = message_id or self._living.newest(self.bot.id, self.chat_id)
        if newest:
            self._living.forget(self.bot.id, self.chat_id, newest)
            await self._bare(newest)

    def expect_buttons(self, message_id: int) -> None:
        """Somebody else may write some into it."""
        self._living.expect(self.bot.id, self.chat_id, message_id)

    async def _lives(self, message_id: int) -> None:
        for before in self._living.put(self.bot.id, self.chat_id, message_id):
            await self._bare(before)

    async def _bare(self, before: int) -> None:
        try:
            await self.bot.edit_message_reply_markup(chat_id=self.chat_id, message_id=before)
        except TelegramAPIError as error:
            log.info("turn.old_buttons_stay", reason=error.message)


class Words(Turn):
    """A message: a command, a typed answer, or something that no exercise asked for."""

    def __init__(self, bot: Bot, message: Message, update_id: int, living: Living) -> None:
        assert message.from_user is not None
        super().__init__(bot, message.from_user, message.chat.id, update_id, living)
        self.message = message

    async def show(self, screen: Screen) -> None:
        await self.send(screen)

    async def say(self, line: str, *, alert: bool = False) -> None:
        await self.bot.send_message(self.chat_id, line, parse_mode=None)

    async def _show_life(self) -> None:
        try:
            await self.bot.send_chat_action(self.chat_id, ChatAction.TYPING)
        except TelegramAPIError as error:
            log.info("turn.typing_refused", reason=error.message)


class Press(Turn):
    def __init__(self, bot: Bot, query: CallbackQuery, update_id: int, living: Living) -> None:
        chat_id = query.message.chat.id if query.message else query.from_user.id
        super().__init__(bot, query.from_user, chat_id, update_id, living)
        self.query = query
        self._answered = False
        self._turnstile = asyncio.Lock()

    @property
    def message(self) -> Message | None:
        """The message under whose text the button is, unless it is out of reach."""
        return self.query.message if isinstance(self.query.message, Message) else None

    @property
    def is_old(self) -> bool:
        """Whether a newer message of the chat has buttons: what is open stands there."""
        newest = self._living.newest(self.bot.id, self.chat_id)
        return self.message is not None and self.message.message_id < newest

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await super().__aexit__(kind, error, trace)
        # What went wrong is told in the answer, by whoever handles the error.
        if error is None:
            await self.answer()

    async def _show_life(self) -> None:
        # The turn may end at this moment: an answer on its way is not called back.
        await asyncio.shield(self.answer())

    async def answer(self, text: str | None = None, *, alert: bool = False) -> bool:
        """Stops the button's spinning, once. Whether this call was the one that did."""
        async with self._turnstile:
            if self._answered:
                return False
            self._answered = True
            try:
                await self.query.answer(text, show_alert=alert)
            except TelegramAPIError as error:
                # Too late to be answered: the press itself counts all the same.
                log.info("turn.answer_refused", reason=error.message)
            return True

    async def show(self, screen: Screen) -> None:
        """Edits the message of the button; sends a new one where that is not possible."""
        await self.answer()
        self.to_hear = screen.voice
        if self.message is None:
            await self._send_instead(screen)
            return
        try:
            await self.message.edit_text(**screen.kwargs())
        except TelegramBadRequest as error:
            await self._edit_refused(error, screen)
            return
        if screen.keyboard is not None:
            await self._lives(self.message.message_id)

    async def _edit_refused(self, error: TelegramBadRequest, screen: Screen) -> None:
        reason = error.message.lower()
        # A repeated press repaints the same screen, which Telegram calls an error.
        if UNCHANGED in reason:
            return
        if not any(words in reason for words in GONE):
            raise error
        await self._send_instead(screen)

    async def _send_instead(self, screen: Screen) -> None:
        if self.query.message is not None:
            self._living.forget(self.bot.id, self.chat_id, self.query.message.message_id)
        await self.send(screen)

    async def say(self, line: str, *, alert: bool = False) -> None:
        if not await self.answer(shortened(line, MAX_TOAST), alert=alert):
            await self.bot.send_message(self.chat_id, line, parse_mode=None)


def turn_of(bot: Bot, update: Update, living: Living) -> Turn | None:
    if update.callback_query is not None:
        return Press(bot, update.callback_query, update.update_id, living)
    message = update.message
    if message is None or message.from_user is None:
        return None
    return Words(bot, message, update.update_id, living)
