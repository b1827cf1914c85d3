from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.write_text import WriteTextShown
from bot.exercises.kinds.task import Task
from bot.texts import Texts


def task(shown: WriteTextShown, texts: Texts) -> Task:
    points = [Text("• ", point) for point in shown.points]
    instruction = texts("task-write-text", least=shown.least, most=shown.most)
    return Task(instruction, [Bold(shown.situation), *points])
