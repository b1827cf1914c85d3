"""The buttons under a wrong verdict: it was a typo, it should be right, explain."""

from aiogram import Router

from backend.appeals.schemas import AppealOut, AppealState
from backend.attempts.schemas import Remedy
from backend.client import Refused
from bot.answers import view
from bot.exercises.remedies import AppealPressed, ExplainPressed, TypoPressed, left
from bot.learners import Learner
from bot.turns import Press

_ALL = list(Remedy)
_DOUBT = [Remedy.typo, Remedy.appeal]


async def typo_pressed(turn: Press, callback_data: TypoPressed, learner: Learner) -> None:
    """The verdict above becomes almost right; what is being answered below stays."""
    try:
        out = await learner.calls.undo(callback_data.attempt_id)
    except Refused as no:
        if no.code != "NotUndoable":
            raise
        await turn.say(learner.texts("typo-too-late"))
        await _take(turn, [Remedy.typo])
        return
    await turn.say(learner.texts("typo-undone"))
    message, answer = turn.message, out.showing.answer
    if message is None or not message.text or answer is None:
        await _take(turn, _ALL)
        return
    buttons = left(message.reply_markup, _ALL)
    id = callback_data.attempt_id
    await turn.show(view.amended(message, answer.feedback, buttons, learner.texts, id=id))


async def appeal_pressed(turn: Press, callback_data: AppealPressed, learner: Learner) -> None:
    refusals = {"NotAppealable": "appeal-impossible", "TooManyAppeals": "appeal-too-many"}
    try:
        out = await learner.calls.appeal(callback_data.attempt_id)
    except Refused as no:
        if no.code not in refusals:
            raise
        await turn.say(learner.texts(refusals[no.code]))
        await _take(turn, [Remedy.appeal])
        return
    await turn.say(learner.texts(_what_became_of(out)))
    await _take(turn, _DOUBT)


def _what_became_of(it: AppealOut) -> str:
    if it.state is not AppealState.pending:
        return f"appeal-{it.state}-before"
    return "appeal-sent" if it.first else "appeal-again"


async def explain_pressed(turn: Press, callback_data: ExplainPressed, learner: Learner) -> None:
    """At once where it is known; else a sign of life, and it comes as a message."""
    out = await learner.calls.explain(callback_data.attempt_id)
    if out.coming:
        await turn.say(learner.texts("explain-coming"))
    else:
        await turn.answer()
        await turn.send(view.explanation(out, learner.texts))
    await _take(turn, [Remedy.explain])


async def _take(turn: Press, gone: list[Remedy]) -> None:
    """The message without the buttons that have done their work."""
    message = turn.message
    if message is None or not message.text:
        return
    await turn.show(view.unchanged(message, left(message.reply_markup, gone)))


def create_router() -> Router:
    router = Router(name=__name__)
    router.callback_query.register(typo_pressed, TypoPressed.filter())
    router.callback_query.register(appeal_pressed, AppealPressed.filter())
    router.callback_query.register(explain_pressed, ExplainPressed.filter())
    return router
