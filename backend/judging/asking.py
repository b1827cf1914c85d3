"""Pure: what a model is asked about an answer."""

from collections.abc import Mapping
from functools import lru_cache

from pydantic import Field, create_model

from backend.judging.schemas import MOST_REASON, Finding, Reason
from backend.judging.worth import Given
from backend.llm.asking import Asked, Line, Role
from backend.llm.prompts import as_data, prompt

MOST_ACCEPTED = 6
MOST_SLIPS = 6
_NAMES = {
    "bg": "Bulgarian",
    "en": "English",
    "nl": "Dutch",
    "ru": "Russian",
    "sr": "Serbian",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "uk": "Ukrainian",
}


def language(code: str) -> str:
    return _NAMES.get(code, f"the language with the code {code}")


def judging(
    answer: Given,
    task: Mapping[str, str],
    slips: list[str],
    *,
    native: str,
    user_id: int | None,
) -> Asked:
    data = as_data(
        task=dict(task),
        accepted=list(answer.accepted[:MOST_ACCEPTED]),
        known_mistakes=slips[:MOST_SLIPS],
        learner_answer=answer.text,
    )
    words = {"target": language(answer.language), "native": language(native)}
    return Asked(Role.judge, prompt("judge_answer", **words), (Line("user", data),), user_id)


def explaining(
    answer: Given, task: Mapping[str, str], reason: str, *, native: str, user_id: int | None
) -> Asked:
    data = as_data(
        task=dict(task),
        accepted=list(answer.accepted[:MOST_ACCEPTED]),
        learner_answer=answer.text,
        reason_english=reason,
    )
    words = {"target": language(answer.language), "native": language(native)}
    return Asked(Role.explain, prompt("explain_verdict", **words), (Line("user", data),), user_id)


@lru_cache(maxsize=64)
def finding_in(native: str) -> type[Finding]:
    """The shape of a finding that says in which language its reason is to be."""
    said = Field(
        max_length=MOST_REASON,
        description=f"the sentences of reason_english in {language(native)}; empty where it is",
    )
    return create_model("Finding", __base__=Finding, reason_native=(str, said))


@lru_cache(maxsize=64)
def reason_in(native: str) -> type[Reason]:
    said = Field(
        min_length=1,
        max_length=MOST_REASON,
        description=f"the reason in {language(native)}: one or two short sentences",
    )
    return create_model("Reason", __base__=Reason, reason=(str, said))
