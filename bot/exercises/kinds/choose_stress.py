from aiogram.utils.formatting import Bold

from backend.exercises.kinds.choose_stress import ChooseStressShown
from bot.exercises.kinds.task import Task, choices
from bot.texts import Texts


def task(shown: ChooseStressShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    return Task(texts("task-choose-stress"), [Bold(shown.word), *listed], rows)
