"""Pure: which texts a model is asked about: those that are written in the language, for the task.

What speaks to whoever assesses it, or repeats the task or its example, is left to the learner.
"""

from collections.abc import Collection

from backend.exercises.kinds.write_text import WriteText
from backend.judging.suspicion import is_suspicious
from backend.judging.worth import Given
from backend.kit.text import clean, comparable, without_diacritics

COPIED = 0.7  # of the words of the text, in runs of the example's own
_RUN = 4
# Stems, without diacritics, of what is said about assessing and hardly in a short text. Here any
# topic may come up, so that the rules for answers to be translated do not see them. Of the second
# sort it takes two.
_OF_ASSESSING = (
    *("режим", "rezim", "смисъл", "смисл", "смысл", "znacenj", "значењ", "превод", "prevod"),
    *("перевод", "проверяв", "оценяв", "оцењив", "ocenjiv", "translat", "vertaling", "criteri"),
)
_OF_ANSWERS = (
    "грешк",
    "gresk",
    "отговор",
    "одговор",
    "odgovor",
    "верен",
    "тачан",
    "tacan",
    "текст",
)
SEVERAL = 2


def is_worth_asking(content: WriteText, text: str, target: str) -> bool:
    tasks = tuple(said for texts in content.asks() for said in texts.values())
    own = [content.model, *tasks]
    if is_suspicious(text, own) or is_about_itself(text, own) or is_copied(text, content.model):
        return False
    return Given(clean(text), target, (content.model,), tasks).is_of_the_language


def is_about_itself(text: str, own: Collection[str]) -> bool:
    """Whether it speaks of being assessed. `own` are the texts of the task, whose words it may
    take up."""
    known = {word for each in own for word in _folded(each)}
    strange = [word for word in _folded(text) if word not in known]
    found = [sum(word.startswith(stem) for word in strange) for stem in _OF_ANSWERS]
    if sum(times > 0 for times in found) >= SEVERAL:
        return True
    return any(word.startswith(_OF_ASSESSING) for word in strange)


def _folded(text: str) -> list[str]:
    return without_diacritics(comparable(text)).split()


def is_copied(text: str, model: str) -> bool:
    words, own = comparable(text).split(), f" {comparable(model)} "
    runs = [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]
    copied = sum(f" {' '.join(run)} " in own for run in runs)
    return bool(runs) and copied / len(runs) >= COPIED
