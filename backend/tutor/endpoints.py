from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, status

from backend.deps import Acting, Configured, Id, Now, Tx
from backend.tutor import beginning, ending, helping, remembering, service
from backend.tutor.schemas import (
    ChipIn,
    EndOut,
    FactsOut,
    HeardOut,
    HintOut,
    LeftOut,
    PlaceIn,
    RoomOut,
    SaidIn,
    TalkIn,
    TalkOut,
    TranslationOut,
    TurnOut,
)
from backend.tutor.world import World

router = APIRouter(tags=["tutor"])

Page = Annotated[int, Query(ge=0, lt=10_000)]


async def _world(request: Request, actor: Acting, now: Now, configured: Configured) -> World:
    return World(actor, now, request.state.chance, configured.llm_configured, bool(configured.tts))


Talking = Annotated[World, Depends(_world)]


@router.get("/profiles/{profile_id}/talks")
async def room(profile_id: Id, session: Tx, world: Talking) -> RoomOut:
    """What can be talked about, and the talk that was left in the middle."""
    return await beginning.room(session, world, profile_id)


@router.post("/profiles/{profile_id}/talks")
async def start(profile_id: Id, wish: TalkIn, session: Tx, world: Talking) -> TalkOut:
    """Begin a talk; one that goes on ends. What is typed goes to it from now on."""
    return await beginning.start(session, world, profile_id, wish)


@router.post("/talks/{talk_id}/turns")
async def say(talk_id: Id, given: SaidIn, session: Tx, world: Talking) -> HeardOut:
    """Say something. A reply that takes a model is told in a message of its own."""
    return await service.say(session, world, talk_id, given)


@router.post("/talks/{talk_id}/finish")
async def finish(talk_id: Id, session: Tx, world: Talking) -> EndOut:
    """End the talk, and see how it went."""
    return await ending.finish(session, world, talk_id)


@router.post("/talks/{talk_id}/leave")
async def leave(talk_id: Id, session: Tx, world: Talking) -> LeftOut:
    """Go back to practice. For a day the talk can be gone on with."""
    return await service.leave(session, world, talk_id)


@router.post("/talks/{talk_id}/resume")
async def resume(talk_id: Id, session: Tx, world: Talking) -> TalkOut:
    return await beginning.resume(session, world, talk_id)


@router.post("/turns/{turn_id}/chip")
async def tap(turn_id: Id, given: ChipIn, session: Tx, world: Talking) -> HeardOut:
    """Say what a chip under the turn offers. Tapping twice is saying it once."""
    return await service.tap(session, world, turn_id, given.number)


@router.post("/turns/{turn_id}/again")
async def again(turn_id: Id, session: Tx, world: Talking) -> HeardOut:
    """Have another try at a reply that failed."""
    return await service.again(session, world, turn_id)


@router.get("/turns/{turn_id}/hint")
async def hint(turn_id: Id, session: Tx, world: Talking) -> HintOut:
    return await helping.hint(session, world, turn_id)


@router.post("/turns/{turn_id}/translation")
async def translate(turn_id: Id, session: Tx, world: Talking) -> TranslationOut:
    return await helping.translate(session, world, turn_id)


@router.post("/turns/{turn_id}/voice", status_code=status.HTTP_204_NO_CONTENT)
async def speak(turn_id: Id, session: Tx, world: Talking) -> None:
    """Have the reply read aloud: it comes as a voice note."""
    await helping.speak(session, world, turn_id)


@router.post("/turns/{turn_id}/stop")
async def stop(turn_id: Id, session: Tx, world: Talking) -> TurnOut:
    """Write no more of the reply."""
    return await helping.stop(session, world, turn_id)


@router.put("/turns/{turn_id}/message", status_code=status.HTTP_204_NO_CONTENT)
async def place(turn_id: Id, given: PlaceIn, session: Tx, world: Talking) -> None:
    """Which message of the chat tells this turn."""
    await helping.place(session, world, turn_id, given.message_id)


@router.get("/facts")
async def facts(session: Tx, world: Talking, page: Page = 0) -> FactsOut:
    """What is remembered of whoever asks."""
    return await remembering.facts(session, world, page)


@router.delete("/facts")
async def forget_all(session: Tx, world: Talking) -> FactsOut:
    return await remembering.forget(session, world, None, 0)


@router.delete("/facts/{fact_id}")
async def forget(fact_id: Id, session: Tx, world: Talking, page: Page = 0) -> FactsOut:
    """Forget one; a page of what is left."""
    return await remembering.forget(session, world, fact_id, page)
