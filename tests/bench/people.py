"""Learners of the real courses, over the API: they practise, ask why, and talk with the tutor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

from sqlalchemy import text

from backend.attempts.schemas import (
    AnswerIn,
    AnswerOut,
    AnyAnswer,
    GiveUp,
    Remedy,
    SelfCheck,
)
from backend.catalogue.schemas import Shelf
from backend.client import Backend
from backend.db import Sessions
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.translate import Translate
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.kinds.union import content_for
from backend.exercises.kinds.write_text import WriteText
from backend.exercises.schemas import ExerciseOut
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext
from backend.tutor.schemas import SaidIn
from tests.bench.saying import Pool, a_text, mistyped
from tests.factories import Learner, a_learner
from tests.flows.student import Open
from tests.workers.judging.conftest import Worker

RIGHT = 0.75
MISTYPED = 0.1
ASKS_WHY = 0.2  # of those who were wrong and may ask
LEVELS = (Level.a1, Level.a2, Level.b1)
_KEYS = count(1)

_OPEN = text(
    """SELECT e.key, e.content, a."order", p.target, p.alphabet FROM attempts a
         JOIN exercises e ON e.id = a.exercise_id JOIN profiles p ON p.id = a.profile_id
        WHERE a.id = :id"""
)
# Somewhere on the way, not all of them at its beginning.
_PLACE = text(
    """UPDATE profiles SET place = coalesce((SELECT place FROM exercises
        WHERE language = :target AND level = :level ORDER BY md5(id::text || :id) LIMIT 1), place)
        WHERE id = :id"""
)


@dataclass
class Counts:
    """Of the answers of a stream: `checked` waited for a model, `free` could have been."""

    answers: int = 0
    free: int = 0
    texts: int = 0
    checked: int = 0
    checked_texts: int = 0
    new: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


class People:
    def __init__(
        self, backend: Backend, sessions: Sessions, worker: Worker, shelves: dict[str, Shelf]
    ) -> None:
        self._backend, self._sessions, self._worker = backend, sessions, worker
        self._languages = list(shelves)
        self._sentences = {code: _sentences(shelf) for code, shelf in shelves.items()}
        self.pools = {
            (code, item.key): Pool(item.key, item.content, code, _words(shelf))
            for code, shelf in shelves.items()
            for item in shelf.items
            if isinstance(item.content, Translate)
        }
        self.counts = Counts()

    async def somebody(self, number: int, chance: Random) -> Learner:
        target = self._languages[number % len(self._languages)]
        native = "ru" if target == "en" or number % 8 > len(self._languages) else "en"
        level = LEVELS[number // len(self._languages) % len(LEVELS)]
        learner = await a_learner(
            self._backend, 1000 + number, target=target, native=native, level=level
        )
        async with self._sessions.begin() as session:
            placed = {"target": target, "level": level.value, "id": learner.profile.id}
            await session.execute(_PLACE, placed | {"id": learner.profile.id})
        return learner

    async def practises(self, learner: Learner, answers: int, chance: Random) -> None:
        for _ in range(answers):
            found = await learner.next(go_on=True)
            if not isinstance(found, ExerciseNext):
                return
            await self._answers(learner, found.exercise, chance)

    async def _answers(self, learner: Learner, exercise: ExerciseOut, chance: Random) -> None:
        key, it = await self._open(exercise)
        given = AnswerIn(answer=self._said(key, it, chance), key=f"m{next(_KEYS)}")
        out = await learner.calls.answer(exercise.attempt_id, given)
        self._count(it, out, exercise)
        if out.checking:
            await learner.calls.place(out.attempt_id, next(_KEYS))
            await self._worker.work()
            stored = (await learner.calls.attempt(out.attempt_id)).answer
            assert stored is not None
            assert not stored.checking, stored
            out = stored
        self.counts.verdicts[out.feedback.verdict] += 1
        if out.feedback.verdict is Verdict.unsure and out.feedback.self_checked is None:
            mine = AnswerIn(answer=SelfCheck(right=True))
            await learner.calls.answer(out.attempt_id, mine)
        if Remedy.explain in out.feedback.remedies and chance.random() < ASKS_WHY:
            await learner.calls.explain(out.attempt_id)
            await self._worker.work()

    async def _open(self, exercise: ExerciseOut) -> tuple[str, Open]:
        async with self._sessions() as session:
            row = (await session.execute(_OPEN, {"id": exercise.attempt_id})).one()
        content = content_for(row.content, row.target, row.alphabet)
        return row.key, Open(exercise, content, row.order)

    def _said(self, key: str, it: Open, chance: Random) -> AnyAnswer:
        target = it.exercise.target
        match it.content:
            case Translate():
                return Typed(text=self.pools[target, key].says(chance))
            case WriteText(least=least):
                return Typed(text=a_text(self._sentences[target], least, chance))
            case TypeGap(accepted=accepted, slips=slips):
                said = chance.choice(accepted)
                if slips and chance.random() > RIGHT:
                    said = chance.choice(slips).text
                return Typed(text=mistyped(said, chance) if chance.random() < MISTYPED else said)
            case _ if chance.random() < RIGHT:
                return it.right
            case _:
                return GiveUp()

    def _count(self, it: Open, out: AnswerOut, exercise: ExerciseOut) -> None:
        counts, is_text = self.counts, isinstance(it.content, WriteText)
        counts.answers += 1
        counts.new += exercise.reason.because == "new"
        counts.free += isinstance(it.content, Translate)
        counts.texts += is_text
        counts.checked += out.checking
        counts.checked_texts += out.checking and is_text

    async def talks(self, learner: Learner, messages: Sequence[str], scenario: str | None) -> None:
        """One reply of the tutor is translated; at the end there is a card."""
        talk = await learner.calls.start_talk(learner.profile.id, scenario)
        await self._worker.work()
        for number, message in enumerate(messages):
            said = SaidIn(text=message, key=f"t{next(_KEYS)}")
            heard = await learner.calls.say(talk.id, said)
            await self._worker.work()
            if number == 1 and heard.turn is not None:
                await learner.calls.translate_turn(heard.turn.id)
                await self._worker.work()
        await learner.calls.finish_talk(talk.id)
        await self._worker.work()

    def message(self, target: str, chance: Random) -> str:
        """Of one or two sentences."""
        return " ".join(chance.sample(self._sentences[target], chance.choice([1, 1, 2])))


def _sentences(shelf: Shelf) -> list[str]:
    return [item.content.accepted[0] for item in shelf.items if isinstance(item.content, Translate)]


def _words(shelf: Shelf) -> list[str]:
    return [word.lemma for word in shelf.words if word.lemma.isalpha() and word.lemma.islower()]
