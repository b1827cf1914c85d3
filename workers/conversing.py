"""A reply of the tutor on its way from the model into its message."""

import asyncio
from contextlib import suppress

import structlog

from backend.gateways.telegram import Address, Blocked, Gone, Rejected, TelegramError
from backend.kit.clock import utc_now
from backend.llm.asking import OverBudget
from backend.tutor import asking, writing
from backend.tutor.level import Lexis, measured
from backend.tutor.lines import tidy, whole_sentences
from backend.tutor.rarity import has_list, list_ends, zipf_of
from backend.tutor.repository import Talks
from backend.tutor.schemas import Trouble
from backend.tutor.shapes import Simplified
from backend.tutor.writing import Chat, Due, Telling
from bot.chat import view
from bot.screen import Screen
from bot.texts import Texts, locale_of
from workers.answering import asked_within
from workers.context import Work
from workers.sending import send_once
from workers.streaming import Draft, Writer

FIRST_PIECE = 4.0  # seconds; whoever is slower leaves the word to the guided dialogue
REWRITE_LIMIT = 10.0  # seconds that a reply waits to be made easier

log = structlog.get_logger(__name__)


def texts_of(chat: Chat) -> Texts:
    return Texts(locale_of(chat.locale), chat.timezone)


def address(chat: Chat) -> Address:
    return Address(chat.bot_id, chat.chat_id)


async def replied(work: Work, due: Due) -> Writer:
    """A model writes its reply into the message of the turn, which is made if there is none yet.

    The whole reply is kept then, and told as often as it takes. Raises TelegramError.
    """
    turn, texts = due.telling.turn, texts_of(due.telling.chat)
    to = address(due.telling.chat)
    message_id = due.telling.message_id
    if message_id is None:
        message_id = await work.resources.telegram.send(to, view.thinking(turn, texts))
        async with work.transaction() as session:
            await writing.placed(session, turn.id, message_id)
    writer = Writer(work.resources.telegram, to, message_id)
    draft = await writer.follow(
        work.resources.llm.stream(due.asked),
        lambda text: view.thinking(turn, texts, tidy(text)),
        lambda: _is_stopped(work, turn.id),
        first=FIRST_PIECE,
    )
    reply = await _reply(work, due, draft)
    async with work.transaction() as session:
        if reply is None:
            await writing.give_up(session, turn.id, _trouble(draft), now=utc_now())
        else:
            await writing.keep(session, turn.id, reply, now=utc_now())
    return writer


async def _is_stopped(work: Work, turn_id: int) -> bool:
    async with work.resources.sessions() as session:
        return await Talks(session).is_stopped(turn_id)


async def _reply(work: Work, due: Due, draft: Draft) -> str | None:
    """What becomes of what came; None where it is nothing to read."""
    text = tidy(draft.text)
    if draft.stopped:
        return text
    if draft.error is not None:
        log.info("talk.broke_off", reason=repr(draft.error), said=len(text))
        return whole_sentences(text) or None
    return await levelled(work, due, text) if text else None


def _trouble(draft: Draft) -> Trouble:
    return Trouble.budget if isinstance(draft.error, OverBudget) else Trouble.away


async def levelled(work: Work, due: Due, text: str) -> str:
    """The text, or an easier one where it is above the level of its reader: asked for once."""
    reader = due.reader
    lexis = await asyncio.to_thread(_lexis, reader.target, due.known)
    before = measured(text, reader.level, lexis)
    if not before.is_over:
        return text
    asked = asking.simpler(reader, text, before.above)
    said = await asked_within(REWRITE_LIMIT, work.resources.llm.ask(asked, Simplified))
    easier = "" if said is None else tidy(said.value.line)
    after = measured(easier, reader.level, lexis)
    better = bool(easier) and after.excess < before.excess
    log.info("talk.levelled", before=before.excess, after=after.excess, taken=better)
    return easier if better else text


def _lexis(language: str, known: frozenset[str]) -> Lexis:
    if not has_list(language):
        return Lexis(known=known)
    zipf = zipf_of(language)
    zipf("a")  # reads the list
    return Lexis(zipf, list_ends(language), known)


async def told(work: Work, turn_id: int, writer: Writer | None = None) -> int | None:
    """The whole reply in the chat, once; the id of its last message. `writer` has written there.

    Raises TelegramError.
    """
    async with work.transaction() as session:
        telling = await writing.telling(session, turn_id)
    if telling is None:
        return None
    texts, to = texts_of(telling.chat), address(telling.chat)
    first, *more = view.parts(telling.turn, texts)
    message_id = await _first(work, telling, first, writer)
    for number, part in enumerate(more, start=2):
        key = f"turn:{turn_id}:{number}"
        message_id = await send_once(work, key, to, part, repeat_in_doubt=True)
    await _bare(work, telling)
    return message_id


async def _first(work: Work, telling: Telling, screen: Screen, writer: Writer | None) -> int | None:
    """In place of what stood there while it was written; anew, where that is gone."""
    to, turn_id = address(telling.chat), telling.turn.id
    if telling.message_id is not None:
        writer = writer or Writer(work.resources.telegram, to, telling.message_id)
        with suppress(Gone):
            await writer.end(screen)
            return telling.message_id
    return await send_once(work, f"turn:{turn_id}:1", to, screen, repeat_in_doubt=True)


async def _bare(work: Work, telling: Telling) -> None:
    """The reply before this one loses its buttons."""
    if telling.before is None:
        return
    message_id, turn = telling.before
    if turn.number == 0:
        return  # the bot told it, and takes them away by itself
    screen = view.reply(turn, texts_of(telling.chat))
    with suppress(TelegramError):
        await work.resources.telegram.edit(address(telling.chat), message_id, screen)


async def repaint(work: Work, turn_id: int) -> None:
    """The message of a turn with what was found out since."""
    async with work.transaction() as session:
        telling = await writing.telling(session, turn_id)
    if telling is None or telling.message_id is None:
        return
    screen = view.told(telling.turn, telling.talk, texts_of(telling.chat))
    with suppress(Rejected, Blocked):  # it is gone: nobody misses what would stand there
        to = address(telling.chat)
        await Writer(work.resources.telegram, to, telling.message_id).end(screen)
