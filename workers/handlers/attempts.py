from backend.attempts.forgetting import forget_replies
from backend.attempts.jobs import ForgetReplies
from backend.kit.clock import utc_now
from workers.context import Work
from workers.registry import handles


@handles(ForgetReplies)
async def forget(work: Work, _: ForgetReplies) -> None:
    async with work.finish() as session:
        await forget_replies(session, now=utc_now())
