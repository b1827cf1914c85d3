"""What a worker reads of a talk before it asks a model, and what it writes down afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from random import Random

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.scenarios import Scenario
from backend.kit.text import words
from backend.llm.asking import Asked
from backend.queue import enqueue
from backend.tutor import asking, guided, speaking
from backend.tutor.asking import Reading, Said
from backend.tutor.jobs import Converse, CorrectTurn, RememberFacts, SumUp
from backend.tutor.models import Conversation, Turn
from backend.tutor.repository import Facts, Standing, Talks
from backend.tutor.scenarios import scenario
from backend.tutor.schemas import Phase, TalkOut, Trouble, TurnOut, TurnState
from backend.tutor.service import play
from backend.tutor.world import told_talk, told_turn

REMEMBERED = 6  # turns, until they are looked through for facts


@dataclass(frozen=True)
class Chat:
    """Where a person reads, and in which language and time zone they are spoken to."""

    bot_id: int
    chat_id: int
    locale: str
    timezone: str


@dataclass(frozen=True)
class Telling:
    """A turn as it is to be told, and to whom; `talk` where it is the opening of one. `before` is
    the turn before it."""

    turn: TurnOut
    talk: TalkOut | None
    chat: Chat
    before: TurnOut | None


@dataclass(frozen=True)
class Due:
    """A turn that waits for its reply, and what the reply takes; `known` are words that were said
    or taught in this talk."""

    telling: Telling
    reader: Reading
    asked: Asked
    known: frozenset[str]


async def due(session: AsyncSession, turn_id: int, *, now: datetime) -> Due | Telling | None:
    """What is to be done about the turn: to reply, to tell the reply that is there, or nothing."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    telling = await _telling(talks, *found) if found else None
    if found is None or telling is None or found[1].state is TurnState.told:
        return None
    standing, turn = found
    if turn.state is TurnState.waiting and turn.message_id is None and _is_over(standing):
        return None  # the talk ended before anybody began to reply
    if standing.conversation.guided and turn.state is TurnState.waiting:
        # No model replied to the one before, while this one waited.
        play(turn, standing, now)
        turn.state = TurnState.written
    if turn.state is not TurnState.waiting:
        return telling
    talk, played = standing.conversation, played_in(standing)
    earlier = await talks.turns(talk.id, after=talk.summed_up - 1, to=turn.number - 1)
    facts = await Facts(session).some(standing.user.id, most=asking.MOST_FACTS)
    reader = reading(standing)
    asked = asking.reply_to(
        reader,
        played,
        message=turn.said,
        talk=[Said(one.said, one.reply) for one in earlier],
        summary=talk.summary,
        facts=[fact.text for fact in facts],
    )
    return Due(telling, reader, asked, _known([*earlier, turn], played))


def _is_over(standing: Standing) -> bool:
    return standing.conversation.phase is not Phase.open


def reading(standing: Standing) -> Reading:
    profile = standing.profile
    return Reading(
        standing.user.id, profile.native, profile.target, profile.level, profile.alphabet
    )


def played_in(standing: Standing) -> Scenario | None:
    return scenario(standing.conversation.scenario or "", standing.profile.target)


def _known(turns: Sequence[Turn], played: Scenario | None) -> frozenset[str]:
    said = [turn.said for turn in turns]
    taught = [phrase.say for phrase in played.phrases] if played else []
    return frozenset(word for text in (*said, *taught) for word in words(text))


async def telling(session: AsyncSession, turn_id: int, *, aloud: bool = False) -> Telling | None:
    """The turn as it is now; None where nobody can be told. `aloud`: somebody reads aloud."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    return None if found is None else await _telling(talks, *found, aloud=aloud)


async def _telling(
    talks: Talks, standing: Standing, turn: Turn, *, aloud: bool = False
) -> Telling | None:
    talk, chat = standing.conversation, await chat_of(talks, standing)
    if chat is None:
        return None
    newest, before = await talks.newest(talk.id), await talks.before(turn)
    profile = standing.profile

    def _told(one: Turn) -> TurnOut:  # whoever tells a turn has a model
        return told_turn(one, talk, profile, newest=newest, can_talk=True, aloud=aloud)

    out = _told(turn)
    return Telling(
        turn=out,
        talk=told_talk(out, talk, profile) if turn.number == 0 else None,
        chat=chat,
        before=None if before is None else _told(before),
    )


async def chat_of(talks: Talks, standing: Standing) -> Chat | None:
    """None where the person has blocked the bot."""
    user = standing.user
    chat = await talks.chat(user.id, standing.conversation.bot_id)
    if chat is None or chat.blocked_at is not None:
        return None
    return Chat(chat.bot_id, chat.chat_id, user.locale, user.timezone)


async def placed(session: AsyncSession, turn_id: int, message_id: int | None) -> None:
    """Which message the reply is written into."""
    found = await Talks(session).hold_turn(turn_id)
    if found is not None:
        found[1].message_id = message_id


async def replied_to(session: AsyncSession, turn_id: int) -> int | None:
    """The message of the turn before this one, where its buttons are left to whoever tells this
    one: of a reply that a model wrote, whoever writes the next one takes them."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    before = None if found is None else await talks.before(found[1])
    if found is None or before is None:
        return None
    return before.message_id if found[1].guided or before.number == 0 else None


async def keep(session: AsyncSession, turn_id: int, reply: str, *, now: datetime) -> None:
    """The whole reply, which is told as often as it takes and never asked for again."""
    found = await Talks(session).hold_turn(turn_id)
    if found is not None and found[1].state is TurnState.waiting:
        turn = found[1]
        turn.reply, turn.state, turn.replied_at = reply, TurnState.written, now


async def give_up(session: AsyncSession, turn_id: int, trouble: Trouble, *, now: datetime) -> None:
    """No model replies: the guided dialogue of the scenario does, from here on; where there is no
    scenario, nobody."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    if found is None or found[1].state is not TurnState.waiting:
        return
    standing, turn = found
    played = played_in(standing)
    turn.trouble = trouble
    if played is None:
        turn.state = TurnState.failed
        return
    talk = standing.conversation
    earlier = await talks.turns(talk.id, to=turn.number - 1)
    talk.state = _rejoined(talk, played, earlier).model_dump(mode="json")
    talk.guided = True
    play(turn, standing, now)
    turn.state = TurnState.written


def _rejoined(talk: Conversation, played: Scenario, earlier: Sequence[Turn]) -> guided.State:
    """Where the talk stands after what was said to a model since the script had the word."""
    led = takewhile(lambda one: not one.guided, reversed(earlier))
    said = [one.said for one in led if one.said][::-1]
    stood = None if talk.state is None else guided.State.model_validate(talk.state)
    return guided.joined(played, said, Random(talk.id), stood)


async def told(
    session: AsyncSession, turn_id: int, message_id: int | None, *, aloud: bool = False
) -> None:
    """The reply is in the chat: whatever follows from it is asked for. `aloud`: somebody reads
    aloud."""
    talks = Talks(session)
    found = await talks.hold_turn(turn_id)
    if found is None:
        return
    standing, turn = found
    turn.message_id = message_id or turn.message_id
    if turn.state is TurnState.written:
        turn.state = TurnState.told
    if aloud:
        await speaking.ask(session, turn)
    if turn.state is TurnState.told and turn.trouble is None:
        await enqueue(session, CorrectTurn(turn_id=turn.id), key=f"correct:{turn.id}")
    if not standing.conversation.guided:
        await _look_back(session, standing.conversation, turn)
    waiting = [one for one in await talks.waiting(turn.conversation_id) if one.id != turn.id]
    if waiting:
        following = waiting[0].id  # written while this one was replied to
        await enqueue(session, Converse(turn_id=following), key=f"converse:{following}")


async def _look_back(session: AsyncSession, talk: Conversation, turn: Turn) -> None:
    if turn.number - talk.summed_up >= asking.VERBATIM + asking.TO_SUM_UP:
        key = f"sum:{talk.id}:{turn.number}"
        await enqueue(session, SumUp(conversation_id=talk.id), key=key)
    if turn.number - talk.remembered >= REMEMBERED:
        key = f"facts:{talk.id}:{turn.number}"
        await enqueue(session, RememberFacts(conversation_id=talk.id), key=key)
