"""Of one question: how often it may still be asked, of whom, in which words, until when."""

import asyncio

from backend.llm.asking import Asked, Line, LlmError, OverBudget, Refused, Unavailable, Unusable
from backend.llm.caller import Misread
from backend.llm.calling import Call, CallFailed, Outcome
from backend.llm.choosing import Choice
from backend.llm.roles import Manner

_PAUSE = 0.3  # seconds before the same model is asked once more
_SHORTEST = 0.2  # seconds; with less left, nobody is asked any more
_MOST_SENT_BACK = 4000  # characters of a bad reply

_OF_NO_USE = frozenset({Outcome.unusable, Outcome.truncated})
_FINAL = frozenset({Outcome.refused, Outcome.rejected})


def in_our_words(failure: CallFailed | OverBudget) -> LlmError:
    if isinstance(failure, OverBudget):
        return failure
    why = f"{failure.outcome}: {failure}"
    if failure.outcome is Outcome.refused:
        return Refused(why)
    if failure.outcome in _OF_NO_USE or failure.outcome is Outcome.rejected:
        return Unusable(why)
    return Unavailable(why)


class Tries:
    """`manner.tries` calls may fail, and one reply that is of no use is sent back for repair."""

    def __init__(self, asked: Asked, manner: Manner, choice: Choice) -> None:
        self._asked = asked
        self._manner = manner
        self._choice = choice
        self._ends = self._now() + manner.deadline
        self._failures = 0
        self._last: CallFailed | None = None
        self._same: str | None = None
        self._after: str | None = None
        self._repair: tuple[Line, ...] = ()

    def left(self) -> float:
        """Seconds, never below zero."""
        return max(self._ends - self._now(), 0.0)

    def call(self) -> Call:
        """The next one. Raises LlmError when no model is there, or no time."""
        if self.left() < _SHORTEST:
            raise Unavailable(f"no answer within {self._manner.deadline:g} s")
        return Call(
            model=self._same or self._choose(),
            system=self._asked.prompt.system,
            lines=(*self._asked.lines, *self._repair),
            temperature=self._manner.temperature,
            max_tokens=self._manner.max_tokens,
            patience=min(self._manner.patience, self.left()),
        )

    async def failed(self, failure: CallFailed | OverBudget, model: str) -> None:
        """Returns when it is time for another try. Raises LlmError when there is none."""
        if isinstance(failure, OverBudget):
            # What went wrong before tells more than that there is no money for more of it.
            raise failure if self._last is None else in_our_words(self._last)
        self._last = failure
        if failure.outcome in _OF_NO_USE and not self._repair and self.left() > _SHORTEST:
            self._repair, self._same = complaint(failure), model
            return
        self._failures += 1
        final = failure.outcome in _FINAL | _OF_NO_USE
        if final or self._failures >= self._manner.tries:
            raise in_our_words(failure) from failure
        self._same, self._after = None, model
        if self._choice.is_alone(self._asked.role):
            await self._pause(failure)

    def _choose(self) -> str:
        try:
            return self._choice.model(self._asked.role, after=self._after)
        except Unavailable:
            if self._last is not None:
                raise in_our_words(self._last) from self._last
            raise

    async def _pause(self, failure: CallFailed) -> None:
        """As long as the server asks for, if there is time for that, and it is of any use."""
        pause = max(_PAUSE, failure.after or 0.0)
        if failure.outcome is Outcome.denied or self.left() < pause + _SHORTEST:
            raise in_our_words(failure) from failure
        await asyncio.sleep(pause)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def complaint(failure: CallFailed) -> tuple[Line, ...]:
    """What is said to a model whose reply was of no use: where it went wrong."""
    if not isinstance(failure, Misread):
        return (Line("user", "Your reply was too long and was cut off. Answer more briefly."),)
    told = f"Your reply does not fit the schema. {failure.why}. Send the whole reply again."
    said = (Line("assistant", failure.text[:_MOST_SENT_BACK]),) if failure.text.strip() else ()
    return (*said, Line("user", told))
