"""Pure: a reason for a wrong answer, where the catalogue has none and the grammar knows one."""

from backend.exercises.grading import Judgement, Role, Verdict
from backend.gateways.grammar import Grammar, Mistake
from backend.kit.text import words

_LEAD = {"en": "Grammar hint", "ru": "Подсказка по грамматике (на английском)"}


def _is_struck(mistake: Mistake, judgement: Judgement) -> bool:
    """Whether the words that it is about are among those that differ from the right answer."""
    struck = {
        word for one in judgement.pieces if one.role is Role.extra for word in words(one.text)
    }
    return not struck.isdisjoint(words(judgement.said[mistake.start : mistake.end]))


def with_reason(judgement: Judgement, language: str, grammar: Grammar) -> Judgement:
    """The same verdict, with a reason where the catalogue has none and the grammar knows one."""
    if judgement.verdict not in (Verdict.wrong, Verdict.unsure) or judgement.because:
        return judgement
    if not judgement.pieces:  # nothing is struck
        return judgement
    told = grammar.mistakes(judgement.said, language)
    first = next((mistake for mistake in told if _is_struck(mistake, judgement)), None)
    if first is None:
        return judgement
    part = judgement.said[first.start : first.end]
    texts = {native: f"{lead}: «{part}» — {first.message}" for native, lead in _LEAD.items()}
    return judgement.model_copy(update={"because": texts})
