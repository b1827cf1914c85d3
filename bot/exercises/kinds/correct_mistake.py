from aiogram.utils.formatting import Bold, Strikethrough, Text

from backend.exercises.kinds.correct_mistake import CorrectMistakeShown
from bot.exercises.callbacks import indices
from bot.exercises.kinds.stepping import back_row, so_far, step
from bot.exercises.kinds.task import Task, labelled
from bot.screen import Row, button, flow
from bot.texts import Texts

STEPS = 2
ENDS = ".,!?…;:"
WORDS_IN_A_ROW = 5
WIDEST_ROW = 28


def task(shown: CorrectMistakeShown, attempt_id: int, texts: Texts, picks: str) -> Task:
    """First the word that is wrong, then what belongs in its place."""
    picks = so_far(picks, [len(shown.words), len(shown.options)])
    if not picks:
        sentence = Bold(" ".join(shown.words))
        return Task(texts("task-correct-mistake"), [sentence], _words(shown, attempt_id))
    [place] = indices(picks)
    before, after = " ".join(shown.words[:place]), " ".join(shown.words[place + 1 :])
    around = (Bold(f"{before} ") if before else "", Bold(f" {after}") if after else "")
    struck = Text(around[0], Strikethrough(shown.words[place]), around[1])
    listed, rows = labelled(
        shown.options, lambda choice: step(attempt_id, picks, choice, steps=STEPS)
    )
    instruction = texts("task-mend", word=shown.words[place].strip(ENDS))
    return Task(instruction, [struck, *listed], [*rows, back_row(attempt_id, picks, texts)])


def _words(shown: CorrectMistakeShown, attempt_id: int) -> list[Row]:
    buttons = (
        button(word.strip(ENDS) or word, step(attempt_id, "", place, steps=STEPS))
        for place, word in enumerate(shown.words)
    )
    return flow(buttons, most=WORDS_IN_A_ROW, widest=WIDEST_ROW)
