from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response

from backend.attempts import looking, pitch, service, settling
from backend.attempts.advancing import World
from backend.attempts.schemas import (
    AGAIN,
    AnswerIn,
    AnswerOut,
    AttemptOut,
    HintIn,
    OpinionIn,
    OpinionOut,
    PlaceIn,
    ValidateIn,
    ValidateOut,
)
from backend.deps import Acting, Id, Tx, acting, pressing
from backend.kit.clock import utc_now
from backend.lessons.schemas import NextActionIn, NextActionOut
from backend.metrics import ANSWERS

router = APIRouter(tags=["attempts"])


async def _world(request: Request) -> World:
    state = request.state
    return World(
        await acting(request),
        utc_now(),
        state.chance,
        state.grammar,
        judged=state.settings.llm_configured,
        asr=state.settings.asr_model,
    )


@router.post("/attempts/{attempt_id}/answer", response_model=AnswerOut)
async def answer(
    attempt_id: Annotated[Id | Literal["open"], Path()],
    given: AnswerIn,
    request: Request,
) -> Response:
    """Judge an answer, and say what comes next. The same press again gets the same reply.

    `open` instead of an id means the attempt that the learner has open in this chat.
    """
    world = await _world(request)
    async with pressing(request) as session:
        answered = await service.answer(session, attempt_id, given, world)
    if answered.fresh:
        ANSWERS.labels(answered.kind, answered.verdict).inc()
    headers = None if answered.fresh else {AGAIN: "1"}
    return Response(answered.reply, media_type="application/json", headers=headers)


@router.put("/attempts/{attempt_id}/message", status_code=204)
async def message(attempt_id: Id, given: PlaceIn, request: Request) -> None:
    """Where the reply to an answer stands that is being checked: it will be edited there."""
    actor = await acting(request)
    async with pressing(request) as session:
        await settling.place(session, actor, attempt_id, given.message_id)


@router.post("/attempts/{attempt_id}/let-go")
async def let_go(attempt_id: Id, request: Request) -> AnswerOut:
    """Practice goes on while the answer is checked. An answer that is not is replied to as ever."""
    world = await _world(request)
    async with pressing(request) as session:
        return await settling.let_go(session, attempt_id, world, told=True)


@router.get("/attempts/{attempt_id}")
async def attempt(attempt_id: Id, session: Tx, actor: Acting) -> AttemptOut:
    """A showing as it was, and the reply to it once it was answered."""
    return await looking.attempt(session, actor, attempt_id)


@router.post("/attempts/{attempt_id}/hints")
async def hint(attempt_id: Id, asked: HintIn, session: Tx, actor: Acting) -> AttemptOut:
    """The showing with one hint more. Each lowers what a right answer can say of memory."""
    return await looking.hint(session, actor, attempt_id, asked)


@router.post("/attempts/{attempt_id}/opinion")
async def opinion(attempt_id: Id, given: OpinionIn, session: Tx, actor: Acting) -> OpinionOut:
    """Too easy or too hard: said twice in a row, the course moves a stage."""
    return await pitch.opine(session, actor, attempt_id, given.opinion)


@router.post("/profiles/{profile_id}/next-action")
async def next_action(profile_id: Id, asked: NextActionIn, request: Request) -> NextActionOut:
    """The open exercise, or the next one, or praise, rest or limit, each with its offer."""
    world = await _world(request)
    async with pressing(request) as session:
        found = await service.next_action(
            session, profile_id, world, go_on=asked.go_on, on=asked.focus
        )
    return NextActionOut(next=found)


@router.post("/exercises/{exercise_id}/validate")
async def validate(exercise_id: Id, given: ValidateIn, session: Tx, actor: Acting) -> ValidateOut:
    """Judge an answer to an exercise that this profile was shown. Nothing is recorded."""
    return await looking.validate(session, actor, exercise_id, given)
