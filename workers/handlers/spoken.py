from backend.spoken import looking
from backend.spoken.jobs import LookForUnvoiced
from workers.context import Work
from workers.registry import handles


@handles(LookForUnvoiced)
async def look_for_unvoiced(work: Work, _: LookForUnvoiced) -> None:
    voices = work.resources.voices
    if not voices:
        return
    async with work.finish() as session:
        await looking.look(session, voices)
