"""What can be talked about, and how a talk begins or is gone on with."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.catalogue.scenarios import Scenario
from backend.errors import NobodyToTalk, NoTalk, NotFound
from backend.exercises.grading import in_language
from backend.profiles.models import Profile
from backend.tutor import guided
from backend.tutor.models import Conversation, Turn
from backend.tutor.openings import OPENINGS
from backend.tutor.repository import Facts, Talks
from backend.tutor.scenarios import scenario, scenarios_of
from backend.tutor.schemas import Phase, RoomOut, ScenarioLine, TalkIn, TalkOut, TurnState
from backend.tutor.telling import joined, written
from backend.tutor.world import World, own, told_talk, told_turn
from backend.users.repository import Users

RESUMABLE = timedelta(hours=24)


async def room(session: AsyncSession, world: World, profile_id: int) -> RoomOut:
    """Raises NotFound."""
    found = await Users(session).owned(world.actor, profile_id)
    if found is None:
        raise NotFound(f"no profile {profile_id} of yours")
    profile, user = found
    offered = scenarios_of(profile.target)
    lines = [
        ScenarioLine(
            key=each.key,
            level=each.level,
            emoji=each.emoji,
            title=in_language(each.title, profile.native) or each.key,
        )
        for each in offered
    ]
    return RoomOut(
        target=profile.target,
        level=profile.level,
        levels=sorted({each.level for each in offered}, key=lambda level: level.rank),
        can_talk=world.can_talk,
        scenarios=lines,
        left=await _left(session, world, profile),
        facts=await Facts(session).count(user.id),
    )


async def _left(session: AsyncSession, world: World, profile: Profile) -> TalkOut | None:
    """The talk that could be gone on with."""
    talks = Talks(session)
    last = await talks.latest(profile.id)
    if last is None or last.phase is not Phase.open:
        return None
    newest = await talks.newest(last.id)
    if newest.said_at < world.now - RESUMABLE:
        return None
    return _told(world, last, profile, newest)


async def start(session: AsyncSession, world: World, profile_id: int, wish: TalkIn) -> TalkOut:
    """A new talk, and its opening. To ask for the one that has just begun is to get it again.

    Raises NotFound, NobodyToTalk where it takes a model and there is none.
    """
    profile = await Users(session).lock_profile(world.actor, profile_id)
    played = _played(wish, profile)
    if played is None and not world.can_talk:
        raise NobodyToTalk("no model is set up to talk with")
    talks = Talks(session)
    last = await talks.latest(profile.id)
    if last is not None and _is_new(last, profile, wish):
        newest = await talks.newest(last.id)
        if newest.number == 0:
            told = _told(world, last, profile, newest)
            return told.model_copy(update={"left_behind": await _left_behind(talks, last)})
    await talks.close_others(profile.id, now=world.now)
    talk, opening = await _begun(talks, world, profile, played)
    profile.conversation_id = talk.id
    told = _told(world, talk, profile, opening)
    return told.model_copy(update={"left_behind": await _left_behind(talks, talk)})


async def _left_behind(talks: Talks, talk: Conversation) -> int | None:
    ended = await talks.ended_by(talk)
    return None if ended is None else (await talks.newest(ended.id)).message_id


def _played(wish: TalkIn, profile: Profile) -> Scenario | None:
    if wish.scenario is None:
        return None
    found = scenario(wish.scenario, profile.target)
    if found is None:
        raise NotFound(f"no scenario {wish.scenario} in {profile.target}")
    return found


def _is_new(last: Conversation, profile: Profile, wish: TalkIn) -> bool:
    goes_on = last.phase is Phase.open and last.id == profile.conversation_id
    return goes_on and last.scenario == wish.scenario


async def _begun(
    talks: Talks, world: World, profile: Profile, played: Scenario | None
) -> tuple[Conversation, Turn]:
    talk = Conversation(
        profile_id=profile.id,
        bot_id=world.actor.bot_id,
        scenario=played.key if played else None,
        guided=not world.can_talk,
        phase=Phase.open,
        started_at=world.now,
    )
    await talks.add(talk)
    opening = Turn(
        conversation_id=talk.id,
        number=0,
        key="opening",
        said="",
        state=TurnState.told,
        guided=talk.guided,
        said_at=world.now,
        replied_at=world.now,
    )
    if played is None:
        _greet(opening, world, profile)
    else:
        state = guided.start(played, world.chance)
        said = guided.opening(played, state)
        opening.reply, opening.meaning = joined(said.lines, profile)
        if talk.guided:
            talk.state = state.model_dump(mode="json")
            opening.chips = [written(chip.say, profile) for chip in said.chips]
    await talks.add(opening)
    return talk, opening


def _greet(opening: Turn, world: World, profile: Profile) -> None:
    offered = OPENINGS.get(profile.target)
    if offered:
        said, meaning = world.chance.choice(offered)
        opening.reply, opening.meaning = written(said, profile), dict(meaning)


async def resume(session: AsyncSession, world: World, talk_id: int) -> TalkOut:
    """Raises NotFound, and NoTalk for one that has ended."""
    talks = Talks(session)
    standing = await own(talks, world, talk_id)
    if standing.conversation.phase is not Phase.open:
        raise NoTalk("this talk has ended")
    standing.profile.conversation_id = talk_id
    standing.conversation.bot_id = world.actor.bot_id
    newest = await talks.newest(talk_id)
    return _told(world, standing.conversation, standing.profile, newest)


def _told(world: World, talk: Conversation, profile: Profile, newest: Turn) -> TalkOut:
    turn = told_turn(
        newest, talk, profile, newest=newest, can_talk=world.can_talk, aloud=world.aloud
    )
    return told_talk(turn, talk, profile)
