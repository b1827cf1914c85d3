from aiogram.utils.formatting import BlockQuote, Bold, Text

from backend.exercises.kinds.read_text import ReadTextShown
from bot.exercises.callbacks import indices
from bot.exercises.kinds.stepping import back_row, so_far, step
from bot.exercises.kinds.task import Task, labelled
from bot.texts import Texts


def task(shown: ReadTextShown, attempt_id: int, texts: Texts, picks: str) -> Task:
    """The text, the questions that have an answer, and the one that is asked."""
    steps = len(shown.questions)
    picks = so_far(picks, [len(question.options) for question in shown.questions])
    number = len(picks)
    asked = shown.questions[number]
    answered = [
        Text("• ", question.question, " ", Bold(question.options[choice]))
        for question, choice in zip(shown.questions, indices(picks), strict=False)
    ]
    listed, rows = labelled(
        asked.options, lambda choice: step(attempt_id, picks, choice, steps=steps)
    )
    lines = [
        BlockQuote(shown.text),
        *answered,
        Text(f"{number + 1}/{steps}  ", Bold(asked.question)),
        *listed,
    ]
    return Task(texts("task-read-text"), lines, [*rows, back_row(attempt_id, picks, texts)])
