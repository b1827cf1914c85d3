from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.choose_sentence import ChooseSentenceShown
from bot.exercises.kinds.task import Task, choices
from bot.texts import Texts


def task(shown: ChooseSentenceShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    lines = [Text(Bold(shown.situation))] if shown.situation else []
    gap = [Text("")] if lines and listed else []
    return Task(texts("task-choose-sentence"), [*lines, *gap, *listed], rows)
