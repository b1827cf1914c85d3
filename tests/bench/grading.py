"""Fairness of typed answers: how many misspellings are forgiven, and what a grading costs.

DATA=FILE takes a list of misspellings, one `wrong right` or `wrong->right` a line, of the language
BENCH_LANGUAGE (en); without it they are made from the words of the course, seeded.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter, thread_time
from types import SimpleNamespace

import psutil

from backend.exercises.grading import Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import CONTENT
from backend.exercises.tongues.lexicon import is_known
from backend.exercises.tongues.registry import tongue_of
from tests.bench.misspellings import MAKE, Misspelling, course_words, generated, listed, taught
from tests.bench.report import Reporter, at_most, progress

MILLISECONDS = 1000
PROMISED = 1.0  # ms an answer
LENGTHS = {"up to 4 letters": (1, 4), "5 to 7 letters": (5, 7), "8 letters or more": (8, 99)}
ACCEPTED = 30
TIMED = 2000


def run() -> None:
    report = Reporter("grading")
    data = os.environ.get("DATA")
    language = os.environ.get("BENCH_LANGUAGE", "en")
    for code in [language] if data else taught():
        _tell_list(report, code)
    if data:
        _tell(report, Path(data).name, language, list(listed(Path(data))))
    else:
        for code in taught():
            for kind in MAKE:
                _tell(report, f"{code}, {kind}", code, list(generated(code, kind)))
    for code in [language] if data else taught():
        _tell_sentences(report, code)


def _tell_list(report: Reporter, language: str) -> None:
    process = psutil.Process()
    before, begun = process.memory_info().rss, perf_counter()
    is_known("a", language)
    report(language, "word list, read once", (perf_counter() - begun) * MILLISECONDS, "ms")
    report(language, "word list", (process.memory_info().rss - before) / 2**20, "MB")


def _tell(report: Reporter, case: str, language: str, pairs: Sequence[Misspelling]) -> None:
    progress(f"grading: {case}, {len(pairs)} misspellings")
    judged = [_judged(language, pair) for pair in pairs]
    verdicts = [verdict for verdict, _ in judged]
    report(case, "misspellings", len(pairs), "words")
    _tell_shares(report, case, language, list(zip(pairs, verdicts, strict=True)))
    for name, (shortest, longest) in LENGTHS.items():
        part = [
            (pair, verdict)
            for pair, verdict in zip(pairs, verdicts, strict=True)
            if shortest <= len(pair.right) <= longest
        ]
        _tell_shares(report, f"{case}, {name}", language, part)
    _tell_cost(report, case, [seconds for _, seconds in judged])


def _tell_shares(
    report: Reporter, case: str, language: str, graded: Sequence[tuple[Misspelling, Verdict]]
) -> None:
    if not graded:
        return
    tongue = tongue_of(language)
    wrong = [pair for pair, verdict in graded if not verdict.is_right]
    collided = sum(tongue.is_word(pair.wrong.casefold()) for pair in wrong)
    counts: dict[str, int] = {
        "almost": sum(verdict is Verdict.almost for _, verdict in graded),
        "correct": sum(verdict is Verdict.correct for _, verdict in graded),
        "another word": collided,
        "wrong otherwise": len(wrong) - collided,
    }
    for metric, count in counts.items():
        report(case, metric, count / len(graded), "of all")


def _judged(language: str, pair: Misspelling) -> tuple[Verdict, float]:
    content = _content([pair.right])
    return _timed(content, language, pair.wrong)


def _timed(content: TypedContent, language: str, text: str) -> tuple[Verdict, float]:
    said, learner = Typed(text=text), SimpleNamespace(native="en", target=language)
    begun = thread_time()  # the processor's, whoever else is at work
    verdict = content.judge(said, [], learner).verdict
    return verdict, thread_time() - begun


def _content(accepted: Sequence[str]) -> TypedContent:
    made = CONTENT.validate_python(
        {"kind": "translate", "why": {}, "text": {"en": "…"}, "accepted": list(accepted)}
    )
    assert isinstance(made, TypedContent)
    return made


def _tell_sentences(report: Reporter, language: str) -> None:
    """What the longest exercises cost: many accepted sentences, an answer that is none of them."""
    known = course_words(language)
    lines = [" ".join(known[(7 * n + k) % len(known)] for k in range(8)) for n in range(ACCEPTED)]
    content = _content(lines)
    said = (f"{lines[n % ACCEPTED][:-3]}x {n}" for n in range(TIMED))
    spent = [_timed(content, language, text)[1] for text in said]
    _tell_cost(report, f"{language}, a sentence against {ACCEPTED}", spent)


def _tell_cost(report: Reporter, case: str, seconds: Sequence[float]) -> None:
    if not seconds:
        return
    mean = sum(seconds) / len(seconds) * MILLISECONDS
    report(case, "cost of an answer, mean", mean, "ms", at_most(PROMISED))
    if len(seconds) > 1:
        p99 = quantiles(seconds, n=100)[-1] * MILLISECONDS
        report(case, "cost of an answer, p99", p99, "ms")
