from collections.abc import Sequence

from aiogram.utils.formatting import BlockQuote, Bold, Text

from backend.exercises.kinds.read_text import QuestionShown, ReadTextShown
from bot.exercises.callbacks import indices
from bot.exercises.kinds.stepping import back_row, so_far, step
from bot.exercises.kinds.task import Task, labelled
from bot.screen import Row
from bot.texts import Texts


def task(shown: ReadTextShown, attempt_id: int, texts: Texts, picks: str) -> Task:
    """The text, the questions that have an answer, and the one that is asked."""
    lines, rows = questions(shown.questions, attempt_id, picks, texts)
    return Task(texts("task-read-text"), [BlockQuote(shown.text), *lines], rows)


def questions(
    asked: Sequence[QuestionShown], attempt_id: int, picks: str, texts: Texts
) -> tuple[list[Text], list[Row]]:
    steps = len(asked)
    picks = so_far(picks, [len(question.options) for question in asked])
    number = len(picks)
    now = asked[number]
    answered = [
        Text("• ", question.question, " ", Bold(question.options[choice]))
        for question, choice in zip(asked, indices(picks), strict=False)
    ]
    listed, rows = labelled(
        now.options, lambda choice: step(attempt_id, picks, choice, steps=steps)
    )
    lines = [*answered, Text(f"{number + 1}/{steps}  ", Bold(now.question)), *listed]
    return lines, [*rows, back_row(attempt_id, picks, texts)]
