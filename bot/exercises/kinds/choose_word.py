from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.choose_word import ChooseWordShown
from bot.exercises.kinds.task import Task, choices
from bot.texts import Texts


def task(shown: ChooseWordShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    gap = [Text("")] if listed else []
    return Task(texts("task-choose-word"), [Bold(shown.question), *gap, *listed], rows)
