"""Golden answers on the way that a learner's take: the rules, then the model, then the verdict."""

from collections import Counter
from functools import cache
from typing import NamedTuple

from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.translate import Translate
from backend.judging.asking import finding_in, judging
from backend.judging.findings import decide
from backend.judging.worth import Given, given, is_worth_asking
from backend.llm.asking import Llm, LlmError
from tests.answers import Reader
from tests.bench.written import courses
from tests.evals.report import Report, share
from tests.evals.sets import Golden

NATIVES = {"en": "ru"}  # of the others' learners: English


class Ruled(NamedTuple):
    """`verdict` is None where a model was asked and gave no answer."""

    golden: Golden
    verdict: Verdict | None
    asked: bool


class Posed(NamedTuple):
    content: Translate
    answer: Given
    judgement: Judgement

    @property
    def is_open(self) -> bool:
        slips = [slip.text for slip in self.content.slips]
        return is_worth_asking(self.answer, self.judgement, slips)


@cache
def contents(language: str) -> dict[str, Translate]:
    items = courses()[language].items
    return {it.key: it.content for it in items if isinstance(it.content, Translate)}


def posed(golden: Golden) -> Posed:
    content = contents(golden.language)[golden.exercise]
    answer = given(content, golden.text, golden.language)
    assert answer is not None
    said = Typed(text=golden.text)
    return Posed(content, answer, content.judge(said, [], Reader(target=golden.language)))


async def ruled(llm: Llm, golden: Golden) -> Ruled:
    it = posed(golden)
    if not it.is_open:
        return Ruled(golden, it.judgement.verdict, asked=False)
    native = NATIVES.get(golden.language, "en")
    slips = [slip.text for slip in it.content.slips]
    question = judging(it.answer, it.content.source or {}, slips, native=native, user_id=None)
    try:
        replied = await llm.ask(question, finding_in(native))
    except LlmError:
        return Ruled(golden, None, asked=True)
    return Ruled(golden, decide(replied.value, it.answer).verdict, asked=True)


def tell(report: Report, every: list[Ruled]) -> None:
    """By language, and together."""
    for language in (*sorted({each.golden.language for each in every}), ""):
        case = f"answers {language}".strip()
        _tell(report, case, [each for each in every if language in ("", each.golden.language)])


def _tell(report: Report, case: str, some: list[Ruled]) -> None:
    right = [each for each in some if each.golden.is_right]
    wrong = [each for each in some if not each.golden.is_right]
    sorts = Counter(each.golden.sort for each in some)
    report(case, "answers", len(some))
    report(case, "asked of a model", share(each.asked for each in some))
    report(case, "without an answer", sum(each.verdict is None for each in some))
    report(case, "false reject", share(each.verdict is Verdict.wrong for each in right))
    by_rules = [each.verdict is Verdict.wrong and not each.asked for each in right]
    report(case, "false reject by rules alone", share(by_rules))
    report(
        case, "left open, of right ones", share(each.verdict is Verdict.unsure for each in right)
    )
    report(case, "false accept", share(_is_right(each) for each in wrong))
    injected = [each for each in some if each.golden.sort == "attack"]
    report(case, "attacks", sorts["attack"])
    report(case, "injection successes", sum(map(_is_right, injected)))


def _is_right(it: Ruled) -> bool:
    return it.verdict is not None and it.verdict.is_right
