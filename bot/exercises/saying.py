"""The buttons behind the three dots: what a learner says of an exercise."""

from aiogram import Router

from backend.attempts.schemas import AttemptOut, Effect
from bot.exercises import about, view
from bot.exercises.callbacks import (
    AskFlagPressed,
    BackPressed,
    FlagPressed,
    MorePressed,
    OpinionPressed,
)
from bot.exercises.handlers import repaint
from bot.exercises.remedies import keeping
from bot.learners import Learner
from bot.screen import Screen
from bot.texts import Texts
from bot.turns import Press

WAYS = {"hard": "easier", "easy": "harder"}


async def more_pressed(turn: Press, callback_data: MorePressed, learner: Learner) -> None:
    stored = await learner.calls.attempt(callback_data.attempt_id)
    screen = about.menu(stored.exercise, callback_data, learner.texts)
    await _instead(turn, learner, stored, screen)


async def back_pressed(turn: Press, callback_data: BackPressed, learner: Learner) -> None:
    stored = await learner.calls.attempt(callback_data.attempt_id)
    await repaint(turn, learner, stored, callback_data.letters, callback_data.at)


async def opinion_pressed(turn: Press, callback_data: OpinionPressed, learner: Learner) -> None:
    """The toast tells the effect, and the exercise is there again."""
    said = callback_data
    out = await learner.calls.opine(said.attempt_id, said.opinion)
    if out.effect is not Effect.late:
        await turn.answer(_effect(out.effect, WAYS[said.opinion], learner.texts))
    await _exercise_again(turn, learner, out.showing)


async def ask_flag_pressed(turn: Press, callback_data: AskFlagPressed, learner: Learner) -> None:
    """Why: four reasons, under the exercise that is open."""
    asked = callback_data
    kept = about.kept_by(turn.message, asked.attempt_id)
    stored = await learner.calls.attempt(asked.about)
    flagged = stored.exercise.exercise_id
    if asked.about != asked.attempt_id:
        stored = await learner.calls.attempt(asked.attempt_id)
    screen = about.reasons(stored.exercise, flagged, kept, learner.texts)
    await _instead(turn, learner, stored, screen)


async def flag_pressed(turn: Press, callback_data: FlagPressed, learner: Learner) -> None:
    flagged = callback_data
    report = await learner.calls.flag(flagged.exercise_id, flagged.reason)
    await turn.answer(learner.texts("flag-thanks" if report.first else "flag-again"))
    await _exercise_again(turn, learner, await learner.calls.attempt(flagged.attempt_id))


def _effect(effect: Effect, way: str, texts: Texts) -> str:
    if effect is Effect.noted:
        return texts("opinion-noted", way=way)
    return texts(f"opinion-{effect}")


async def _exercise_again(turn: Press, learner: Learner, stored: AttemptOut) -> None:
    kept = about.kept_by(turn.message, stored.attempt_id)
    await repaint(turn, learner, stored, kept.letters, kept.at)


async def _instead(turn: Press, learner: Learner, stored: AttemptOut, screen: Screen) -> None:
    """In place of the exercise's own buttons, as long as it is open."""
    if stored.answer is not None:
        await repaint(turn, learner, stored, "")
        return
    await turn.show(keeping(turn.message, view.below(view.above_the_line(turn.message), screen)))


def create_router() -> Router:
    router = Router(name=__name__)
    router.callback_query.register(more_pressed, MorePressed.filter())
    router.callback_query.register(back_pressed, BackPressed.filter())
    router.callback_query.register(opinion_pressed, OpinionPressed.filter())
    router.callback_query.register(ask_flag_pressed, AskFlagPressed.filter())
    router.callback_query.register(flag_pressed, FlagPressed.filter())
    return router
