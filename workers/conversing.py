"""A reply of the tutor on its way from the model into its message."""

import asyncio
from contextlib import suppress

import structlog

from backend.gateways.telegram import (
    Address,
    Blocked,
    Gone,
    NotSent,
    OutcomeUnknown,
    Rejected,
    TelegramError,
)
from backend.jobs.repository import Sends
from backend.kit.clock import utc_now
from backend.llm.asking import OverBudget
from backend.tutor import asking, writing
from backend.tutor.level import Lexis, measured
from backend.tutor.lines import tidy, whole_sentences
from backend.tutor.rarity import has_list, list_ends, zipf_of
from backend.tutor.repository import Talks
from backend.tutor.schemas import Trouble, TurnOut
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
MOST_PAINTINGS = 4
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
    writer = await _writer(work, due.telling)
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


async def _writer(work: Work, telling: Telling) -> Writer:
    """Into the message of the turn, whatever an earlier try has left there, or into a new one."""
    turn, to = telling.turn, address(telling.chat)
    if turn.message_id is None:
        return Writer(work.resources.telegram, to, await _placed(work, telling))
    writer = Writer(work.resources.telegram, to, turn.message_id)
    with suppress(Gone):
        await writer.end(view.thinking(turn, texts_of(telling.chat)))
    return writer


async def _placed(work: Work, telling: Telling) -> int | None:
    """The message that the reply is to be written into, made once.

    None where nobody knows whether it was made: then the reply comes whole, in a message of its
    own, instead of leaving one more that nobody writes into. Pressing "Stop" there takes it away.
    Raises NotSent.
    """
    turn, to = telling.turn, address(telling.chat)
    key = f"turn:{turn.id}:0"
    async with work.transaction() as session:
        state = await Sends(session).begin(key)
    if state is not None:
        return await _sent_as(work, key)
    try:
        message_id = await work.resources.telegram.send(
            to, view.thinking(turn, texts_of(telling.chat))
        )
    except NotSent:
        async with work.transaction() as session:
            await Sends(session).take_back(key)
        raise
    except OutcomeUnknown:
        log.warning("talk.place_in_doubt", turn_id=turn.id, exc_info=True)
        return None
    async with work.transaction() as session:
        await Sends(session).sent(key, message_id=message_id)
        await writing.placed(session, turn.id, message_id)
    return message_id


async def _sent_as(work: Work, key: str) -> int | None:
    async with work.resources.sessions() as session:
        return await Talks(session).sent_as(key)


async def _sent(work: Work, key: str, to: Address, screen: Screen) -> int | None:
    """Sent now or before: the id of its message."""
    sent = await send_once(work, key, to, screen, repeat_in_doubt=True)
    return await _sent_as(work, key) if sent is None else sent


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
    aloud = bool(work.resources.voices)
    async with work.transaction() as session:
        telling = await writing.telling(session, turn_id, aloud=aloud)
    if telling is None:
        return None
    texts, to = texts_of(telling.chat), address(telling.chat)
    first, *more = view.parts(telling.turn, texts)
    message_id = await _first(work, telling, first, writer)
    for number, part in enumerate(more, start=2):
        message_id = await _sent(work, f"turn:{turn_id}:{number}", to, part)
    await _bare(work, telling)
    return message_id


async def _first(work: Work, telling: Telling, screen: Screen, writer: Writer | None) -> int | None:
    """In place of what stood there while it was written; anew, where that is gone."""
    to, message_id = address(telling.chat), telling.turn.message_id
    if message_id is not None:
        with suppress(Gone):
            await _into(work, to, message_id, writer).end(screen)
            return message_id
    return await _sent(work, f"turn:{telling.turn.id}:1", to, screen)


def _into(work: Work, to: Address, message_id: int, writer: Writer | None) -> Writer:
    """Whoever has written into this message keeps the pace; else somebody new."""
    if writer is not None and writer.message_id == message_id:
        return writer
    return Writer(work.resources.telegram, to, message_id)


async def _bare(work: Work, telling: Telling) -> None:
    """The reply before this one loses its buttons."""
    turn = telling.before
    if turn is None or turn.message_id is None:
        return
    if turn.number == 0:
        return  # the bot told it, and takes them away by itself
    screen = view.reply(turn, texts_of(telling.chat))
    with suppress(TelegramError):
        await work.resources.telegram.edit(address(telling.chat), turn.message_id, screen)


async def repaint(work: Work, turn_id: int) -> None:
    """The message of a turn with what was found out since.

    Until nothing more was found out while it was painted: of several that paint, the last to do so
    may have been the first to look.
    """
    painted: TurnOut | None = None
    writer: Writer | None = None
    aloud = bool(work.resources.voices)
    for _ in range(MOST_PAINTINGS):
        async with work.transaction() as session:
            telling = await writing.telling(session, turn_id, aloud=aloud)
        if telling is None or telling.turn.message_id is None or telling.turn == painted:
            return
        painted = telling.turn
        screen = view.told(painted, telling.talk, texts_of(telling.chat))
        with suppress(Rejected, Blocked):  # it is gone: nobody misses what would stand there
            to = address(telling.chat)
            writer = _into(work, to, telling.turn.message_id, writer)
            await writer.end(screen)
