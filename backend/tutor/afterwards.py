"""What is asked of a model when a reply is told, and what is kept of its answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from backend.exercises.assessment import Correction, MistakeType
from backend.llm.asking import Asked
from backend.patterns import service as patterns
from backend.patterns.schemas import Source
from backend.tutor import asking, mending
from backend.tutor.asking import Said
from backend.tutor.ending import MOST_PRAISE, card_out
from backend.tutor.lines import tidy
from backend.tutor.repository import Facts, Talks
from backend.tutor.schemas import MAX_FACT, CardOut, TurnState
from backend.tutor.shapes import (
    MAX_MEANING,
    MAX_PRAISE,
    MAX_SUMMARY,
    CorrectedTurn,
    EndCard,
    FoundFacts,
    Summary,
    Translated,
)
from backend.tutor.writing import Chat, chat_of, played_in, reading

MOST_NEW = 5
MAX_HINT = 120
_NO_FACTS = ("ignore", "instruction", "always answer", "system prompt", "correct answer")


async def to_correct(session: AsyncSession, turn_id: int) -> Asked | None:
    """None where it was done before, or there is nothing to look at."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    if found is None or found[1].mistakes is not None or not found[1].said:
        return None
    standing, turn = found
    before = await talks.before(turn)
    return asking.corrections(
        reading(standing),
        played_in(standing),
        before=None if before is None else before.reply,
        said=Said(turn.said, turn.reply),
        skills=await talks.skills(standing.profile.target),
    )


async def corrected(
    session: AsyncSession, turn_id: int, said: CorrectedTurn, *, now: datetime
) -> None:
    """Keeps what can be trusted of it, once; each mistake leads what is practised."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    if found is None or found[1].mistakes is not None:
        return
    standing, turn = found
    native = standing.profile.native
    errors = [
        mending.Found(
            quote=one.quote,
            correction=one.correction,
            type=one.type,
            skill=one.skill,
            reason=one.reason,
        )
        for one in said.errors
    ]
    known = await talks.skills(standing.profile.target)
    mistakes = mending.mistakes(turn.said, errors, native, skills=known)
    turn.mistakes = [one.model_dump(mode="json") for one in mistakes]
    turn.hints = turn.hints or _hints(said)
    corrections = [_correction(one, turn.said) for one in mistakes]
    source = patterns.From(Source.talk, turn.id)
    await patterns.record(session, standing.profile.id, corrections, source, now=now)
    played = played_in(standing)
    if played is not None and said.goal_reached:
        standing.conversation.goal_reached = True


def _correction(one: mending.Mistake, said: str) -> Correction:
    return Correction(
        wrong=one.wrong,
        right=one.right,
        type=MistakeType.of(one.type),
        skill=one.skill,
        because=one.because,
        sentence=said,
    )


def _hints(said: CorrectedTurn) -> list[dict[str, str]]:
    offered = [
        {"say": tidy(one.say, MAX_HINT), "meaning": tidy(one.meaning, MAX_HINT)}
        for one in said.suggestions[:2]
    ]
    return [one for one in offered if one["say"]]


async def to_translate(session: AsyncSession, turn_id: int) -> Asked | None:
    found = await Talks(session).hold_turn(turn_id)
    if found is None or not found[1].reply:
        return None
    standing, turn = found
    if standing.profile.native in (turn.meaning or {}):
        return None
    return asking.translation(reading(standing), turn.reply or "")


async def translated(session: AsyncSession, turn_id: int, said: Translated) -> None:
    found = await Talks(session).hold_turn(turn_id)
    meaning = tidy(said.translation, MAX_MEANING)
    if found is not None and meaning:
        standing, turn = found
        turn.meaning = {**(turn.meaning or {}), standing.profile.native: meaning}


@dataclass(frozen=True)
class Ending:
    """The card of a talk, where it is told, and what is asked of a model for it, unless it was."""

    card: CardOut
    chat: Chat
    asked: Asked | None


async def to_praise(session: AsyncSession, talk_id: int) -> Ending | None:
    talks = Talks(session)
    standing = await talks.hold(talk_id)
    chat = None if standing is None else await chat_of(talks, standing)
    if standing is None or chat is None or standing.conversation.card is None:
        return None
    card = card_out(standing.conversation, standing.profile)
    if not standing.conversation.card.get("pending"):
        return Ending(card, chat, None)
    said = [turn.said for turn in await talks.turns(talk_id) if turn.said]
    return Ending(card, chat, asking.praise(reading(standing), played_in(standing), said))


async def praised(session: AsyncSession, talk_id: int, said: EndCard | None) -> CardOut | None:
    """The card with what went well, which is kept; without a model's word as it is."""
    standing = await Talks(session).hold(talk_id)
    if standing is None or standing.conversation.card is None:
        return None
    talk = standing.conversation
    lines = [] if said is None else [tidy(line, MAX_PRAISE) for line in said.praise]
    kept = [line for line in lines if line] or (talk.card or {})["praise"]
    talk.card = {**(talk.card or {}), "praise": kept[:MOST_PRAISE], "pending": False}
    return card_out(talk, standing.profile)


@dataclass(frozen=True)
class LookBack:
    """What is asked of the turns up to the number `upto`."""

    asked: Asked
    upto: int


async def to_sum_up(session: AsyncSession, talk_id: int) -> LookBack | None:
    """What is too far back to be told word by word, and is in no summary."""
    talks = Talks(session)
    standing = await talks.hold(talk_id)
    if standing is None:
        return None
    talk = standing.conversation
    upto = (await talks.newest(talk_id)).number - asking.VERBATIM
    old = await talks.turns(talk_id, after=talk.summed_up - 1, to=upto)
    if not old:
        return None
    said = [Said(turn.said, turn.reply) for turn in old]
    return LookBack(asking.summary(reading(standing), talk.summary, said), upto)


async def summed_up(session: AsyncSession, talk_id: int, back: LookBack, said: Summary) -> None:
    standing = await Talks(session).hold(talk_id)
    if standing is not None and standing.conversation.summed_up <= back.upto:
        standing.conversation.summary = tidy(said.summary, MAX_SUMMARY)
        standing.conversation.summed_up = back.upto + 1


async def to_remember(session: AsyncSession, talk_id: int) -> LookBack | None:
    """What was said since it was last looked through."""
    talks = Talks(session)
    standing = await talks.hold(talk_id)
    if standing is None:
        return None
    talk = standing.conversation
    turns = [
        turn
        for turn in await talks.turns(talk_id, after=talk.remembered)
        if turn.said and turn.state is not TurnState.waiting
    ]
    if not turns:
        return None
    known = [fact.text for fact in await Facts(session).some(standing.user.id)]
    said = [turn.said for turn in turns]
    asked = asking.new_facts(reading(standing), played_in(standing), known=known, said=said)
    return LookBack(asked, turns[-1].number)


async def remembered(session: AsyncSession, talk_id: int, back: LookBack, said: FoundFacts) -> None:
    standing = await Talks(session).hold(talk_id)
    if standing is None or standing.conversation.remembered >= back.upto:
        return
    standing.conversation.remembered = back.upto
    facts = [fact for text in said.facts[:MOST_NEW] if (fact := _fact(text))]
    await Facts(session).keep(standing.user.id, facts)


def _fact(text: str) -> str:
    """One line, or "" for what is none: longer than a fact may be, or meant as an order."""
    line = " ".join(tidy(text, 2 * MAX_FACT).split())
    orders = any(words in line.casefold() for words in _NO_FACTS)
    return "" if orders or len(line) > MAX_FACT else line
