from aiogram.utils.formatting import Text

from backend.exercises.kinds.fill_gap import FillGapShown
from bot.exercises.kinds.task import Task, choices, sentence_with_gap
from bot.texts import Texts


def task(shown: FillGapShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    gap = [Text("")] if listed else []
    lines = [sentence_with_gap(shown.sentence), *gap, *listed]
    return Task(texts("task-fill-gap"), lines, rows)
