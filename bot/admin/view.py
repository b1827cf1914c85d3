"""One card of the review queue, and the questions that go with it. Pure."""

from collections.abc import Iterator
from typing import Any

from aiogram.utils.formatting import Bold, Code, Italic, Text, as_list

from backend.admin.schemas import CardOut, ReviewOut
from bot.admin.callbacks import (
    DecidePressed,
    FieldPressed,
    FixPressed,
    ReviewPressed,
    RuledPressed,
    SkipPressed,
    UndoPressed,
)
from bot.admin.question import Question
from bot.quality.view import reason_key
from bot.screen import Row, Screen, button, keyboard, shortened
from bot.texts import LOCALES, Texts

MOST_FIELD = 160  # characters
MOST_OPINION = 400
MOST_FIELDS = 40
A_ROW = 5
MAX_SAID = 24
_SIGNS = {"answer": "✅ ", "accepted": "✅ ", "wrong": "✖️ ", "slips": "✖️ "}


def review(it: ReviewOut, texts: Texts) -> Screen:
    """The card, or that nothing waits."""
    if it.card is None:
        undo = [button(texts("button-take-back"), UndoPressed())] if it.position else []
        return Screen(Text(texts("review-done", count=it.position)), keyboard(undo))
    card = it.card
    lines: list[Any] = [
        Text(
            Bold(texts("review-title", position=it.position, total=it.total)),
            f" · {card.language} · {card.level} · {card.kind}",
        ),
        Text(Code(card.key), f" v{card.version}"),
        _cause(card, texts),
        "",
        *_content(card, texts),
        "",
        *_seen(card, texts),
        *_said(card, texts),
    ]
    return Screen(as_list(*lines), keyboard(*_appeal_rows(card), *_rows(card, texts)))


def _cause(card: CardOut, texts: Texts) -> str:
    line = texts(f"cause-{card.cause.replace('_', '-')}")
    matter = card.figures.get("matter") if card.cause == "broken" else None
    hidden = "" if not card.hidden else f" · {texts('review-hidden')}"
    return f"{line}{f' ({matter})' if matter else ''}{hidden}"


def _content(card: CardOut, texts: Texts) -> Iterator[Text]:
    """The texts of the course, and of what is explained those that this admin reads."""
    for path, value in card.fields.items():
        *way, last = path.split(".")
        explained = last in LOCALES
        if not value or (explained and last != texts.locale):
            continue
        sign = _SIGNS.get(path.split(".")[0], "") if not explained else ""
        text = shortened(value, MOST_FIELD)
        times = card.wrong.get(value)
        count = f" ×{times}" if times and sign.startswith("✖️") else ""
        name = ".".join(way) if explained else path
        yield Text(sign, Italic(f"{name}: "), text, count)


def _seen(card: CardOut, texts: Texts) -> Iterator[Any]:
    figures = card.figures
    if figures.get("exposures"):
        yield texts(
            "review-seen",
            exposures=figures["exposures"],
            right=figures.get("right", 0),
            gave_up=figures.get("given_up", 0),
            facility=_share(figures.get("facility")),
        )
    known = set(card.fields.values())
    others = [f"«{said}» ×{times}" for said, times in card.wrong.items() if said not in known]
    if others:
        yield texts("review-wrong", answers=shortened(", ".join(others), MOST_FIELD))
    if card.reasons:
        given = [f"{texts(reason_key(name))} ×{n}" for name, n in card.reasons.items()]
        yield f"⚑ {', '.join(given)}"


def _share(bounds: list[float] | None) -> str:
    if bounds is None:
        return "?"
    return "–".join(f"{round(100 * bound)}" for bound in bounds) + " %"


def _said(card: CardOut, texts: Texts) -> Iterator[Any]:
    for one in card.appeals:
        said = shortened(one.said, MOST_FIELD)
        yield texts("review-appeal", said=said, people=one.people)
    if card.opinion is not None:
        yield from _opinion(card.opinion, texts)
    if card.provenance is not None:
        parts = [f"{name}: {_plain(value)}" for name, value in card.provenance.items()]
        yield Text("🏭 ", shortened(" · ".join(parts), MOST_OPINION))


def _opinion(it: dict[str, Any], texts: Texts) -> Iterator[Any]:
    head = f"🤖 {it.get('verdict')}, {it.get('problem')} ({it.get('sure')} %)"
    yield Text(Bold(head), f" · {it.get('model')}")
    yield Italic(shortened(str(it.get("because") or "-"), MOST_OPINION))
    for fix in it.get("fixes") or ():
        yield Text(Code(fix["path"]), f" → {shortened(fix['text'], MOST_FIELD)}")
    if it.get("problems"):
        why = shortened("; ".join(it["problems"]), MOST_OPINION)
        yield texts("review-not-fixed", why=why)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _appeal_rows(card: CardOut) -> list[Row]:
    return [
        [
            button(f"👍 «{said}»", RuledPressed(appeal_id=one.appeal_id, upheld=True)),
            button("👎", RuledPressed(appeal_id=one.appeal_id, upheld=False)),
        ]
        for one in card.appeals
        for said in [shortened(one.said, MAX_SAID)]
    ]


def _rows(card: CardOut, texts: Texts) -> list[Row]:
    id = card.inspection_id
    good = DecidePressed(inspection_id=id, outcome="published")
    retire = DecidePressed(inspection_id=id, outcome="retired")
    return [
        [
            button(texts("button-accept"), good, style="success"),
            button(texts("button-retire"), retire, style="danger"),
        ],
        [
            button(texts("button-fix"), FixPressed(inspection_id=id)),
            button(texts("button-skip"), SkipPressed(inspection_id=id)),
            button(texts("button-take-back"), UndoPressed()),
        ],
    ]


def fields(card: CardOut, texts: Texts) -> Screen:
    """Which text is wrong?"""
    shown = list(card.fields.items())[:MOST_FIELDS]
    lines = [
        Text(f"{number}. ", Italic(path), f" {shortened(value, MAX_SAID)}")
        for number, (path, value) in enumerate(shown, start=1)
    ]
    buttons = [
        button(str(number + 1), FieldPressed(inspection_id=card.inspection_id, number=number))
        for number in range(len(shown))
    ]
    rows = [buttons[at : at + A_ROW] for at in range(0, len(buttons), A_ROW)]
    back = [button(texts("button-back"), ReviewPressed())]
    return Screen(as_list(Bold(texts("fix-which")), "", *lines), keyboard(*rows, back))


def ask_for(card: CardOut, path: str, texts: Texts) -> Screen:
    """What is it to be? The reply to this message says it."""
    now = card.fields[path]
    lines: list[Any] = [Question(card.inspection_id, path).line(), Bold(texts("fix-how"))]
    if now:
        lines += [Code(now)]
    return Screen(as_list(*lines))
