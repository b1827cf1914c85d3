"""A second model reads a draft: it solves it without the key, then checks what is explained.

Where it objects it is asked once more, in another order: a slip of the critic's is not the draft's.
"""

from collections.abc import Awaitable, Callable
from random import Random

from backend.catalogue.schemas import Item
from backend.exercises.kinds.read_text import ReadContent
from backend.generation.gates.base import Context, Reasons
from backend.generation.gates.critic import (
    Checked,
    Posed,
    Solved,
    guessed,
    objections,
    posed,
    statements,
    untruths,
)
from backend.generation.gates.registry import SOLVED, TRUE, UNREAD, Stopped
from backend.generation.shapes import named
from backend.llm.asking import Asked, Line, Llm, Role, Shape
from backend.llm.prompts import as_data, prompt

OPINIONS = 2
WITHOUT_TEXT = (
    "The text that the questions are about is not shown to you. Where nobody can tell without it,"
    " `right` is empty: do not guess."
)


class Critic:
    """Asks on nobody's budget but ours, and with no transaction open. Raises LlmError."""

    def __init__(self, llm: Llm, chance: Random) -> None:
        self._llm = llm
        self._chance = chance
        self.model = ""
        """The one that answered last."""
        self.gate = SOLVED
        """What was asked about last."""

    async def stopped(self, item: Item, context: Context) -> Stopped | None:
        """By the first gate that it did not pass; None where it may be published."""
        gates: dict[str, Callable[[Item, Context], Awaitable[Reasons]]] = {
            SOLVED: self._solve,
            TRUE: self._check,
        }
        if isinstance(item.content, ReadContent):
            gates[UNREAD] = self._guess
        for name, gate in gates.items():
            self.gate = name
            reasons: Reasons = []
            for _ in range(OPINIONS):
                reasons = await gate(item, context)
                if not reasons:
                    break
            if reasons:
                return Stopped(name, reasons)
        return None

    async def _solve(self, item: Item, context: Context) -> Reasons:
        asked = posed(item.content, self._chance)
        return objections(item, asked, await self._solved(asked, context, ""), context)

    async def _guess(self, item: Item, context: Context) -> Reasons:
        whole = posed(item.content, self._chance)
        asked = Posed({}, whole.parts, whole.keys)
        if guessed(asked, await self._solved(asked, context, WITHOUT_TEXT)):
            return ["the questions can be answered without the text"]
        return []

    async def _solved(self, asked: Posed, context: Context, extra: str) -> Solved:
        given = as_data(
            **asked.read,
            parts=[
                {"asked": part.asked, "options": dict(_numbered(part.options))}
                for part in asked.parts
            ],
        )
        told = prompt("solve_item", language=named(context.language), extra=extra)
        question = Asked(Role.critique, told, (Line("user", given),))
        return await self._ask(question, Solved)

    async def _check(self, item: Item, context: Context) -> Reasons:
        content = item.content
        told = prompt("critique_item", language=named(context.language), level=context.level.value)
        key = {**content.model_dump(mode="json"), "right": content.right}
        given = as_data(exercise=key, explanations=statements(content))
        question = Asked(Role.critique, told, (Line("user", given),))
        return untruths(content, await self._ask(question, Checked))

    async def _ask(self, question: Asked, shape: type[Shape]) -> Shape:
        replied = await self._llm.ask(question, shape)
        self.model = replied.model
        return replied.value


def _numbered(options: list[str]) -> list[tuple[str, str]]:
    return [(str(number), option) for number, option in enumerate(options, start=1)]
