"""How hard the course is for one learner: what they say of it moves it a stage."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts import looking
from backend.attempts.opinions import Run, Step
from backend.attempts.repository import Showings, Shown
from backend.attempts.schemas import Effect, OpinionOut
from backend.errors import NotFound
from backend.exercises.course import easier, harder
from backend.exercises.repository import Stages
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.profiles.schemas import Opinion

_END = {Opinion.hard: Effect.easiest, Opinion.easy: Effect.hardest}
_MOVED = {Opinion.hard: Effect.easier, Opinion.easy: Effect.harder}


async def opine(session: AsyncSession, actor: Actor, attempt_id: int, said: Opinion) -> OpinionOut:
    """Take an opinion on the exercise that is open. Raises NotFound.

    The same press again has the same effect, once.
    """
    shown = await Showings(session, actor).hold(attempt_id)
    if shown is None:
        raise NotFound("no such attempt of yours")
    effect = await _effect(session, shown, said)
    await session.flush()
    return OpinionOut(effect=effect, showing=await looking.attempt(session, actor, attempt_id))


async def _effect(session: AsyncSession, shown: Shown, said: Opinion) -> Effect:
    profile = shown.profile
    if shown.attempt.answered_at is not None:
        return Effect.late
    before = Run(profile.opinion, Step(profile.opinion_run))
    after = before.with_one_more(said)
    if after.step is not Step.moved:
        _keep(profile, after)
        return Effect.noted
    assert after.opinion is not None
    if before.step is not Step.moved:
        if not await _move(session, shown, after.opinion):
            return _END[after.opinion]
        _keep(profile, after)
    return _MOVED[after.opinion]


def _keep(profile: Profile, run: Run) -> None:
    profile.opinion, profile.opinion_run = run.opinion, run.step.value


async def _move(session: AsyncSession, shown: Shown, said: Opinion) -> bool:
    """Whether there was somewhere to go."""
    profile = shown.profile
    # In a further round the learner stands where that round does, not where the first walk ended.
    on_a_round = shown.exercise.place == profile.again and profile.again < profile.place
    here = profile.again if on_a_round else profile.place
    there = await _there(session, profile, here, said)
    if there is None:
        return False
    if on_a_round:
        profile.again = there
        return True
    if said is Opinion.hard:  # from there on, what was seen counts anew
        profile.again = max(profile.again, here)
    profile.place = there
    return True


async def _there(session: AsyncSession, profile: Profile, here: int, said: Opinion) -> int | None:
    stages = Stages(session, target=profile.target, native=profile.native)
    if said is Opinion.hard:
        return easier(await stages.before(here))
    return harder(profile.level, here, await stages.after(here))
