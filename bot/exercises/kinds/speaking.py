"""What is answered by voice. Whoever cannot speak now says so under it (bot.exercises.view)."""

from aiogram.utils.formatting import Bold, Text

from backend.exercises.kinds.answer_aloud import AnswerAloudShown
from backend.exercises.kinds.say_again import ReadAloudShown, RepeatAfterMeShown
from bot.exercises.kinds.listening import listen
from bot.exercises.kinds.task import Task
from bot.texts import Texts


def read_aloud(shown: ReadAloudShown, texts: Texts) -> Task:
    return Task(texts("task-read-aloud"), [Text("🗣 ", Bold(shown.text))])


def repeat_after_me(shown: RepeatAfterMeShown, attempt_id: int, texts: Texts) -> Task:
    lines = [Text("🗣 ", texts("heard-words", count=shown.words))]
    return Task(texts("task-repeat-after-me"), lines, [listen(attempt_id, texts)])


def answer_aloud(shown: AnswerAloudShown, texts: Texts) -> Task:
    return Task(texts("task-answer-aloud"), [Text("🗣 ", Bold(shown.question))])
