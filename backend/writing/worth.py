"""Pure: which texts a model is asked about: those that are written in the language, for the task.

What speaks to whoever assesses it, or repeats the task or its example, is left to the learner.
"""

from backend.exercises.kinds.write_text import WriteText
from backend.judging.suspicion import is_suspicious
from backend.judging.worth import Given
from backend.kit.text import clean, comparable

COPIED = 0.7  # of the words of the text, in runs of the example's own
_RUN = 4


def is_worth_asking(content: WriteText, text: str, target: str) -> bool:
    tasks = tuple(said for texts in content.asks() for said in texts.values())
    if is_suspicious(text, [content.model, *tasks]) or is_copied(text, content.model):
        return False
    return Given(clean(text), target, (content.model,), tasks).is_of_the_language


def is_copied(text: str, model: str) -> bool:
    words, own = comparable(text).split(), f" {comparable(model)} "
    runs = [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]
    copied = sum(f" {' '.join(run)} " in own for run in runs)
    return bool(runs) and copied / len(runs) >= COPIED
