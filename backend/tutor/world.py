"""What a talk depends on, and whose it is."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from backend.errors import NoTalk, NotFound
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.tutor.models import Conversation, Turn
from backend.tutor.repository import Standing, Talks
from backend.tutor.scenarios import scenario
from backend.tutor.schemas import Phase, TalkOut, TurnOut
from backend.tutor.telling import talk_out, turn_out


@dataclass(frozen=True)
class World:
    """What a talk depends on. `can_talk`: a model is there; `aloud`: somebody reads aloud."""

    actor: Actor
    now: datetime
    chance: Random
    can_talk: bool
    aloud: bool = False


async def own(talks: Talks, world: World, talk_id: int) -> Standing:
    standing = await talks.hold(talk_id, world.actor)
    if standing is None:
        raise NotFound("no such talk of yours")
    return standing


async def going_on(talks: Talks, world: World, talk_id: int) -> Standing:
    """The talk that is in the chat at this moment. Raises NoTalk."""
    standing = await talks.hold(talk_id, world.actor)
    if standing is None or standing.profile.conversation_id != talk_id:
        raise NoTalk("this talk does not go on")
    return standing


def goes_on(talk: Conversation, profile: Profile) -> bool:
    """Whether what is typed at this moment is said in this talk."""
    return talk.phase is Phase.open and profile.conversation_id == talk.id


def told_turn(  # the turn, its talk, and who is there
    turn: Turn,
    talk: Conversation,
    profile: Profile,
    *,
    newest: Turn,
    can_talk: bool,
    aloud: bool = False,
) -> TurnOut:
    live = turn.id == newest.id and goes_on(talk, profile)
    out = turn_out(turn, profile, live=live, can_talk=can_talk, goal_reached=talk.goal_reached)
    return out.model_copy(update={"audible": aloud})


def told_talk(turn: TurnOut, talk: Conversation, profile: Profile) -> TalkOut:
    played = scenario(talk.scenario or "", profile.target)
    return talk_out(talk, played, turn, profile)


async def own_turn(talks: Talks, world: World, turn_id: int) -> tuple[Standing, Turn]:
    """Raises NotFound."""
    found = await talks.hold_turn(turn_id, world.actor)
    if found is None:
        raise NotFound("no such turn of yours")
    return found
