"""What admins look at besides the cards: stock, models, failed jobs, reports. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from aiogram.utils.formatting import Bold, Code, Pre, Text, as_list

from backend.admin.schemas import FlagsOut, JobsOut, ModelsOut, RefillLine, StockLine, StockOut
from backend.llm.schemas import BudgetOut, CallsOut
from bot.admin.callbacks import LookPressed, RetryPressed, ReviewPressed
from bot.quality.view import reason_key
from bot.screen import Screen, bar, button, keyboard, shortened
from bot.texts import Texts

MOST_ERROR = 120
MOST_CALLS = 20
MICRO = 1_000_000
CELLS = 10
NAME, CELL = 5, 5  # characters: with five columns thirty, which a phone shows in one line


def stock(it: StockOut, texts: Texts) -> Screen:
    """A table as wide as a phone, what lacks most first, and what is written to fill it."""
    lines: list[Any] = [Bold(texts("stock-title")), Pre("\n".join(_table(it.stock, texts)))]
    lines += [texts("stock-legend")]
    if it.refills:
        lines += ["", Bold(texts("stock-refills"))]
    lines += [_refill(one, texts) for one in it.refills]
    return Screen(as_list(*lines))


def _table(stock: Iterable[StockLine], texts: Texts) -> Iterator[str]:
    yield _row("", texts("stock-head").split())
    for one in stock:
        numbers = (one.lacking, one.published, one.generated, one.pending, one.withdrawn)
        yield _row(f"{one.language} {one.level}", [str(number or "·") for number in numbers])


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:<{NAME}}" + "".join(f"{cell:>{CELL}}" for cell in cells)


def _refill(it: RefillLine, texts: Texts) -> str:
    told = texts("stock-refill", drafts=it.drafts, cost=_dollars(it.cost))
    state = f"{it.state}: {it.stopped_by}" if it.stopped_by else it.state
    return shortened(f"{it.planned_at:%d.%m. %H:%M} · {told} · {state}", MOST_ERROR)


def models(it: ModelsOut, texts: Texts) -> Screen:
    figures = it.figures
    lines: list[Any] = [Bold(texts("models-title", day=f"{figures.day:%d.%m.}"))]
    if not it.configured:
        lines.append(texts("models-none"))
    if figures.failing:
        lines.append(texts("models-failing", models=", ".join(figures.failing)))
    lines += ["", *(_calls(figures.calls, texts))]
    spent = [one for one in figures.budgets if one.scope == "all" or one.spent or one.reserved]
    lines += ["", Bold(texts("models-budgets")), *(_budget(one) for one in spent)]
    return Screen(as_list(*lines))


def _calls(calls: Iterable[CallsOut], texts: Texts) -> list[Any]:
    most = sorted(calls, key=lambda one: -one.calls)[:MOST_CALLS]
    if not most:
        return [texts("models-no-calls")]
    return [
        Text(
            Bold(f"{one.role} {one.outcome}"),
            f" ×{one.calls} · {_dollars(one.cost)} · {one.median_ms / 1000:.1f} s · {one.model}",
        )
        for one in most
    ]


def _budget(it: BudgetOut) -> str:
    used = it.spent + it.reserved
    name = it.scope.removeprefix("role:")
    return f"{bar(used, it.most, CELLS)} {name} {_dollars(used)} / {_dollars(it.most)}"


def _dollars(micro: int) -> str:
    return f"${micro / MICRO:.3f}" if micro < MICRO else f"${micro / MICRO:.2f}"


def jobs(it: JobsOut, texts: Texts) -> Screen:
    lines: list[Any] = [
        Bold(texts("jobs-title")),
        texts("jobs-counts", waiting=it.waiting, running=it.running, dead=it.dead),
    ]
    for one in it.jobs:
        lines += ["", Text(Code(f"{one.id} {one.kind}"), f" ×{one.attempts}")]
        lines.append(shortened(one.error or "?", MOST_ERROR))
    rows = [
        [button(texts("button-retry", id=one.id), RetryPressed(job_id=one.id))] for one in it.jobs
    ]
    return Screen(as_list(*lines), keyboard(*rows))


def flags(it: FlagsOut, texts: Texts) -> Screen:
    if not it.flagged:
        return Screen(Text(texts("flags-none")))
    lines: list[Any] = [Bold(texts("flags-title"))]
    for one in it.flagged:
        reasons = ", ".join(f"{texts(reason_key(name))} ×{n}" for name, n in one.reasons.items())
        hidden = f" · {texts('review-hidden')}" if one.hidden else ""
        lines += ["", Text(Code(one.key), f" · {one.language} · ⚑ {one.people}{hidden}"), reasons]
    rows = [
        [button(f"🔎 {one.key}", LookPressed(exercise_id=one.exercise_id))] for one in it.flagged
    ]
    last = [button(texts("button-review"), ReviewPressed())]
    return Screen(as_list(*lines), keyboard(*rows, last))
