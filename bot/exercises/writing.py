"""What is said of a text that a learner wrote: what went well, corrections in place, one thing to
practise; or, where nobody has assessed it, an example and a list to check it by. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from aiogram.utils.formatting import (
    Bold,
    ExpandableBlockQuote,
    Italic,
    Strikethrough,
    Text,
    Underline,
    as_list,
)

from backend.attempts.schemas import FeedbackOut
from backend.exercises.assessment import BEST, Assessment, Mended
from backend.exercises.grading import Piece, Role, Verdict
from bot.screen import bounded, shortened
from bot.texts import Texts

MARKS = {Verdict.correct: "✅", Verdict.almost: "🟡", Verdict.wrong: "✍️", Verdict.unsure: "📝"}
CRITERIA = ("task", "range", "accuracy", "cohesion")
# All of it and an exercise below it fit into one message.
MAX_MARKED = 1900
MAX_LINE = 200
MAX_PART = 60
MOST_REASONS = 4
MAX_MODEL = 900


def review(it: FeedbackOut, texts: Texts) -> Text:
    if it.assessment is not None:
        return _assessed(it.assessment, it.verdict, texts)
    model = ExpandableBlockQuote(shortened(it.right, MAX_MODEL))
    if it.self_checked is not None:
        key = "written-checked-right" if it.self_checked else "written-checked-wrong"
        return as_list(Text("🤝 ", Bold(texts(key))), model)
    head = "gave-up" if it.said is None else "written-example"
    lines: list[Any] = [Text("💡 " if it.said is None else "📝 ", Bold(texts(head))), model]
    if it.said is not None:
        lines += ["", texts("written-check"), *(Text("☐ ", point) for point in it.checklist)]
    return as_list(*lines)


def _assessed(it: Assessment, verdict: Verdict, texts: Texts) -> Text:
    lines: list[Any] = [Text(MARKS[verdict], " ", Bold(texts(f"written-{verdict}")))]
    lines += [Text("👍 ", shortened(each, MAX_LINE)) for each in it.went_well]
    if it.pieces:
        lines += ["", bounded(marked(it.pieces), MAX_MARKED), ""]
    if it.practise:
        lines.append(Text("🎯 ", shortened(it.practise, MAX_LINE)))
    lines.append(ExpandableBlockQuote(as_list(*_reasons(it.corrections), _scores(it, texts))))
    return as_list(*lines)


def _reasons(corrections: Sequence[Mended]) -> Iterator[Text]:
    for one in [each for each in corrections if each.because][:MOST_REASONS]:
        right = Text(" → ", Bold(shortened(one.right, MAX_PART))) if one.right else Text()
        wrong = Strikethrough(shortened(one.wrong, MAX_PART))
        yield Text(wrong, right, ": ", Italic(shortened(one.because or "", MAX_LINE)))


def _scores(it: Assessment, texts: Texts) -> str:
    return " · ".join(f"{texts(f'written-{each}')} {getattr(it, each)}/{BEST}" for each in CRITERIA)


def marked(pieces: Sequence[Piece]) -> Text:
    """The text as it was written: struck out what is wrong, bold and underlined what belongs."""
    return Text(*_marked(pieces))


def _marked(pieces: Sequence[Piece]) -> Iterator[Text | str]:
    for index, piece in enumerate(pieces):
        match piece.role:
            case Role.same:
                yield piece.text
            case Role.extra:
                yield Strikethrough(piece.text)
            case Role.missing:
                if index and pieces[index - 1].role is Role.extra:
                    yield " "
                yield Bold(Underline(piece.text))
