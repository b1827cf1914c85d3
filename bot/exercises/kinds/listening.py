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


def dictation(shown: DictationShown, exercise_id: int, texts: Texts) -> Task:
    lines = [Text("✎ ", texts("heard-words", count=shown.words))]
    return Task(texts("task-dictation"), lines, [_listen(exercise_id, texts)])


def choose_heard(shown: ChooseHeardShown, ids: tuple[int, int], texts: Texts) -> Task:
    """`ids`: of the attempt, and of the exercise."""
    listed, rows = choices(ids[0], shown.options)
    return Task(texts("task-choose-heard"), listed, [_listen(ids[1], texts), *rows])


def minimal_pair(shown: MinimalPairShown, ids: tuple[int, int], texts: Texts) -> Task:
    """`ids`: of the attempt, and of the exercise."""
    listed, rows = choices(ids[0], shown.options)
    lines = [sentence_with_gap(shown.sentence), *listed]
    return Task(texts("task-minimal-pair"), lines, [_listen(ids[1], texts), *rows])


def hear_story(shown: HearStoryShown, ids: tuple[int, int], texts: Texts, picks: str) -> Task:
    """`ids`: of the attempt, and of the exercise."""
    lines, rows = questions(shown.questions, ids[0], picks, texts)
    return Task(texts("task-hear-story"), lines, [_listen(ids[1], texts), *rows])


def _listen(exercise_id: int, texts: Texts) -> Row:
    return [
        button(texts("button-listen"), ListenPressed(exercise_id=exercise_id, pace=Pace.normal)),
        button(texts("button-slower"), ListenPressed(exercise_id=exercise_id, pace=Pace.slow)),
    ]
