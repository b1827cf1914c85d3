"""A person at the chat page who knows the answers: they stand in the database."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from sqlalchemy import text

from backend.attempts.schemas import AnswerIn
from backend.client import Backend, Calls
from backend.db import create_engine
from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Choice, Content, Picked, Typed
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.sort_words import SortWords
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import content_for
from backend.exercises.schemas import ExerciseOut
from backend.lessons.schemas import ExerciseNext, NextAction
from tests.answers import Reader
from tests.flows.chat import Chat
from tests.flows.stack import Stack

ENDS = ".,!?…;:"
LETTERS = "ABCDEF"


class Open(NamedTuple):
    """What is open: as it is shown, and with its key."""

    exercise: ExerciseOut
    content: Content
    order: Sequence[int]

    @property
    def right(self) -> Choice | Typed | Picked:
        """The right answer, without a tap."""
        order = list(self.order)
        match self.content:
            case Options() | ChooseStress() if not isinstance(self.content, CorrectMistake):
                key = self.content.stressed - 1 if isinstance(self.content, ChooseStress) else 0
                return Choice(index=order.index(key))
            case TypedContent(accepted=accepted) | OrderWords(accepted=accepted):
                return Typed(text=accepted[0])
            case _:
                return Picked(picks=list(self._picks(order)))

    def _picks(self, order: list[int]) -> Sequence[int]:
        match self.content:
            case CorrectMistake(mistake=mistake, sentence=sentence):
                bare = [word.strip(ENDS) for word in sentence.split()]
                return [bare.index(mistake.strip(ENDS)), order.index(0)]
            case MatchPairs(pairs=pairs):
                half = len(pairs)
                return [order[half:].index(half + part) for part in order[:half]]
            case SortWords(groups=groups):
                of = [number for number, group in enumerate(groups) for _ in group.words]
                return [of[part] for part in order]
            case ReadContent(questions=questions):
                return list(_keys(order, [len(each.options) for each in questions]))
            case _:
                raise AssertionError(self.content.kind)


class Student:
    def __init__(self, chat: Chat, backend: Backend, stack: Stack) -> None:
        self.chat = chat
        self._backend = backend
        self._stack = stack

    @property
    def calls(self) -> Calls:
        bot_id = int(self._stack.secrets["bot_token"].split(":")[0])
        return self._backend.on_behalf_of(self.chat.person, bot_id=bot_id)

    async def next(self, *, go_on: bool = False) -> NextAction:
        me = await self.calls.me()
        assert me.profile_id is not None
        return (await self.calls.next_action(me.profile_id, go_on=go_on)).next

    async def open(self) -> Open:
        found = await self.next()
        assert isinstance(found, ExerciseNext), found
        exercise = found.exercise
        asked = text(
            """SELECT e.content, a."order", p.target, p.alphabet FROM attempts a
              JOIN exercises e ON e.id = a.exercise_id JOIN profiles p ON p.id = a.profile_id
             WHERE a.id = :id"""
        )
        engine = create_engine(self._stack.database_url, pool_size=1)
        async with engine.connect() as connection:
            row = (await connection.execute(asked, {"id": exercise.attempt_id})).one()
        await engine.dispose()
        return Open(exercise, content_for(row.content, row.target, row.alphabet), row.order)

    async def passes(self, it: Open) -> None:
        """Right, but not by way of the page."""
        await self.calls.answer(it.exercise.attempt_id, AnswerIn(answer=it.right))

    async def answer(self, it: Open, *, right: bool) -> None:
        """By the buttons, or by typing, as the kind wants it."""
        match it.content:
            case CorrectMistake():
                await self._mend(it.content, right=right)
            case Options() | ChooseStress():
                await self._choose(it, right=right)
            case OrderWords():
                await self._order(it.content, right=right)
            case MatchPairs():
                await self._match(it, it.content, right=right)
            case SortWords():
                await self._sort(it, it.content, right=right)
            case ReadContent():
                await self._read(it.content, right=right)
            case TypedContent():
                await self.chat.say(it.content.accepted[0] if right else it.content.slips[0].text)

    async def _choose(self, it: Open, *, right: bool) -> None:
        """Part 0 is the answer of every kind that offers options, but for the stress."""
        key = it.content.stressed - 1 if isinstance(it.content, ChooseStress) else 0
        wanted = key if right else (key + 1) % it.content.parts()
        options: list[str] = it.exercise.shown.options  # type: ignore[union-attr]
        await self._press_option(options[list(it.order).index(wanted)], options)

    async def _press_option(self, option: str, options: Sequence[str]) -> None:
        """A long option stands in a line of its own, under a letter."""
        if await self.chat.button(option).count() == 0:
            option = LETTERS[list(options).index(option)]
        await self.chat.press(option)

    async def _mend(self, content: CorrectMistake, *, right: bool) -> None:
        await self.chat.press(content.mistake.strip(ENDS))
        await self.chat.press(content.answer if right else content.wrong[0].text)

    async def _order(self, content: OrderWords, *, right: bool) -> None:
        sentence = [word.casefold() for word in _bare(content.accepted[0]).split()]
        chips = sorted(content.chips, key=lambda chip: sentence.index(_first(chip)))
        for number, chip in enumerate(chips if right else reversed(chips)):
            await self.chat.press(chip)
            if number == 1:
                await self.chat.press("↩ Undo")
                await self.chat.press(chip)
        await self.chat.press("Check ✓")

    async def _match(self, it: Open, content: MatchPairs, *, right: bool) -> None:
        pairs = [content.pairs[part] for part in it.order[: len(content.pairs)]]
        others = [pair.other("en") for pair in pairs]
        if not right:
            others = [*others[1:], others[0]]
        for other in others:
            # The first left side without a partner waits for it.
            await self.chat.press(other)
        await self.chat.press("Check ✓")

    async def _sort(self, it: Open, content: SortWords, *, right: bool) -> None:
        words = [(word, group) for group in content.groups for word in group.words]
        for part in it.order:
            _, group = words[part]
            shift = 0 if right else 1
            at = (content.groups.index(group) + shift) % len(content.groups)
            await self.chat.press(content.groups[at].named("en"))
        await self.chat.press("Check ✓")

    async def _read(self, content: ReadContent, *, right: bool) -> None:
        for number, question in enumerate(content.questions):
            good = right or number > 0
            text_ = question.answer if good else question.wrong[0].text
            shown = await self.chat.options()
            await self._press_option(text_, shown)

    def almost(self, it: Open) -> str | None:
        """The right answer with a slip of the finger that is forgiven, if it has room for one."""
        if not isinstance(it.content, TypedContent):
            return None
        chance, right = Random(3), it.content.accepted[0]
        for _ in range(400):
            at = chance.randrange(1, max(len(right) - 1, 2))
            slipped = right[:at] + right[at + 1 : at + 2] + right[at : at + 1] + right[at + 2 :]
            judged = it.content.judge(Typed(text=slipped), [], Reader(target=it.exercise.target))
            if judged.verdict is Verdict.almost:
                return slipped
        return None


def _keys(order: Sequence[int], sizes: Sequence[int]) -> Iterator[int]:
    """The place of each question's answer, which is the first of its parts."""
    start = 0
    for size in sizes:
        yield list(order[start : start + size]).index(start)
        start += size


def _bare(sentence: str) -> str:
    return "".join(char for char in sentence if char not in ENDS)


def _first(chip: str) -> str:
    return _bare(chip.split(maxsplit=1)[0]).casefold()
