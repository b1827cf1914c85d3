"""Pure: an answer that rules alone leave open, and a verdict on it that was bought."""

from collections.abc import Sequence

from backend.attempts.replies import remedies_of_words
from backend.attempts.schemas import AnswerOut, FeedbackOut, Remedy
from backend.attempts.standing import Held
from backend.exercises.grading import Judgement, Piece, Verdict
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.write_text import WriteText
from backend.judging.schemas import Ruled
from backend.judging.worth import Given, given, is_worth_asking
from backend.writing import worth


def open_answer(held: Held, judgement: Judgement) -> Given | None:
    """The answer, where a model's verdict on it is worth having."""
    content = held.content
    answer = given(content, judgement.said, held.standing.target) if judgement.said else None
    if answer is None or not isinstance(content, TypedContent):
        return None
    slips = [slip.text for slip in content.slips]
    return answer if is_worth_asking(answer, judgement, slips) else None


def is_to_be_assessed(held: Held, judgement: Judgement) -> bool:
    """Whether it is a text that a model is to be asked about."""
    content = held.content
    if not isinstance(content, WriteText) or not judgement.said:
        return False
    return worth.is_worth_asking(content, judgement.said, held.standing.target)


def ruled(judgement: Judgement, by: Ruled, native: str) -> Judgement:
    """The judgement with the verdict that was bought, and its reason."""
    if by.verdict is Verdict.correct:
        return judgement.model_copy(update={"verdict": by.verdict, "because": None, "pieces": ()})
    reason = by.reason(native)
    because = judgement.because if reason is None else {native: reason}
    return judgement.model_copy(update={"verdict": by.verdict, "because": because})


def settled(stored: AnswerOut, by: Ruled | None, native: str) -> FeedbackOut:
    """What was said while it was checked, with the verdict; without one it stays unsure."""
    said = stored.feedback
    if by is None or by.verdict is Verdict.unsure:
        return said
    if by.assessment is not None:
        return said.model_copy(update={"verdict": by.verdict, "assessment": by.assessment})
    right = by.verdict is Verdict.correct
    reason = None if right else by.reason(native) or said.because
    pieces = [] if right else said.pieces
    remedies = _remedies(said, pieces) if by.verdict is Verdict.wrong else []
    changes = {"verdict": by.verdict, "because": reason, "pieces": pieces, "remedies": remedies}
    return said.model_copy(update=changes)


def _remedies(said: FeedbackOut, pieces: Sequence[Piece]) -> list[Remedy]:
    """Nobody mistypes what they say."""
    return [Remedy.explain] if said.aloud is not None else list(remedies_of_words(pieces))
