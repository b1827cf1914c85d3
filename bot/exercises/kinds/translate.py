from aiogram.utils.formatting import Bold

from backend.exercises.kinds.translate import TranslateShown
from bot.exercises.kinds.task import Task
from bot.texts import Texts


def task(shown: TranslateShown, texts: Texts) -> Task:
    return Task(texts("task-translate"), [Bold(shown.text)])
