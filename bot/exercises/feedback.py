"""What is said of an answer: the verdict, the right sentence, one reason. Pure."""

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
from backend.exercises.grading import Piece, Role, Verdict
from bot.exercises.aloud import heard, spoken
from bot.exercises.writing import review
from bot.screen import bounded, shortened
from bot.texts import Texts

MARKS = {Verdict.correct: "✅", Verdict.almost: "🟡", Verdict.wrong: "❌", Verdict.unsure: "🤔"}
VARIANTS = {Verdict.correct: 4, Verdict.almost: 2, Verdict.wrong: 2, Verdict.unsure: 1}
# Changed words to each word that is the same: beyond it two sentences read better than one.
MOST_CHANGED = 2
MOST_LINES = 3  # in the open, the verdict among them
MAX_SAID = 120
MAX_LINE = 500
MAX_WHY = 1200
MAX_HEARD = 900


def feedback(it: FeedbackOut, texts: Texts, *, variant: int) -> Text:
    """The verdict, what is right and one reason, or what it means: the rest is folded under them.

    Of an answer in several parts those that went wrong stand in the open, and all of them for
    whoever gave up. `variant` picks the wording.
    """
    if it.checklist:
        return review(it, texts)
    if it.aloud is None:
        return _written(it, texts, variant)
    if it.aloud.given:
        return spoken(it, it.aloud, _verdict(it, texts, variant), texts)
    return as_list(heard(it.aloud.transcript, texts), _written(it, texts, variant))


def _written(it: FeedbackOut, texts: Texts, variant: int) -> Text:
    found = (each for each in (it.because, it.why) if each)
    reasons = [
        shortened(each, most) for each, most in zip(found, (MAX_LINE, MAX_WHY), strict=False)
    ]
    meaning = [Italic(shortened(it.meaning, MAX_LINE))] if it.meaning else []
    parts, more = _parts(it)
    said: list[Any] = parts if it.rows else [_sentence(it, texts)]
    read_out = [Text("🎧 ", shortened(it.heard, MAX_HEARD))] if it.heard else []
    rest: list[Any] = [*reasons, *meaning, *read_out]
    room = max(MOST_LINES - 1 - len(said), 0)
    seen, folded = rest[: min(room, 1)], [*more, *rest[min(room, 1) :]]
    quote = [ExpandableBlockQuote(as_list(*folded))] if folded else []
    return as_list(_verdict(it, texts, variant), *said, *seen, *quote)


def _parts(it: FeedbackOut) -> tuple[list[Text], list[Text]]:
    """The parts to show, and those to fold."""
    wrong_first = sorted(it.rows, key=lambda row: all(one.role is Role.same for one in row))
    wrong = sum(any(one.role is not Role.same for one in row) for row in it.rows)
    shown = len(it.rows) if it.said is None else min(wrong, MOST_LINES - 1)
    parts = [bounded(difference(row), MAX_LINE) for row in wrong_first]
    return parts[:shown], parts[shown:]


def _verdict(it: FeedbackOut, texts: Texts, variant: int) -> Text:
    if it.self_checked is not None:
        key = "self-checked-right" if it.self_checked else "self-checked-wrong"
        return Text("🤝 ", Bold(texts(key)))
    if it.said is None:
        return Text("💡 ", Bold(texts("gave-up")))
    # Nobody has misspelt what they said.
    how = "said-" if it.aloud is not None and it.verdict is Verdict.almost else ""
    word = texts(f"verdict-{how}{it.verdict}-{variant % VARIANTS[it.verdict] + 1}")
    line = Text(MARKS[it.verdict], " ", Bold(word))
    told = it.rows or it.aloud is not None
    if it.verdict is Verdict.wrong and not told and not _is_telling(it):
        # The pressed button is gone with its keyboard: say which one it was.
        return Text(line, "  ", Strikethrough(shortened(it.said, MAX_SAID)))
    return line


def _sentence(it: FeedbackOut, texts: Texts) -> Text:
    if it.verdict is Verdict.unsure:
        return Text(texts("model-answer"), " ", Bold(shortened(it.right, MAX_LINE)))
    if not _is_telling(it):
        return Bold(shortened(it.right, MAX_LINE))
    return bounded(difference(it.pieces), 2 * MAX_LINE)


def own_difference(it: FeedbackOut) -> Text | None:
    """The answer beside the model answer, for a learner who judges it themselves."""
    return bounded(difference(it.pieces), 2 * MAX_LINE) if _is_telling(it) else None


def _is_telling(it: FeedbackOut) -> bool:
    """Whether the difference can be read at a glance: it is small, or enough is the same."""
    same = sum(len(one.text.split()) for one in it.pieces if one.role is Role.same)
    changed = sum(len(one.text.split()) for one in it.pieces if one.role is not Role.same)
    return 0 < changed <= max(MOST_CHANGED * same, 2)


def difference(pieces: Sequence[Piece]) -> Text:
    """The right sentence in bold: underlined what was missing, struck out what was too much."""
    return Text(*_spaced(pieces))


def _spaced(pieces: Sequence[Piece]) -> Iterator[Text | str]:
    for index, piece in enumerate(pieces):
        if index:
            yield " "
        match piece.role:
            case Role.same:
                yield Bold(piece.text)
            case Role.extra:
                yield Strikethrough(piece.text)
            case Role.missing:
                yield Bold(Underline(piece.text))
