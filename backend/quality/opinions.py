"""Pure: what a model says of an exercise, and what is made of it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from backend.quality.fixing import CannotBeFixed, fixed
from backend.quality.schemas import Cause, Outcome

SURE_ENOUGH = 70  # of a hundred
# Beyond these a model's "it is good" stands against too many learners: somebody else decides.
MOST_ODDS = 2.0
MOST_REPORTS = 6
MOST_REVIEWS = 2  # that found it good; the next one is an admin's


class Fix(BaseModel):
    path: Annotated[str, StringConstraints(max_length=60)] = Field(
        description="Where in `content`, as wrong.1.text or why.en; accepted.+ adds an answer."
    )
    text: Annotated[str, StringConstraints(min_length=1, max_length=600)] = Field(
        description="The whole new text, in the language of the text that it replaces."
    )


class Opinion(BaseModel):
    verdict: Literal["good", "fix", "retire", "unsure"]
    problem: Literal[
        "none", "wrong_key", "two_keys", "no_key", "language", "level", "explanation", "other"
    ]
    because: Annotated[str, StringConstraints(max_length=600)] = Field(
        description="Why, in English, at most three short sentences."
    )
    fixes: Annotated[list[Fix], Field(max_length=6)] = Field(
        description="What to change when the verdict is fix; empty otherwise."
    )
    sure: Annotated[int, Field(ge=0, le=100)] = Field(
        description="How sure you are of the verdict, 0 to 100."
    )


def decided(it: Opinion, *, cause: Cause, evidence: dict[str, Any], reviews: int) -> Outcome | None:
    """What follows from it; None where an admin is to decide.

    `reviews` is how often it was found good before, `evidence` the figures of the inspection.
    """
    if it.verdict == "unsure" or it.sure < SURE_ENOUGH or reviews >= MOST_REVIEWS:
        return None
    match it.verdict:
        case "good":
            against = (
                evidence.get("odds", 0.0) > MOST_ODDS or evidence.get("flags", 0) >= MOST_REPORTS
            )
            return None if against else Outcome.published
        case "retire":
            # What is only too easy, or hard, is for the admins to miss or not.
            return Outcome.retired if cause.hides else None
        case _:
            return Outcome.fixed


def mended(it: Opinion, content: dict[str, Any]) -> dict[str, Any]:
    """The content as the model wants it. Raises CannotBeFixed."""
    if not it.fixes:
        raise CannotBeFixed("nothing is said of what to change")
    return fixed(content, {one.path: one.text for one in it.fixes})
