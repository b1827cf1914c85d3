"""What is heard: the sound comes as a voice note of its own, and again as often as one likes."""

from aiogram.utils.formatting import Text

from backend.exercises.kinds.choose_heard import ChooseHeardShown, MinimalPairShown
from backend.exercises.kinds.dictation import DictationShown
from backend.exercises.kinds.hear_story import HearStoryShown
from backend.spoken.schemas import Pace
from bot.exercises.callbacks import ListenPressed
from bot.exercises.kinds.read_text import questions
from bot.exercises.kinds.task import Task, choices, sentence_with_gap
from bot.screen import Row, button
from bot.texts import Texts


def dictation(shown: DictationShown, attempt_id: int, texts: Texts) -> Task:
    lines = [Text("✎ ", texts("heard-words", count=shown.words))]
    return Task(texts("task-dictation"), lines, [listen(attempt_id, texts)])


def choose_heard(shown: ChooseHeardShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    return Task(texts("task-choose-heard"), listed, [listen(attempt_id, texts), *rows])


def minimal_pair(shown: MinimalPairShown, attempt_id: int, texts: Texts) -> Task:
    listed, rows = choices(attempt_id, shown.options)
    lines = [sentence_with_gap(shown.sentence), *listed]
    return Task(texts("task-minimal-pair"), lines, [listen(attempt_id, texts), *rows])


def hear_story(shown: HearStoryShown, attempt_id: int, texts: Texts, picks: str) -> Task:
    lines, rows = questions(shown.questions, attempt_id, picks, texts)
    return Task(texts("task-hear-story"), lines, [listen(attempt_id, texts), *rows])


def listen(attempt_id: int, texts: Texts) -> Row:
    return [
        button(texts("button-listen"), ListenPressed(attempt_id=attempt_id, pace=Pace.normal)),
        button(texts("button-slower"), ListenPressed(attempt_id=attempt_id, pace=Pace.slow)),
    ]
