"""Sending messages to chats and fetching what people sent, in our words. What can go wrong stands
in `backend.gateways.telegram_errors`."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager, suppress
from typing import Any, NamedTuple, Protocol

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile
from aiohttp import ClientError, ClientResponseError

from backend.gateways.telegram_errors import (
    Blocked,
    Gone,
    NoFile,
    NotSent,
    NoVoiceNotes,
    OutcomeUnknown,
    Rejected,
    RetryLater,
    TelegramError,
    TooBig,
    Unchanged,
    Unreachable,
    patiently,
)

__all__ = [
    "Address",
    "AiogramTelegram",
    "Blocked",
    "File",
    "Gone",
    "Message",
    "NoFile",
    "NoVoiceNotes",
    "NotSent",
    "OutcomeUnknown",
    "Played",
    "Rejected",
    "RetryLater",
    "Sound",
    "Telegram",
    "TelegramError",
    "TooBig",
    "Unreachable",
    "connect",
]

_REQUEST_LIMIT = 10  # seconds
_FILE_LIMIT = 20  # seconds
_TOO_MANY, _AWAY = 429, 500  # HTTP statuses, and all from the second on
_TOO_BIG = "file is too big"


class Address(NamedTuple):
    """A chat, as one of our bots knows it."""

    bot_id: int
    chat_id: int


class File(NamedTuple):
    """A file by Telegram's names: `id` is for one bot to fetch it by, `unique_id` says which file
    it is."""

    id: str
    unique_id: str


class Sound(NamedTuple):
    """OGG/Opus of so many seconds: its bytes, or what Telegram calls them."""

    content: bytes | str
    seconds: float
    name: str = "voice.ogg"


class Played(NamedTuple):
    """A sound that was sent. `file_id` is Telegram's name of it; None where it came as music, by
    whose name nobody else could hear it as a voice note."""

    message_id: int
    file_id: str | None


class Message(Protocol):
    def kwargs(self) -> dict[str, Any]:
        """`text`, `entities` and `reply_markup`, as the Bot API takes them."""


class Telegram(Protocol):
    async def send(self, to: Address, message: Message) -> int:
        """The new message's id. Raises TelegramError; takes forty seconds at most."""

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        """To say what it says already is no error. Raises TelegramError, Gone among them."""

    async def bare(self, to: Address, message_id: int) -> None:
        """Take the buttons from under a message; that there are none is no error. Raises
        TelegramError."""

    async def play(self, to: Address, sound: Sound) -> Played:
        """A sound as a voice note; as music for whoever takes no voice notes, where it is bytes.

        Raises TelegramError: Rejected for a name that Telegram does not know any more.
        """

    async def download(self, to: Address, file: File, *, most: int) -> bytes:
        """What somebody sent, of at most so many bytes; takes thirty seconds at most.

        Raises NoFile, TooBig and other TelegramErrors; never tells its address, which is secret.
        """


class AiogramTelegram:
    def __init__(self, *bots: Bot) -> None:
        self._bots = {bot.id: bot for bot in bots}

    async def send(self, to: Address, message: Message) -> int:
        bot, words = self._bot(to), message.kwargs()
        sent = await patiently(
            lambda: bot.send_message(to.chat_id, **words, request_timeout=_REQUEST_LIMIT)
        )
        return sent.message_id

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        bot, words = self._bot(to), message.kwargs()
        where: dict[str, Any] = {"chat_id": to.chat_id, "message_id": message_id}
        with suppress(Unchanged):
            await patiently(
                lambda: bot.edit_message_text(**where, **words, request_timeout=_REQUEST_LIMIT)
            )

    async def bare(self, to: Address, message_id: int) -> None:
        bot = self._bot(to)
        with suppress(Unchanged):
            await patiently(
                lambda: bot.edit_message_reply_markup(
                    chat_id=to.chat_id, message_id=message_id, request_timeout=_REQUEST_LIMIT
                )
            )

    async def play(self, to: Address, sound: Sound) -> Played:
        bot, content = self._bot(to), sound.content
        file = BufferedInputFile(content, sound.name) if isinstance(content, bytes) else content
        words: dict[str, Any] = {"duration": round(sound.seconds), "request_timeout": _FILE_LIMIT}
        try:
            sent = await patiently(lambda: bot.send_voice(to.chat_id, file, **words))
        except NoVoiceNotes:
            if isinstance(content, str):
                raise
            sent = await patiently(lambda: bot.send_audio(to.chat_id, file, **words))
        return Played(sent.message_id, sent.voice.file_id if sent.voice else None)

    async def download(self, to: Address, file: File, *, most: int) -> bytes:
        bot = self._bot(to)
        with _as_no_file():
            found = await patiently(lambda: bot.get_file(file.id, request_timeout=_REQUEST_LIMIT))
        if found.file_path is None or found.file_unique_id != file.unique_id:
            raise NoFile("Telegram calls another file so")
        if (found.file_size or 0) > most:
            raise TooBig(f"{found.file_size} bytes; {most} are the most")
        url = bot.session.api.file_url(bot.token, found.file_path)
        return await _streamed(bot.session.stream_content(url, timeout=_FILE_LIMIT), most)

    def _bot(self, to: Address) -> Bot:
        try:
            return self._bots[to.bot_id]
        except KeyError:
            raise Rejected(f"this process has no bot {to.bot_id}") from None

    async def aclose(self) -> None:
        for bot in self._bots.values():
            await bot.session.close()


async def _streamed(chunks: AsyncGenerator[bytes, None], most: int) -> bytes:
    """Raises TooBig as soon as it is, whatever was told of its size."""
    data = bytearray()
    try:
        async with aclosing(chunks):
            async for chunk in chunks:
                data += chunk
                if len(data) > most:
                    raise TooBig(f"more than {most} bytes")
    # Without its cause: that tells the address.
    except ClientResponseError as error:
        for_good = error.status < _AWAY and error.status != _TOO_MANY
        kind = NoFile if for_good else Unreachable
        raise kind(f"Telegram answered {error.status}") from None
    except (ClientError, TimeoutError) as error:
        raise Unreachable(f"the file did not come whole: {type(error).__name__}") from None
    return bytes(data)


@contextmanager
def _as_no_file() -> Iterator[None]:
    """What Telegram says of a file that it does not give."""
    try:
        yield
    except Rejected as error:
        kind = TooBig if _TOO_BIG in str(error).lower() else NoFile
        raise kind(str(error)) from error


def connect(token: str, api_url: str) -> AiogramTelegram:
    """The bot of `token`, at the Bot API server `api_url`. Raises TokenValidationError."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), timeout=_REQUEST_LIMIT)
    defaults = DefaultBotProperties(link_preview_is_disabled=True)
    return AiogramTelegram(Bot(token, session=session, default=defaults))
