from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.base import GAP
from backend.exercises.kinds.complete_dialogue import CompleteDialogueShown
from bot.exercises.kinds.task import BLANK, Task, choices
from bot.texts import Texts


def task(shown: CompleteDialogueShown, attempt_id: int, texts: Texts) -> Task:
    turns = [Text(Bold(f"{turn.who}:"), " ", turn.text.replace(GAP, BLANK)) for turn in shown.turns]
    listed, rows = choices(attempt_id, shown.options)
    gap = [Text("")] if listed else []
    return Task(texts("task-complete-dialogue"), [*turns, *gap, *listed], rows)
