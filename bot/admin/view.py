"""One card of the review queue, and the questions that go with it. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from aiogram.utils.formatting import Bold, Code, Italic, Text, as_list

from backend.admin.schemas import AppealLine, CardOut, ReviewOut
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
from bot.screen import (
    MAX_TEXT,
    PHONE,
    Button,
    Row,
    Screen,
    bounded,
    button,
    flow,
    keyboard,
    shortened,
    units,
)
from bot.texts import LOCALES, Texts

MOST_FIELD = 160  # characters
MOST_OPINION = 400
FEWEST = 1000  # characters for its texts, whatever is said of it
MOST_FIELDS = 40
A_ROW = 5
MAX_SAID = 24
_SIGNS = {"answer": "✅ ", "accepted": "✅ ", "wrong": "✖️ ", "slips": "✖️ "}


def review(it: ReviewOut, texts: Texts) -> Screen:
    """The card, or why there is none."""
    if it.card is None:
        return _no_card(it, texts)
    card = it.card
    head: list[Any] = [
        *_saved(it, texts),
        Text(
            Bold(texts("review-title", position=it.position, total=it.total)),
            f" · {card.language} · {card.level} · {card.kind}",
        ),
        Text(Code(card.key), f" v{card.version}"),
        _cause(card, texts),
        "",
    ]
    rest: list[Any] = ["", *_seen(card, texts), *_said(card, texts)]
    room = MAX_TEXT - _units(*head, *rest)
    lines = [*head, *_content_in(max(room, FEWEST), card, texts), *rest]
    rows = _rows(card, texts, undoable=it.undoable)
    return Screen(as_list(*lines), keyboard(*_appeal_rows(card, texts), *rows))


def _saved(it: ReviewOut, texts: Texts) -> list[str]:
    return [] if it.saved is None else [texts("fix-saved", version=it.saved), ""]


def _undo(texts: Texts, *, undoable: bool) -> list[Button]:
    return [button(texts("button-take-back"), UndoPressed())] if undoable else []


def _units(*lines: Any) -> int:
    """Of these lines and the end of the last."""
    return units(as_list(*lines).render()[0]) + 1


def _content_in(room: int, card: CardOut, texts: Texts) -> list[Text]:
    """Its texts, each as far as there is room for all of them: what people say of it comes after,
    and is not to be cut off."""
    for most in MOST_FIELD, MOST_FIELD // 2, MOST_FIELD // 4:
        lines = list(_content(card, texts, most))
        if _units(*lines) <= room:
            return lines
    return [bounded(as_list(*lines), room)]


def _no_card(it: ReviewOut, texts: Texts) -> Screen:
    lines = [texts("review-done", count=it.decided)]
    if it.skipped:
        seen, minutes = it.decided + it.skipped, it.back_in or 0
        lines = [texts("review-seen-all", count=seen, skipped=it.skipped, minutes=minutes)]
    if it.elsewhere:
        lines.append(texts("review-elsewhere", count=it.elsewhere))
    skipped = [button(texts("button-skipped"), ReviewPressed(skipped=True))] if it.skipped else []
    undo = _undo(texts, undoable=it.undoable)
    return Screen(as_list(*_saved(it, texts), *lines), keyboard(skipped, undo))


def _cause(card: CardOut, texts: Texts) -> str:
    line = texts(f"cause-{card.cause.replace('_', '-')}")
    matter = card.figures.get("matter") if card.cause == "broken" else None
    hidden = "" if not card.hidden else f" · {texts('review-hidden')}"
    return f"{line}{f' ({matter})' if matter else ''}{hidden}"


def _content(card: CardOut, texts: Texts, most: int) -> Iterator[Text]:
    """The texts of the course, and of what is explained those that this admin reads."""
    for path, value in card.fields.items():
        *way, last = path.split(".")
        explained = last in LOCALES
        if not value or (explained and last != texts.locale):
            continue
        sign = _SIGNS.get(path.split(".")[0], "") if not explained else ""
        text = shortened(value, most)
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
    for number, one in enumerate(card.appeals, start=1):
        said = shortened(one.said, MOST_FIELD)
        line = texts("review-appeal", said=said, people=one.people)
        yield f"{number}. {line}" if len(card.appeals) > 1 else line
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


def _appeal_rows(card: CardOut, texts: Texts) -> Iterator[Row]:
    """What is decided of an answer. Where there are several, each has the number of its line."""
    for number, one in enumerate(card.appeals, start=1):
        which = f" {number}" if len(card.appeals) > 1 else ""
        rules = {"button-uphold": True, "button-decline": False}
        yield from _in_rows(
            button(texts(name) + which, RuledPressed(appeal_id=one.appeal_id, upheld=upheld))
            for name, upheld in rules.items()
        )


def sure(appeal: AppealLine, texts: Texts) -> Screen:
    """An answer that is right stays so: is it meant?"""
    yes = RuledPressed(appeal_id=appeal.appeal_id, upheld=True, sure=True)
    line = texts("appeal-sure", said=shortened(appeal.said, MOST_FIELD))
    back = button(texts("button-back"), ReviewPressed())
    return Screen(Text(line), keyboard([back], [button(texts("button-uphold-sure"), yes)]))


def _rows(card: CardOut, texts: Texts, *, undoable: bool) -> list[Row]:
    """What is decided of the exercise. Whoever says yes or no to an answer keeps it by that."""
    id = card.inspection_id
    good = DecidePressed(inspection_id=id, outcome="published")
    retire = DecidePressed(inspection_id=id, outcome="retired")
    keep = [] if card.appeals else [button(texts("button-keep-exercise"), good, style="success")]
    fix = button(texts("button-fix"), FixPressed(inspection_id=id))
    gone = button(texts("button-retire"), retire, style="danger")
    skip = button(texts("button-skip"), SkipPressed(inspection_id=id))
    return [
        *_in_rows([*keep, fix]),
        *_in_rows([gone, skip, *_undo(texts, undoable=undoable)]),
    ]


def _in_rows(buttons: Iterable[Button]) -> list[Row]:
    return flow(buttons, most=A_ROW, widest=PHONE)


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


def ask_for(card: CardOut, number: int, texts: Texts) -> Screen:
    """What is the text with this number to be? The reply to this message says it."""
    path, now = list(card.fields.items())[number]
    question = Question(card.inspection_id, path, number + 1)
    lines: list[Any] = [question.line(), Bold(texts("fix-how"))]
    if now:
        lines += [Code(now)]
    return Screen(as_list(*lines))
