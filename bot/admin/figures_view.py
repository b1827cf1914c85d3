"""What admins look at besides the cards: stock, models, failed jobs, reports. Pure."""

from collections.abc import Iterable
from typing import Any

from aiogram.utils.formatting import Bold, Code, Text, as_list

from backend.admin.schemas import FlagsOut, JobsOut, ModelsOut, StockOut
from backend.llm.schemas import BudgetOut, CallsOut
from bot.admin.callbacks import LookPressed, RetryPressed, ReviewPressed
from bot.quality.view import reason_key
from bot.screen import Screen, bar, button, keyboard, shortened
from bot.texts import Texts

MOST_ERROR = 120
MOST_CALLS = 20
MICRO = 1_000_000
CELLS = 10


def stock(it: StockOut, texts: Texts) -> Screen:
    lines: list[Any] = [Bold(texts("stock-title"))]
    for language in dict.fromkeys(line.language for line in it.stock):
        lines += ["", Bold(language)]
        for line in it.stock:
            if line.language == language:
                lines.append(
                    texts(
                        "stock-line",
                        level=line.level,
                        published=line.published,
                        generated=line.generated,
                        pending=line.pending,
                        withdrawn=line.withdrawn,
                    )
                )
    if it.refills:
        lines += ["", Bold(texts("stock-refills"))]
    for refill in it.refills:
        told = texts(
            "stock-refill", drafts=refill.drafts, calls=refill.calls, cost=_dollars(refill.cost)
        )
        lines.append(f"{refill.planned_at:%d.%m. %H:%M} UTC · {told} · {refill.state}")
        if refill.stopped_by:
            lines.append(f"   {shortened(refill.stopped_by, MOST_ERROR)}")
    return Screen(as_list(*lines))


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
