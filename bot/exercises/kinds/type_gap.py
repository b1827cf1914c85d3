from aiogram.utils.formatting import Text

from backend.exercises.kinds.type_gap import TypeGapShown
from bot.exercises.kinds.task import Task, sentence_with_gap
from bot.texts import Texts


def task(shown: TypeGapShown, texts: Texts) -> Task:
    clue = [Text("✎ ", shown.clue)] if shown.clue else []
    return Task(texts("task-type-gap"), [sentence_with_gap(shown.sentence), *clue])
